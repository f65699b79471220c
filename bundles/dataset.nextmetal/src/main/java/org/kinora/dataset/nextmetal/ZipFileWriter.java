package org.kinora.dataset.nextmetal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a ZIP that is the same for the same content: no clock is in it. */
final class ZipFileWriter implements Closeable {
  /** The earliest time that a ZIP can state. */
  private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  ZipFileWriter(Path file) throws IOException {
    zip = new ZipOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NEVER);
    return entry;
  }

  /** Adds a file as it is: pictures are compressed already. */
  void store(String name, Path file) throws IOException {
    ZipEntry entry = entry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(Files.size(file));
    entry.setCrc(crc(file));
    zip.putNextEntry(entry);
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static long crc(Path file) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return crc.getValue();
  }

  /** Writes an entry's bytes. */
  @FunctionalInterface
  interface Content {
    /** Writes them; the stream stays open. */
    void write(OutputStream out) throws IOException;
  }

  /** Adds an entry, compressed. */
  void add(String name, Content content) throws IOException {
    zip.putNextEntry(entry(name));
    content.write(zip);
    zip.closeEntry();
  }

  /** Completes the file. */
  void finish() throws IOException {
    zip.finish();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
