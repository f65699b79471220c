package org.kinora.engine.thumbs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.kinora.engine.file.TargetFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Where small pictures and waveforms are kept: {@code thumbs/} of a recording; for a file, and for
 * a recording that may not be written, a directory of this user for temporary files. See {@code
 * docs/formats/thumbs.md}.
 *
 * @param path it exists
 */
record ThumbsDirectory(Path path) {
  private static final String NAME = "thumbs";

  /** The directory of a recording, which is made if it is not there. */
  static ThumbsDirectory of(Path recording) throws IOException {
    Path at = recording.toAbsolutePath().normalize();
    Path thumbs = at.resolve(NAME);
    if (Files.isDirectory(at) && Files.isWritable(Files.exists(thumbs) ? thumbs : at)) {
      return new ThumbsDirectory(Files.createDirectories(thumbs));
    }
    return new ThumbsDirectory(temporary(at));
  }

  /** Another file under the same name has another directory. */
  private static Path temporary(Path recording) throws IOException {
    String identity =
        recording.toRealPath()
            + "|"
            + Files.size(recording)
            + "|"
            + Files.getLastModifiedTime(recording);
    UUID name = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    return Files.createDirectories(ownDirectory().resolve(name.toString()));
  }

  /** Nobody else may put pictures where this user looks for them. */
  private static Path ownDirectory() throws IOException {
    String user = System.getProperty("user.name");
    Path own = Path.of(System.getProperty("java.io.tmpdir"), "kinora-thumbs-" + user);
    if (!Files.exists(own)) {
      FileSystem disk = own.getFileSystem();
      if (disk.supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(
            own,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(own);
      }
    }
    if (!Files.getOwner(own).getName().equals(user)) {
      throw new MediaException(
          MediaError.IO_ERROR,
          "%s belongs to %s; remove it".formatted(own, Files.getOwner(own).getName()));
    }
    return own;
  }

  /** The small picture of a key frame. */
  Path picture(int trackId, long keyUs, int width) {
    return path.resolve("%d-%d-%d.jpg".formatted(trackId, keyUs, width));
  }

  /** Whether a picture is there; one that a power loss emptied is not. */
  static boolean has(Path picture) throws IOException {
    return Files.exists(picture) && Files.size(picture) > 0;
  }

  /**
   * Puts a picture here, in one step. Several may make the same one at a time: the last stays. It
   * is not forced to the disk, for it can be made again.
   */
  void put(Path picture, byte[] content) throws IOException {
    Path part = path.resolve(picture.getFileName() + "." + UUID.randomUUID() + TargetFile.PART);
    try {
      Files.write(part, content, StandardOpenOption.CREATE_NEW);
      Files.move(part, picture, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The peaks of a track. */
  Path waveform(int trackId, int perSecond) {
    return path.resolve("waveform-%d-%d.dat".formatted(trackId, perSecond));
  }
}
