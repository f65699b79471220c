package org.kinora.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A private copy of a jar that is whole and holds a bundle that can come at run time.
 *
 * @param copy the copy, which nobody else writes
 * @param sum its SHA-256 checksum in hexadecimal
 * @param bundle the symbolic name
 */
record PluginJar(Path copy, String sum, String bundle, Version version) {
  /** What locations of bundles from the folder begin with. */
  static final String SCHEME = "kinora-plugin:";

  private static final int ENTRIES_AT_ONCE = 64;

  /**
   * Reads a copy to its end.
   *
   * @param name what to call it in messages
   * @throws MediaException PLUGIN_FILE_INVALID
   */
  static PluginJar read(Path copy, String sum, String name) throws MediaException {
    try (JarFile jar = new JarFile(copy.toFile(), false)) {
      List<JarEntry> entries = jar.stream().toList();
      Optional<JarEntry> damaged =
          IntStream.rangeClosed(0, entries.size() / ENTRIES_AT_ONCE)
              .parallel()
              .mapToObj(part -> damaged(jar, part(entries, part)))
              .flatMap(Optional::stream)
              .findAny();
      if (damaged.isPresent()) {
        throw invalid(name, "is not whole yet, or damaged, at " + damaged.get(), null);
      }
      if (jar.getManifest() == null) {
        throw invalid(name, "has no manifest", null);
      }
      return of(copy, sum, name, jar.getManifest().getMainAttributes());
    } catch (MediaException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      throw invalid(name, "is not whole yet, or damaged: " + e.getMessage(), e);
    }
  }

  private static List<JarEntry> part(List<JarEntry> entries, int part) {
    int from = part * ENTRIES_AT_ONCE;
    return entries.subList(from, Math.min(from + ENTRIES_AT_ONCE, entries.size()));
  }

  /**
   * Reads entries to their ends, for only that compares their checksums. It takes most of the time
   * of a swap (a hundred milliseconds for 25 MB), so parts of a jar are read side by side.
   */
  private static Optional<JarEntry> damaged(JarFile jar, List<JarEntry> entries) {
    byte[] room = new byte[8 << 10];
    return entries.stream().filter(entry -> !isWhole(jar, entry, room)).findFirst();
  }

  private static boolean isWhole(JarFile jar, JarEntry entry, byte[] room) {
    CRC32 sum = new CRC32();
    try (InputStream in = jar.getInputStream(entry)) {
      for (int got = in.read(room); got >= 0; got = in.read(room)) {
        sum.update(room, 0, got);
      }
      return sum.getValue() == entry.getCrc();
    } catch (IOException e) {
      return false;
    }
  }

  private static PluginJar of(Path copy, String sum, String name, Attributes manifest)
      throws MediaException {
    String symbolicName =
        Objects.requireNonNullElse(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME), "");
    String bundle = symbolicName.split(";", 2)[0].strip();
    if (bundle.isEmpty()) {
      throw invalid(name, "is no OSGi bundle: it has no " + Constants.BUNDLE_SYMBOLICNAME, null);
    }
    if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
      throw invalid(name, "holds the fragment " + bundle + ", which only a restart adds", null);
    }
    if (symbolicName.replace(" ", "").contains("singleton:=true")) {
      throw invalid(name, bundle + " is a singleton: it cannot start beside its old version", null);
    }
    return new PluginJar(
        copy, sum, bundle, Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION)));
  }

  private static MediaException invalid(String name, String what, @Nullable Throwable cause) {
    return new MediaException(PluginError.PLUGIN_FILE_INVALID, name + ": " + what, cause);
  }

  /** Where the framework says it has it from: another one for each content. */
  String location() {
    return SCHEME + bundle + ";sha256=" + sum;
  }
}
