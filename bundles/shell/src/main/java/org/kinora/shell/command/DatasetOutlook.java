package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kinora.export.Datasets.Outlook;
import org.kinora.export.Datasets.Planned;
import org.kinora.shell.text.Printable;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Table;
import org.kinora.shell.text.Times;

/** What an export of a data set would make, as a person or a program reads it. */
record DatasetOutlook(Path target, Outlook outlook) {
  /** A line a recording, what should be known of each, and sums. */
  void print(Invocation at) {
    Table table = new Table("RECORDING", "PLACE", ">PIECES", "CUT", ">DURATION", ">ABOUT", "STATE");
    for (Planned planned : outlook.recordings()) {
      table.row(
          planned.id(),
          planned.place(),
          planned.pieces(),
          cuts(planned),
          Times.format(planned.durationUs()),
          Sizes.bytes(planned.estimatedBytes()),
          planned.written() ? "in place" : "");
    }
    table.print(at.out());
    for (Planned planned : outlook.recordings()) {
      planned
          .notes()
          .forEach(note -> at.out().println(Printable.of("note: " + planned.id() + ": " + note)));
    }
    at.out().println();
    at.out().println("format    %s%s".formatted(outlook.format(), options()));
    at.out().println("target    " + target);
    at.out()
        .println(
            "sum       %d recordings, %d pieces, %s, about %s"
                .formatted(
                    outlook.recordings().size(),
                    outlook.recordings().stream().mapToLong(Planned::pieces).sum(),
                    Times.format(
                        outlook.recordings().stream().mapToLong(Planned::durationUs).sum()),
                    Sizes.bytes(
                        outlook.recordings().stream().mapToLong(Planned::estimatedBytes).sum())));
    if (outlook.resumes()) {
      long written = outlook.recordings().stream().filter(Planned::written).count();
      at.out()
          .println(
              "resumes   %d of %d recordings are in place"
                  .formatted(written, outlook.recordings().size()));
    }
  }

  /** How many pieces are made in which way; the number is left out where it says nothing. */
  private static String cuts(Planned planned) {
    Map<String, Integer> cuts = new TreeMap<>(planned.cuts());
    return cuts.size() == 1
        ? cuts.keySet().iterator().next()
        : cuts.entrySet().stream()
            .map(cut -> cut.getValue() + " " + cut.getKey())
            .collect(Collectors.joining(", "));
  }

  private String options() {
    return new TreeMap<>(outlook.options())
        .entrySet().stream()
            .filter(option -> !option.getValue().isEmpty())
            .map(option -> " " + option.getKey() + "=" + Printable.of(option.getValue()))
            .collect(Collectors.joining());
  }

  /** Writes all of it. */
  void write(JsonGenerator out) throws IOException {
    out.writeBooleanField("dryRun", true);
    out.writeStringField("target", target.toString());
    out.writeStringField("format", outlook.format());
    out.writeBooleanField("resumes", outlook.resumes());
    out.writeObjectFieldStart("options");
    for (Map.Entry<String, String> option : new TreeMap<>(outlook.options()).entrySet()) {
      out.writeStringField(option.getKey(), option.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("recordings");
    for (Planned planned : outlook.recordings()) {
      out.writeStartObject();
      write(out, planned);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, Planned planned) throws IOException {
    out.writeStringField("id", planned.id());
    out.writeStringField("path", planned.source().toString());
    out.writeStringField("place", planned.place());
    out.writeNumberField("pieces", planned.pieces());
    out.writeObjectFieldStart("cuts");
    for (Map.Entry<String, Integer> cut : new TreeMap<>(planned.cuts()).entrySet()) {
      out.writeNumberField(cut.getKey(), cut.getValue());
    }
    out.writeEndObject();
    out.writeNumberField("durationUs", planned.durationUs());
    out.writeNumberField("estimatedBytes", planned.estimatedBytes());
    out.writeBooleanField("written", planned.written());
    out.writeArrayFieldStart("notes");
    for (String note : planned.notes()) {
      out.writeString(note);
    }
    out.writeEndArray();
  }
}
