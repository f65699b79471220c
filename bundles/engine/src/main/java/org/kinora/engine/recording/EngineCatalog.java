package org.kinora.engine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.Catalog;
import org.kinora.catalog.CatalogEntry;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The catalog of the directory that the framework property {@code kinora.recordings} names. */
@Component
public final class EngineCatalog implements Catalog {
  /** The framework property that names the root directory. */
  public static final String ROOT_PROPERTY = "kinora.recordings";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final Path root;
  private final Providers providers;

  /** Called by Declarative Services. */
  @Activate
  public EngineCatalog(BundleContext context, @Reference Providers providers) {
    this(rootOf(context.getProperty(ROOT_PROPERTY)), providers);
  }

  EngineCatalog(Path root, Providers providers) {
    this.root = root.toAbsolutePath().normalize();
    this.providers = providers;
  }

  /** The root that a property names, or the usual one. */
  public static Path rootOf(@Nullable String property) {
    return property == null || property.isBlank()
        ? Path.of(System.getProperty("user.home"), "Kinora")
        : Path.of(property);
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public Path resolve(String id) throws IOException {
    return root.resolve(checkedId(id));
  }

  /** The id itself, if it is one. */
  public static String checkedId(String id) throws MediaException {
    if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
      throw new MediaException(
          MediaError.ID_INVALID, "'" + printable(id) + "' is not a recording id");
    }
    return id;
  }

  private static String printable(String text) {
    String cut = text.length() > 140 ? text.substring(0, 140) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public List<CatalogEntry> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> children;
    try (Stream<Path> stream = Files.list(directory)) {
      children = stream.filter(EngineCatalog::isCandidate).sorted().toList();
    }
    List<CatalogEntry> entries = new ArrayList<>();
    for (Path child : children) {
      entry(child).ifPresent(entries::add);
    }
    return entries;
  }

  private static boolean isCandidate(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && !name.endsWith(TargetFile.PART);
  }

  private Optional<CatalogEntry> entry(Path path) {
    String id = path.getFileName().toString();
    try (OpenRecording recording = OpenRecording.open(providers, path)) {
      return Optional.of(
          new CatalogEntry(
              id,
              path,
              recording.format(),
              Optional.of(recording.reader().info()),
              Optional.empty()));
    } catch (MediaException e) {
      if (e.code() == MediaError.FORMAT_UNKNOWN || e.code() == MediaError.DIR_NOT_FOUND) {
        return Optional.empty();
      }
      return Optional.of(broken(id, path, e.code().name() + ": " + e.getMessage()));
    } catch (IOException e) {
      return Optional.of(broken(id, path, MediaError.IO_ERROR + ": " + e.getMessage()));
    }
  }

  private static CatalogEntry broken(String id, Path path, String problem) {
    return new CatalogEntry(id, path, "?", Optional.empty(), Optional.of(problem));
  }
}
