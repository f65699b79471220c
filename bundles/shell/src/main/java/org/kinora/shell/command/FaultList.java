package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.shell.text.Table;

/** What is wrong with a recording, as a person or a program reads it. */
final class FaultList {
  private final List<Fault> faults;

  FaultList(List<Fault> faults) {
    this.faults = List.copyOf(faults);
  }

  long losses() {
    return count(Severity.LOSS);
  }

  long warnings() {
    return count(Severity.WARNING);
  }

  long notes() {
    return count(Severity.NOTE);
  }

  private long count(Severity severity) {
    return faults.stream().filter(fault -> fault.severity() == severity).count();
  }

  /** Prints at most so many, the worst first, and how many there are. */
  void print(Invocation at, int limit) {
    if (faults.isEmpty()) {
      at.out().println("nothing wrong found");
      return;
    }
    Table table = new Table("SEVERITY", "PLACE", "FAULT");
    faults.stream()
        .sorted(Comparator.comparing(Fault::severity).reversed())
        .limit(Math.max(0, limit))
        .forEach(fault -> table.row(word(fault), fault.place(), fault.message()));
    table.print(at.out());
    if (faults.size() > limit) {
      at.out().println("and " + (faults.size() - Math.max(0, limit)) + " more");
    }
    at.out().println();
    at.out()
        .println(
            "%s, %s, %s"
                .formatted(
                    counted(losses(), "loss", "losses"),
                    counted(warnings(), "warning", "warnings"),
                    counted(notes(), "note", "notes")));
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String word(Fault fault) {
    return fault.severity().name().toLowerCase(Locale.ROOT);
  }

  /** Writes all faults as an array of JSON. */
  void write(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("faults");
    for (Fault fault : faults) {
      out.writeStartObject();
      out.writeStringField("severity", word(fault));
      out.writeStringField("place", fault.place());
      out.writeStringField("message", fault.message());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
