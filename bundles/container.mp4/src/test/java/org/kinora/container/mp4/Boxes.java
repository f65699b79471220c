package org.kinora.container.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The boxes of a file, read by the letter of ISO/IEC 14496-12 and nothing of ours. */
final class Boxes {
  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf");

  /** A box: the names from the root down to its own, and its payload. */
  record Box(String path, long offset, ByteBuffer payload) {}

  private final List<Box> boxes = new ArrayList<>();

  /**
   * Walks a whole file.
   *
   * @throws AssertionError if boxes do not fill the file, or their parent, to the last byte
   */
  static Boxes of(Path file) throws IOException {
    Boxes boxes = new Boxes();
    boxes.walk("", ByteBuffer.wrap(Files.readAllBytes(file)), 0);
    return boxes;
  }

  /** Names of the boxes at the top, in order. */
  List<String> top() {
    return boxes.stream().map(Box::path).filter(path -> path.indexOf('/') < 0).toList();
  }

  /** Payloads of all boxes at a path such as {@code moov/trak/edts/elst}. */
  List<ByteBuffer> all(String path) {
    return boxes.stream()
        .filter(box -> box.path().equals(path))
        .map(box -> box.payload().duplicate())
        .toList();
  }

  /** Payload of the only box at a path. */
  ByteBuffer only(String path) {
    List<ByteBuffer> found = all(path);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " boxes " + path);
    }
    return found.get(0);
  }

  /** Letters within a payload. */
  static String text(ByteBuffer payload, int at, int length) {
    byte[] letters = new byte[length];
    payload.get(at, letters);
    return new String(letters, ISO_8859_1);
  }

  private void walk(String parent, ByteBuffer in, long base) {
    while (in.hasRemaining()) {
      int start = in.position();
      if (in.remaining() < 8) {
        throw new AssertionError(in.remaining() + " bytes behind the boxes of '" + parent + "'");
      }
      long size = in.getInt() & 0xFFFF_FFFFL;
      String name = text(in, start + 4, 4);
      in.position(start + 8);
      size = size == 1 ? in.getLong() : size;
      if (size < in.position() - start || start + size > in.limit()) {
        throw new AssertionError("box at " + (base + start) + " has size " + size);
      }
      String path = parent + name;
      int end = (int) (start + size);
      ByteBuffer payload = in.slice(in.position(), end - in.position());
      boxes.add(new Box(path, base + start, payload));
      if (CONTAINERS.contains(path.substring(path.lastIndexOf('/') + 1))) {
        walk(path + "/", payload.duplicate(), base + in.position());
      }
      in.position(end);
    }
  }
}
