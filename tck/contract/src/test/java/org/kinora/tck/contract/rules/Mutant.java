package org.kinora.tck.contract.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A good file that a test changes byte by byte. */
final class Mutant {
  private final Path file;

  Mutant(Path file) {
    this.file = file;
  }

  /** A change of the bytes of a part. */
  @FunctionalInterface
  interface Change {
    void apply(ByteBuffer payload);
  }

  /** Changes the payload of one of the parts at a path; little-endian in WAVE files. */
  void change(String path, int which, Change change) throws IOException {
    Located part = locate(path, which);
    change(part, part.payload, change);
  }

  /** Changes a part from its header on. */
  void changeHead(String path, int which, Change change) throws IOException {
    Located part = locate(path, which);
    change(part, part.offset, change);
  }

  private void change(Located part, long from, Change change) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    change.apply(bytes.slice((int) from, (int) (part.end - from)).order(part.order));
    Files.write(file, bytes.array());
  }

  /** Gives a box or chunk another name. */
  void rename(String path, int which, String name) throws IOException {
    Located part = locate(path, which);
    byte[] bytes = Files.readAllBytes(file);
    int at = (int) part.offset + (part.order == ByteOrder.BIG_ENDIAN ? 4 : 0);
    System.arraycopy(name.getBytes(ISO_8859_1), 0, bytes, at, 4);
    Files.write(file, bytes);
  }

  /** Puts a box at the end of a box in the last top-level box, so that nothing else moves. */
  void insert(String path, int which, byte... box) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Located part = locate(path, which);
    int end = (int) part.end;
    byte[] grown = Arrays.copyOf(bytes, bytes.length + box.length);
    System.arraycopy(box, 0, grown, end, box.length);
    System.arraycopy(bytes, end, grown, end + box.length, bytes.length - end);
    ByteBuffer sizes = ByteBuffer.wrap(grown);
    for (long around : part.around) {
      sizes.putInt((int) around, sizes.getInt((int) around) + box.length);
    }
    Files.write(file, grown);
  }

  /** Repeats a box at the end of the file. */
  void append(String path, int which) throws IOException {
    Located part = locate(path, which);
    byte[] bytes = Files.readAllBytes(file);
    byte[] grown = Arrays.copyOf(bytes, bytes.length + (int) (part.end - part.offset));
    System.arraycopy(bytes, (int) part.offset, grown, bytes.length, grown.length - bytes.length);
    Files.write(file, grown);
  }

  /** Puts zeros behind the end. */
  void lengthen(int count) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + count));
  }

  /** Removes the last bytes. */
  void cut(int count) throws IOException {
    lengthen(-count);
  }

  /** Where a part lies, and the offsets of those around it and of itself. */
  private record Located(long offset, long payload, long end, List<Long> around, ByteOrder order) {}

  private Located locate(String path, int which) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Node root = Node.read(channel);
      Node part = root.all(path).get(which);
      List<Long> around =
          root.everything()
              .filter(node -> node != root && node.everything().anyMatch(n -> n == part))
              .map(node -> node.part().offset())
              .toList();
      long offset = part.part().offset();
      ByteOrder order = root.name().equals("wave") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      return new Located(offset, offset + part.headerBytes(), part.end(), around, order);
    }
  }
}
