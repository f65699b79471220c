package org.kinora.tck.contract.rules;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kinora.lib.boxes.Part;
import org.kinora.lib.boxes.Structure;

/** A box, element or chunk with those within it. */
final class Node {
  private static final int MOST_BYTES = 1 << 30;

  private final SeekableByteChannel file;
  private final Part part;
  private final List<Node> children = new ArrayList<>();
  private String kind;

  private Node(SeekableByteChannel file, Part part) {
    this.file = file;
    this.part = part;
    this.kind = "";
  }

  /** A file, whose parts are the children of what is returned; its name is the kind of file. */
  static Node read(SeekableByteChannel file) throws IOException {
    Node root = new Node(file, new Part(-1, 0, file.size(), "", ""));
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    root.kind =
        Structure.walk(
            file,
            part -> {
              while (open.element().part.depth() >= part.depth()) {
                open.remove();
              }
              Node node = new Node(file, part);
              open.element().children.add(node);
              open.push(node);
            });
    root.tell(root.kind);
    return root;
  }

  private void tell(String fileKind) {
    kind = fileKind;
    children.forEach(child -> child.tell(fileKind));
  }

  String name() {
    return part.depth() < 0 ? kind : part.name();
  }

  Part part() {
    return part;
  }

  List<Node> children() {
    return children;
  }

  /** Where it ends in the file. */
  long end() {
    return part.sizeBytes() < 0
        ? children.isEmpty() ? part.offset() : children.get(children.size() - 1).end()
        : part.offset() + part.sizeBytes();
  }

  /** Children, and theirs, along a path of names such as {@code mdia/minf}. */
  List<Node> all(String path) {
    Stream<Node> found = Stream.of(this);
    for (String step : path.split("/", -1)) {
      found = found.flatMap(node -> node.children.stream().filter(c -> c.name().equals(step)));
    }
    return found.toList();
  }

  /** The first of them. */
  Optional<Node> first(String path) {
    return all(path).stream().findFirst();
  }

  /** It and everything within it. */
  Stream<Node> everything() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Node::everything));
  }

  /** What is behind its header, big-endian. */
  ByteBuffer payload() throws IOException {
    return payload(MOST_BYTES);
  }

  /** The first bytes behind its header. */
  ByteBuffer payload(int mostBytes) throws IOException {
    long from = part.offset() + headerBytes();
    return bytes(from, (int) Math.max(0, Math.min(mostBytes, end() - from)));
  }

  int headerBytes() throws IOException {
    return switch (kind) {
      case "matroska" -> {
        int idBytes = width(bytes(part.offset(), 1).get());
        yield idBytes + width(bytes(part.offset() + idBytes, 1).get());
      }
      case "mp4" -> bytes(part.offset(), 4).getInt() == 1 ? 16 : 8;
      default -> 8;
    };
  }

  /** Bytes of a number of variable length that begins so (RFC 8794, section 4). */
  static int width(byte first) {
    return Integer.numberOfLeadingZeros(first & 0xFF) - 23;
  }

  /** Bytes of the file. */
  ByteBuffer bytes(long offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.BIG_ENDIAN);
    file.position(offset);
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new EOFException("the file ends within " + part);
      }
    }
    return bytes.flip();
  }

  /** Its payload as an unsigned number of Matroska. */
  long number() throws IOException {
    long number = 0;
    for (ByteBuffer data = payload(Long.BYTES); data.hasRemaining(); ) {
      number = number << 8 | (data.get() & 0xFF);
    }
    return number;
  }

  /** The number of a child, or another where there is none. */
  long number(String path, long absent) throws IOException {
    Optional<Node> child = first(path);
    return child.isPresent() ? child.get().number() : absent;
  }

  @Override
  public String toString() {
    return part.toString();
  }
}
