package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.SalvageReport.TrackReport;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a whole file of one that was cut off. */
@Command(
    name = "recover",
    description = {
      "Makes a whole container file of one that a crash or a full disk cut off.",
      "",
      "The file is not changed: a new one holds every sample up to the last whole one, unchanged."
          + " Nothing is written of a file that is whole. For a recording directory see repair."
    },
    footer = {
      "  recover ./live.mp4",
      "  recover ./live.mkv -o talk.mkv --force",
      "  recover ./live.mp4 --dry-run"
    })
final class RecoverCommand extends KinoraCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
  String file = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The new file; default: <name>.recovered.<extension> beside the old one.")
  @Nullable String output;

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  @Option(names = "--dry-run", description = "Print what can be saved, and write nothing.")
  boolean dryRun;

  @Override
  int run(Invocation at) throws IOException {
    Path source = at.path(file);
    if (Files.isDirectory(source)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          source + " is a directory; recover mends container files, repair mends recordings");
    }
    Optional<Path> target = output == null ? Optional.empty() : Optional.of(at.path(output));
    SalvageReport report = at.platform().exports().examine(source);
    Optional<ExportResult> written = Optional.empty();
    if (!json) {
      print(at, source, report);
    }
    if (!report.whole() && !dryRun) {
      written = Optional.of(JobRun.toEnd(new ExportRequest.Recover(source, target, force), at));
    }
    if (json) {
      Optional<ExportResult> result = written;
      at.json(out -> write(out, source, report, result));
    } else {
      written.ifPresent(result -> JobRun.print(at, result));
    }
    return OK;
  }

  private void print(Invocation at, Path source, SalvageReport report) {
    if (report.whole()) {
      at.out().println(source + " is whole; nothing is written");
      return;
    }
    at.out().println(source);
    at.out()
        .println(
            "       keeps %s of %s, %s"
                .formatted(
                    Sizes.bytes(report.keptBytes()),
                    report.container(),
                    Times.format(report.durationUs())));
    for (TrackReport track : report.tracks()) {
      at.out()
          .println(
              "       track %d: %s, %d samples"
                  .formatted(track.id(), track.codec(), track.samples()));
    }
    at.out().println("       loses " + Sizes.bytes(report.lostBytes()) + " behind that");
    if (dryRun) {
      at.out().println("nothing is written");
    }
  }

  private void write(
      JsonGenerator out, Path source, SalvageReport report, Optional<ExportResult> written)
      throws IOException {
    out.writeStringField("source", source.toString());
    out.writeBooleanField("dryRun", dryRun);
    out.writeObjectFieldStart("found");
    out.writeStringField("container", report.container());
    out.writeBooleanField("whole", report.whole());
    out.writeNumberField("keptBytes", report.keptBytes());
    out.writeNumberField("lostBytes", report.lostBytes());
    out.writeNumberField("durationUs", report.durationUs());
    out.writeArrayFieldStart("tracks");
    for (TrackReport track : report.tracks()) {
      out.writeStartObject();
      out.writeNumberField("id", track.id());
      out.writeStringField("codec", track.codec());
      out.writeNumberField("samples", track.samples());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
    if (written.isPresent()) {
      out.writeObjectFieldStart("written");
      JobRun.write(out, written.get());
      out.writeEndObject();
    }
  }
}
