package org.kinora.dataset.webdataset;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Tar files (POSIX.1-1988 ustar; names of more than 100 bytes by a pax header, POSIX.1-2001). The
 * same content gives the same bytes: no owner, no clock.
 */
final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_DIGITS = 8;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final byte FILE = '0';
  private static final byte PAX = 'x';
  private static final long MOST_BYTES = (1L << 33) - 1;

  private Tar() {}

  /** Writes a tar file. */
  static final class Writer implements Closeable {
    private final OutputStream out;

    Writer(Path file) throws IOException {
      out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }

    /** Adds a file. */
    void add(String name, Path file) throws IOException {
      long size = Files.size(file);
      begin(name, size);
      Files.copy(file, out);
      pad(size);
    }

    /** Adds bytes. */
    void add(String name, byte[] bytes) throws IOException {
      begin(name, bytes.length);
      out.write(bytes);
      pad(bytes.length);
    }

    private void begin(String name, long size) throws IOException {
      if (name.length() > NAME) {
        byte[] record = pax(name);
        out.write(header("pax", record.length, PAX));
        out.write(record);
        pad(record.length);
      }
      out.write(header(name, size, FILE));
    }

    /** {@code length path=name\n}, where the length counts itself. */
    private static byte[] pax(String name) {
      String rest = " path=" + name + "\n";
      int length = rest.length() + 1;
      while (Integer.toString(length).length() + rest.length() != length) {
        length++;
      }
      return (length + rest).getBytes(US_ASCII);
    }

    private static byte[] header(String name, long size, byte type) throws IOException {
      if (size > MOST_BYTES) {
        throw new MediaException(
            MediaError.LIMIT_EXCEEDED,
            "%s: %d bytes; a file in a tar has at most %d".formatted(name, size, MOST_BYTES));
      }
      byte[] header = new byte[BLOCK];
      byte[] text = name.getBytes(US_ASCII);
      System.arraycopy(text, 0, header, 0, Math.min(text.length, NAME));
      put(header, NAME, "0000644\0" + "0000000\0" + "0000000\0");
      put(header, SIZE_AT, octal(size) + "\0" + octal(0) + "\0");
      put(header, CHECKSUM_AT, " ".repeat(CHECKSUM_DIGITS));
      header[TYPE_AT] = type;
      put(header, MAGIC_AT, "ustar\0" + "00");
      put(header, CHECKSUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum(header)));
      return header;
    }

    private static String octal(long number) {
      return String.format(Locale.ROOT, "%011o", number);
    }

    private static void put(byte[] header, int at, String text) {
      byte[] bytes = text.getBytes(US_ASCII);
      System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private void pad(long size) throws IOException {
      out.write(new byte[(int) (-size & (BLOCK - 1))]);
    }

    /** Completes the file: two empty blocks. */
    void finish() throws IOException {
      out.write(new byte[2 * BLOCK]);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static int sum(byte[] header) {
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    return sum;
  }

  /** Hears of the files in a tar. */
  @FunctionalInterface
  interface Visitor {
    /** A file; what of the stream is not read is skipped. */
    void visit(String name, long size, InputStream in) throws IOException;
  }

  /**
   * Reads a tar file from its beginning to its end.
   *
   * @throws MediaException INDEX_PARSE_ERROR if it is damaged, cut off, or holds anything but files
   */
  static void read(Path file, Visitor visitor) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String longName = "";
      while (true) {
        byte[] header = in.readNBytes(BLOCK);
        if (header.length < BLOCK) {
          throw damaged(file, "it ends without its last blocks");
        }
        if (Arrays.equals(header, new byte[BLOCK])) {
          return;
        }
        long size = size(file, header);
        Limited content = new Limited(in, size);
        if (header[TYPE_AT] == PAX) {
          longName = path(new String(content.readNBytes(2 * BLOCK), US_ASCII));
        } else {
          visitor.visit(longName.isEmpty() ? text(header, 0, NAME) : longName, size, content);
          longName = "";
        }
        content.skipAll();
        in.skipNBytes(-size & (BLOCK - 1));
      }
    } catch (EOFException e) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR, file.getFileName() + ": it is cut off", e);
    }
  }

  private static long size(Path file, byte[] header) throws MediaException {
    byte[] blank = header.clone();
    Arrays.fill(blank, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_DIGITS, (byte) ' ');
    byte type = header[TYPE_AT];
    try {
      long stated = Long.parseLong(text(header, CHECKSUM_AT, CHECKSUM_DIGITS).strip(), 8);
      if (stated == sum(blank) && (type == FILE || type == 0 || type == PAX)) {
        return Long.parseLong(text(header, SIZE_AT, SIZE_DIGITS + 1).strip(), 8);
      }
    } catch (NumberFormatException e) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR, file.getFileName() + ": a header is damaged", e);
    }
    throw damaged(file, "a header is damaged, or of no file");
  }

  private static MediaException damaged(Path file, String what) {
    return new MediaException(MediaError.INDEX_PARSE_ERROR, file.getFileName() + ": " + what);
  }

  private static String text(byte[] header, int at, int most) {
    int end = at;
    while (end < at + most && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, US_ASCII);
  }

  private static String path(String record) {
    int at = record.indexOf("path=");
    int end = record.indexOf('\n', at);
    return at < 0 || end < 0 ? "" : record.substring(at + "path=".length(), end);
  }

  /** So many bytes of a stream. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private long left;

    Limited(InputStream in, long size) {
      this.in = in;
      left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("within a file");
      }
      left -= count;
      return count;
    }

    void skipAll() throws IOException {
      in.skipNBytes(left);
      left = 0;
    }
  }
}
