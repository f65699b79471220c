package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for faults. */
@Command(
    name = "verify",
    description = "Reads a whole recording and names everything that is wrong with it.",
    footer = {"  verify rec_1757651534329", "  verify ./clip.mp4 --json"})
final class VerifyCommand extends KinoraCommand {
  /** Samples are lost. */
  static final int LOSSES = 3;

  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many lines of text, the worst first; default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  int run(Invocation at) throws IOException {
    List<Fault> faults = new ArrayList<>();
    Path path;
    try (PlaybackSession session = recording.open(at)) {
      path = session.path();
      session.verify(faults::add);
    }
    if (json) {
      at.json(out -> write(out, path, faults));
    } else {
      print(at, faults);
    }
    return count(faults, Severity.LOSS) > 0 ? LOSSES : OK;
  }

  private static long count(List<Fault> faults, Severity severity) {
    return faults.stream().filter(fault -> fault.severity() == severity).count();
  }

  private void print(Invocation at, List<Fault> faults) {
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
                    counted(count(faults, Severity.LOSS), "loss", "losses"),
                    counted(count(faults, Severity.WARNING), "warning", "warnings"),
                    counted(count(faults, Severity.NOTE), "note", "notes")));
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String word(Fault fault) {
    return fault.severity().name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator out, Path path, List<Fault> faults) throws IOException {
    out.writeStringField("path", path.toString());
    out.writeNumberField("losses", count(faults, Severity.LOSS));
    out.writeNumberField("warnings", count(faults, Severity.WARNING));
    out.writeNumberField("notes", count(faults, Severity.NOTE));
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
