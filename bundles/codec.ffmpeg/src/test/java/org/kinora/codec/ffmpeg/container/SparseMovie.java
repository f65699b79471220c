package org.kinora.codec.ffmpeg.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;

/** An MP4 file with holes between its chunks, which take no room on the disk. */
final class SparseMovie {
  private SparseMovie() {}

  /**
   * Moves the chunks of a file apart.
   *
   * @param file with its index in front
   * @param size at least, of what is made
   */
  static Path of(Path file, Path sparse, long size) throws IOException {
    byte[] content = Files.readAllBytes(file);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    SortedMap<Integer, Integer> chunks = chunks(bytes, new String(content, ISO_8859_1));
    long step = size / chunks.size();
    try (FileChannel out =
        FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      int end = bytes.limit();
      long at = step * chunks.size();
      while (!chunks.isEmpty()) {
        int chunk = chunks.lastKey();
        out.write(bytes.slice(chunk, end - chunk), at + chunk);
        bytes.putInt(chunks.remove(chunk), (int) (at + chunk));
        end = chunk;
        at -= step;
      }
      bytes.putInt(end - 8, 0); // the samples' box reaches to the end of the file
      out.write(bytes.slice(0, end), 0);
    }
    return sparse;
  }

  /** The places of all chunks, and where each is stated. */
  private static SortedMap<Integer, Integer> chunks(ByteBuffer bytes, String letters) {
    SortedMap<Integer, Integer> chunks = new TreeMap<>();
    int table = letters.indexOf("stco");
    while (table >= 0) {
      for (int i = 0; i < bytes.getInt(table + 8); i++) {
        int stated = table + 12 + i * Integer.BYTES;
        chunks.put(bytes.getInt(stated), stated);
      }
      table = letters.indexOf("stco", table + 1);
    }
    return chunks;
  }

  /** How many bytes this process has read, as the system counts. */
  static long readBytes() throws IOException {
    String counted = Files.readAllLines(Path.of("/proc/self/io")).get(0);
    return Long.parseLong(counted.replaceAll("\\D", ""));
  }
}
