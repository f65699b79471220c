package org.kinora.container.webm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.boxes.Structure;

/** The elements of a file as lines of text: offset, size, name, value. */
final class Elements {
  private Elements() {}

  static List<String> of(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      Structure.walk(
          channel,
          part -> {
            String size = part.sizeBytes() < 0 ? "unknown size" : Long.toString(part.sizeBytes());
            String line =
                "%s%d %s %s %s"
                    .formatted(
                        "  ".repeat(part.depth()), part.offset(), size, part.name(), part.detail());
            lines.add(line.stripTrailing());
          });
    }
    return lines;
  }
}
