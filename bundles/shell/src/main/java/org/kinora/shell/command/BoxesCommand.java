package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.boxes.Part;
import org.kinora.lib.boxes.Structure;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a container file is made of. */
@Command(
    name = "boxes",
    description = "Shows the boxes of an MP4, Matroska, WebM or WAVE file and where they lie.",
    footer = {"  boxes ./clip.mp4", "  boxes ./clip.webm --depth 2 --json"})
final class BoxesCommand extends KinoraCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  String file = "";

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "16",
      description = "So many levels; default: ${DEFAULT-VALUE}.")
  int depth;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most so many boxes; default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  int run(Invocation at) throws IOException {
    Path path = at.path(file);
    if (!Files.isRegularFile(path)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no file " + path);
    }
    Found found = find(path);
    if (json) {
      at.json(out -> write(out, path, found));
    } else {
      found.parts().forEach(part -> at.out().println(line(part)));
      if (found.left() > 0) {
        at.out().println("and " + found.left() + " more; see --limit");
      }
    }
    return OK;
  }

  /**
   * What was asked for.
   *
   * @param left how many more there are
   */
  private record Found(String kind, List<Part> parts, long left) {}

  private Found find(Path path) throws IOException {
    List<Part> parts = new ArrayList<>();
    long[] left = new long[1];
    try (FileChannel channel = FileChannel.open(path)) {
      String kind =
          Structure.walk(
              channel,
              part -> {
                if (part.depth() >= depth) {
                  return;
                }
                if (parts.size() < limit) {
                  parts.add(part);
                } else {
                  left[0]++;
                }
              });
      if (kind.isEmpty()) {
        throw new MediaException(
            MediaError.FORMAT_UNKNOWN, path + " is no MP4, Matroska, WebM or WAVE file");
      }
      return new Found(kind, parts, left[0]);
    }
  }

  private static String line(Part part) {
    String size = part.sizeBytes() < 0 ? "?" : Long.toString(part.sizeBytes());
    String name = part.name().isEmpty() ? "-" : part.name();
    String line = "%12d %12s  %s%s".formatted(part.offset(), size, "  ".repeat(part.depth()), name);
    return Printable.of(part.detail().isEmpty() ? line : line + "  " + part.detail());
  }

  private static void write(JsonGenerator out, Path path, Found found) throws IOException {
    out.writeStringField("path", path.toString());
    out.writeStringField("kind", found.kind());
    out.writeArrayFieldStart("boxes");
    for (Part part : found.parts()) {
      out.writeStartObject();
      out.writeNumberField("depth", part.depth());
      out.writeNumberField("offset", part.offset());
      out.writeNumberField("sizeBytes", part.sizeBytes());
      out.writeStringField("name", part.name());
      out.writeStringField("detail", part.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("left", found.left());
  }
}
