package org.kinora.dataset.nextmetal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The ZIP and what lies in it. Names tell the entries apart and are never used as places on a disk,
 * whatever folders they say.
 */
final class Archive implements Closeable {
  private static final int LOCAL_HEADER = 0x504B_0304;
  static final String INPUT = "_input.json";
  static final String METADATA = "_metadata.json";

  /** As a recorder names its video, the likeliest first. */
  private static final List<String> VIDEOS = List.of(".webm", ".mp4", ".mkv");

  /** Deflate makes no real recording this much smaller; a bomb is. */
  private static final long MOST_RATIO = 1_000;

  private final Path path;
  private final ZipFile zip;
  private final ZipEntry input;

  private Archive(Path path, ZipFile zip, ZipEntry input) {
    this.path = path;
    this.zip = zip;
    this.input = input;
  }

  /** Whether a file begins as a ZIP does. */
  static boolean isZip(Path path) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {}
    }
    return !head.hasRemaining() && head.getInt(0) == LOCAL_HEADER;
  }

  /**
   * Opens a ZIP with one recording.
   *
   * @throws MediaException FORMAT_UNKNOWN if its directory cannot be read, or does not name the
   *     events of just one recording
   */
  static Archive open(Path path) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException | IllegalArgumentException e) {
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN,
          "%s: the directory at the end of the ZIP cannot be read: %s"
              .formatted(path, e.getMessage()),
          e);
    }
    List<? extends ZipEntry> inputs =
        zip.stream().filter(entry -> entry.getName().endsWith(INPUT)).toList();
    if (inputs.size() != 1) {
      zip.close();
      throw new MediaException(
          MediaError.FORMAT_UNKNOWN,
          "%s: a ZIP with %d entries <id>%s, expected one".formatted(path, inputs.size(), INPUT));
    }
    return new Archive(path, zip, inputs.get(0));
  }

  /** The recording's id, without folders. */
  String id() {
    String stem = stem();
    return stem.substring(stem.lastIndexOf('/') + 1);
  }

  private String stem() {
    String name = input.getName();
    return name.substring(0, name.length() - INPUT.length());
  }

  ZipEntry input() {
    return input;
  }

  Optional<ZipEntry> metadata() {
    return Optional.ofNullable(zip.getEntry(stem() + METADATA));
  }

  Optional<ZipEntry> video() {
    return VIDEOS.stream()
        .flatMap(suffix -> Optional.ofNullable(zip.getEntry(stem() + suffix)).stream())
        .findFirst();
  }

  /**
   * The bytes of an entry; reading to the end checks them.
   *
   * @throws MediaException LIMIT_EXCEEDED for an entry that swells beyond belief; reading throws a
   *     ZipException for one that is damaged
   */
  InputStream read(ZipEntry entry) throws IOException {
    if (entry.getSize() / MOST_RATIO > entry.getCompressedSize()) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "%s, entry %s: %d bytes become %d; at most %d times as many are unpacked"
              .formatted(
                  path, entry.getName(), entry.getCompressedSize(), entry.getSize(), MOST_RATIO));
    }
    return new Checked(zip.getInputStream(entry), entry);
  }

  /** An entry's bytes; at their end their checksum is compared, which ZipFile does not do. */
  private static final class Checked extends CheckedInputStream {
    private final ZipEntry entry;

    Checked(InputStream in, ZipEntry entry) {
      super(in, new CRC32());
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int read;
      try {
        read = super.read(bytes, offset, count);
      } catch (EOFException e) {
        throw new ZipException("its packed bytes end too early");
      }
      if (read < 0 && getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("its bytes have not the checksum that the ZIP states");
      }
      return read;
    }
  }

  /** Where an entry lies, for people. */
  String place(ZipEntry entry) {
    return path + ", entry " + entry.getName();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
