package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.kinora.lib.boxes.Structure;

/** A container file as text: a line for each box, element or chunk. */
public final class ContainerDump {
  private ContainerDump() {}

  /** Offset, size, name and what it says, those within further right. */
  public static String of(Path file) throws IOException {
    StringBuilder dump = new StringBuilder();
    try (FileChannel channel = FileChannel.open(file)) {
      Structure.walk(
          channel,
          part ->
              dump.append(
                  "%8d %8d  %s%s %s"
                          .formatted(
                              part.offset(),
                              part.sizeBytes(),
                              "  ".repeat(part.depth()),
                              part.name(),
                              part.detail())
                          .stripTrailing()
                      + "\n"));
    }
    return dump.toString();
  }
}
