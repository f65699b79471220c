package org.kinora.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;

/**
 * Which files of the folder may run: nobody but their owner can have written them, and if a list of
 * checksums is there, theirs is in it.
 *
 * <p>The owner must be the user that runs this process, or root. Where the file system knows no
 * Unix owners and modes, nothing is asked of them.
 */
final class TrustPolicy {
  /** The list in the folder: what {@code sha256sum} prints. */
  static final String LIST = "allowed.sha256";

  private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");
  private static final int WRITABLE_FOR_OTHERS = 0022;
  private static final int ROOT = 0;

  private final Path folder;
  private final Path ours;
  private final boolean shared;
  private final List<String> allowed;

  /**
   * A policy.
   *
   * @param ours a directory that this process made: its owner is who the process is
   * @param shared whether others may own and write the folder
   * @param allowed checksums of what may run
   */
  TrustPolicy(Path folder, Path ours, boolean shared, List<String> allowed) {
    this.folder = folder;
    this.ours = ours;
    this.shared = shared;
    this.allowed = allowed;
  }

  /**
   * Refuses a file for what it is, whatever it holds.
   *
   * @throws MediaException PLUGIN_NOT_TRUSTED
   */
  void checkFile(Path file) throws MediaException {
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw untrusted(file, "is a link to " + file.toRealPath() + ", outside the plugins folder");
      }
      checkOwner(folder);
      checkOwner(file);
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw untrusted(file, "cannot be looked at: " + e);
    }
  }

  private void checkOwner(Path path) throws IOException {
    if (shared || !Files.getFileStore(path).supportsFileAttributeView("unix")) {
      return;
    }
    Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,mode");
    Object owner = Objects.requireNonNull(attributes.get("uid"));
    if (!owner.equals(ROOT) && !owner.equals(Files.getAttribute(ours, "unix:uid"))) {
      throw untrusted(path, "belongs to the user " + Files.getOwner(path));
    }
    if (attributes.get("mode") instanceof Integer mode && (mode & WRITABLE_FOR_OTHERS) != 0) {
      throw untrusted(path, "can be written by others than its owner");
    }
  }

  /**
   * Refuses content that is not in the list, if there is a list.
   *
   * @throws MediaException PLUGIN_NOT_TRUSTED
   */
  void checkSum(PluginJar jar, Path file) throws MediaException {
    Set<String> sums = sums("the configuration " + FolderSettings.PID, allowed);
    Path list = folder.resolve(LIST);
    boolean listed = Files.exists(list, LinkOption.NOFOLLOW_LINKS);
    if (listed) {
      checkFile(list);
      try {
        sums.addAll(sums(list.toString(), Files.readAllLines(list)));
      } catch (MediaException e) {
        throw e;
      } catch (IOException e) {
        throw untrusted(list, "cannot be read: " + e);
      }
    }
    if ((listed || !sums.isEmpty()) && !sums.contains(jar.sum())) {
      throw untrusted(file, "is not in the list of what may run: its SHA-256 is " + jar.sum());
    }
  }

  /** The first word of each line that is no comment. */
  private static Set<String> sums(String where, List<String> lines) throws MediaException {
    Set<String> sums = new HashSet<>();
    for (String line : lines) {
      String sum = line.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
      if (!sum.isEmpty() && !sum.startsWith("#")) {
        if (!SUM.matcher(sum).matches()) {
          throw untrusted(where, "holds '" + sum + "', expected a SHA-256 checksum");
        }
        sums.add(sum);
      }
    }
    return sums;
  }

  private static MediaException untrusted(Object what, String why) {
    return new MediaException(PluginError.PLUGIN_NOT_TRUSTED, what + " " + why);
  }
}
