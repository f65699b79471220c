package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.kinora.media.DatasetSummary;
import org.kinora.shell.text.Printable;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a data set holds. */
@Command(
    name = "info",
    description = "Shows a data set's format, its size and what it holds.",
    footer = {
      "  dataset info ./set",
      "  dataset info ./set --pieces",
      "  dataset info ./set --json"
    })
final class DatasetInfoCommand extends KinoraCommand {
  @Mixin DatasetArgument dataset = new DatasetArgument();
  @Mixin DatasetArgument.Format format = new DatasetArgument.Format();

  @Option(
      names = "--pieces",
      description = "Print the pieces' names and nothing else, a line each.")
  boolean pieces;

  @Override
  int run(Invocation at) throws IOException {
    Path root = dataset.resolve(at);
    DatasetSummary summary = at.platform().datasets().summary(root, format.name());
    if (json) {
      at.json(out -> write(out, root, summary));
    } else if (pieces) {
      summary.pieces().forEach(piece -> at.out().println(Printable.of(piece)));
    } else {
      print(at, root, summary);
    }
    return OK;
  }

  private static void print(Invocation at, Path root, DatasetSummary summary) {
    String version = summary.version().isEmpty() ? "" : ", version " + summary.version();
    line(at, "path", root);
    line(at, "format", summary.format() + version);
    line(at, "recordings", summary.recordings());
    line(at, "pieces", summary.pieces().size());
    line(at, "duration", Times.format(summary.durationUs()));
    line(at, "size", Sizes.bytes(summary.sizeBytes()));
    summary.facts().forEach((name, value) -> line(at, name, value));
  }

  private static void line(Invocation at, String name, Object value) {
    at.out().println(Printable.of("%-12s  %s".formatted(name, value)));
  }

  private static void write(JsonGenerator out, Path root, DatasetSummary summary)
      throws IOException {
    out.writeStringField("path", root.toString());
    out.writeStringField("format", summary.format());
    out.writeStringField("version", summary.version());
    out.writeNumberField("recordings", summary.recordings());
    out.writeNumberField("durationUs", summary.durationUs());
    out.writeNumberField("sizeBytes", summary.sizeBytes());
    out.writeObjectFieldStart("facts");
    for (Map.Entry<String, String> fact : summary.facts().entrySet()) {
      out.writeStringField(fact.getKey(), fact.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("pieces");
    for (String piece : summary.pieces()) {
      out.writeString(piece);
    }
    out.writeEndArray();
  }
}
