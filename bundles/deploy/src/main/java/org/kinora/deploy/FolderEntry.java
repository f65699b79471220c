package org.kinora.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file of the folder: what it holds, what ran under its name before, why it may not run. */
final class FolderEntry {
  private static final Logger LOG = LoggerFactory.getLogger(FolderEntry.class);

  private final Path file;
  private final JarStore store;
  private Optional<PluginJar> jar = Optional.empty();
  private Optional<PluginJar> last;
  private @Nullable MediaException refusal;
  private String told = "";
  private String stamp = "";

  FolderEntry(Path file, JarStore store) {
    this.file = file;
    this.store = store;
    last = store.last(file);
  }

  Path file() {
    return file;
  }

  /** What the file holds, as far as that could be read. */
  Optional<PluginJar> jar() {
    return jar;
  }

  Optional<MediaException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The bundles that the file held or holds. */
  List<String> bundles() {
    return Stream.concat(jar.stream(), last.stream()).map(PluginJar::bundle).distinct().toList();
  }

  /** Looks at the file anew, and reads it if it changed. */
  void look(TrustPolicy policy) {
    refusal = null;
    try {
      policy.checkFile(file);
      String now = stamp(file);
      if (!now.equals(stamp)) {
        jar = Optional.empty();
        jar = Optional.of(store.read(file));
        stamp = now;
      }
      if (jar.isPresent()) {
        policy.checkSum(jar.get(), file);
      }
    } catch (MediaException e) {
      note(e);
    }
  }

  /** Notes what the file holds, which was read before the file got its name. */
  void holds(PluginJar read, String readStamp) {
    jar = Optional.of(read);
    stamp = readStamp;
  }

  /** Size and time of a file, which change when it does, and not when it is renamed. */
  static String stamp(Path file) throws MediaException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.size() + " " + now.lastModifiedTime().toMillis();
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, file + " cannot be read: " + e, e);
    }
  }

  /** What of it may run: what it holds, or else what ran under its name before. */
  List<Candidate> candidates(String bundle, TrustPolicy policy) {
    List<Candidate> candidates = new ArrayList<>();
    Optional<PluginJar> usable = refusal == null ? jar : last;
    usable
        .filter(may -> may.bundle().equals(bundle))
        .filter(may -> isAllowed(may, policy))
        .ifPresent(may -> candidates.add(new Candidate.OfFolder(this, may)));
    return candidates;
  }

  private boolean isAllowed(PluginJar may, TrustPolicy policy) {
    try {
      policy.checkSum(may, file);
      return true;
    } catch (MediaException notAllowed) {
      return false;
    }
  }

  /** Notes that one of its candidates runs. */
  void runs(PluginJar running) {
    if (last.equals(Optional.of(running))) {
      return;
    }
    last = Optional.of(running);
    try {
      store.runs(file, running);
    } catch (IOException e) {
      LOG.warn("{} runs; that cannot be noted for the next start: {}", file, e.toString());
    }
  }

  /** Notes that one of its candidates cannot run. */
  void refuse(MediaException why) {
    if (refusal != null) {
      last = Optional.empty();
    } else {
      note(new MediaException(why.code(), file.getFileName() + ": " + why.getMessage(), why));
    }
  }

  private void note(MediaException why) {
    refusal = why;
    if (!told.equals(why.getMessage())) {
      LOG.warn("{}: {}", why.code().name(), why.getMessage());
      told = why.getMessage();
    }
  }

  /** Whether it may run once something else is there. */
  boolean mayComeLater() {
    return refusal != null
        && (refusal.code() == PluginError.PLUGIN_UNRESOLVED
            || refusal.code() == PluginError.PLUGIN_START_FAILED);
  }

  /** Whether what runs from a location is what the file holds, and is not trusted any more. */
  boolean isRevoked(String location) {
    return refusal != null
        && refusal.code() == PluginError.PLUGIN_NOT_TRUSTED
        && Stream.concat(jar.stream(), last.stream())
            .anyMatch(held -> held.location().equals(location));
  }

  /** Lets it be tried again. */
  void forgive() {
    refusal = null;
  }

  /** Forgets what ran under the file's name. */
  void forget() {
    last = Optional.empty();
    try {
      store.forget(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be forgotten: {}", file, e.toString());
    }
  }
}
