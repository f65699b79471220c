package org.kinora.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Private copies of jars. What is looked at is what is started, whatever happens to the file in the
 * folder meanwhile; and what ran last is still there when its file was overwritten with something
 * that does not run.
 *
 * <pre>
 *   jars/&lt;sha256&gt;.jar      the copies
 *   last/&lt;file name&gt;      the checksum of what ran last under that name
 * </pre>
 */
final class JarStore {
  private final Path jars;
  private final Path last;

  JarStore(Path directory) throws IOException {
    jars = Files.createDirectories(directory.resolve("jars"));
    last = Files.createDirectories(directory.resolve("last"));
  }

  /** A directory of ours: its owner is who this process is. */
  Path directory() {
    return jars;
  }

  /**
   * Copies a jar and reads the copy.
   *
   * @throws MediaException PLUGIN_FILE_INVALID; IO_ERROR if it cannot be copied
   */
  PluginJar read(Path file) throws MediaException {
    try {
      Path incoming = Files.createTempFile(jars, "incoming", "");
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file);
            OutputStream out = new DigestOutputStream(Files.newOutputStream(incoming), digest)) {
          in.transferTo(out);
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        PluginJar jar = PluginJar.read(incoming, sum, file.toString());
        Path copy = copy(sum);
        Files.move(incoming, copy, StandardCopyOption.REPLACE_EXISTING);
        return new PluginJar(copy, sum, jar.bundle(), jar.version());
      } finally {
        Files.deleteIfExists(incoming);
      }
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, file + " cannot be read: " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What ran last under the name of a file, if its copy is still there and whole. */
  Optional<PluginJar> last(Path file) {
    try {
      Path note = last.resolve(file.getFileName());
      if (Files.exists(note)) {
        String sum = Files.readString(note).strip();
        return Optional.of(PluginJar.read(copy(sum), sum, file.toString()));
      }
    } catch (IOException gone) {
      // then there is nothing to go back to
    }
    return Optional.empty();
  }

  /** Notes that a jar runs under the name of a file. */
  void runs(Path file, PluginJar jar) throws IOException {
    Files.writeString(last.resolve(file.getFileName()), jar.sum(), StandardCharsets.US_ASCII);
  }

  /** Forgets what ran under the name of a file. */
  void forget(Path file) throws IOException {
    Files.deleteIfExists(last.resolve(file.getFileName()));
  }

  /** Forgets what ran under names that a folder does not hold any more. */
  void forgetAllBut(Path folder) throws IOException {
    List<Path> notes;
    try (Stream<Path> files = Files.list(last)) {
      notes = files.toList();
    }
    for (Path note : notes) {
      if (!Files.exists(folder.resolve(note.getFileName()), LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(note);
      }
    }
  }

  /** Deletes all copies but these and those that ran last. */
  void keep(Set<String> sums) throws IOException {
    List<Path> notes;
    try (Stream<Path> files = Files.list(last)) {
      notes = files.toList();
    }
    for (Path note : notes) {
      sums.add(Files.readString(note).strip());
    }
    List<Path> copies;
    try (Stream<Path> files = Files.list(jars)) {
      copies = files.toList();
    }
    for (Path copy : copies) {
      if (!sums.contains(copy.getFileName().toString().replace(".jar", ""))) {
        Files.deleteIfExists(copy);
      }
    }
  }

  private Path copy(String sum) {
    return jars.resolve(sum + ".jar");
  }
}
