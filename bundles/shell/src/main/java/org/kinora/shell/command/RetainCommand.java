package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.Removal;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.RetentionReport;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Moments;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes old recordings. */
@Command(
    name = "retain",
    description = "Deletes the oldest recordings and segments beyond an age or a total size.",
    footer = {"  retain --max-age 30d --max-size 80GB --dry-run", "  retain --max-age 30d --yes"})
final class RetainCommand extends KinoraCommand {
  @Option(
      names = "--max-age",
      paramLabel = "SPAN",
      description = "Delete what ended longer ago: 30d, 12h, 2w.")
  @Nullable String maxAge;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "Delete the oldest until the rest is no more: 80GB, 500MiB.")
  @Nullable String maxSize;

  @Option(
      names = "--down-to",
      paramLabel = "SIZE",
      description =
          "With --max-size: once there is more than that, delete down to this, so that not every"
              + " run deletes.")
  @Nullable String downTo;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "Count and delete only this stream; default: all together.")
  @Nullable String stream;

  @Option(
      names = "--quiet",
      paramLabel = "SPAN",
      defaultValue = "10m",
      description =
          "What changed within this time and is not closed is being written, and stays; default:"
              + " ${DEFAULT-VALUE}.")
  String quiet = "";

  @Option(names = "--dry-run", description = "Print what would be deleted, and delete nothing.")
  boolean dryRun;

  @Option(names = "--yes", description = "Delete; without it, the same as --dry-run.")
  boolean yes;

  @Override
  int run(Invocation at) throws IOException {
    boolean only = dryRun || !yes;
    RetentionReport report = ScanView.fresh(at).retain(policy(), only);
    if (json) {
      at.json(out -> write(out, report, only));
    } else {
      print(at, report, only);
    }
    return report.failed().isEmpty() ? OK : Failure.FAILED;
  }

  private RetentionPolicy policy() throws MediaException {
    if (maxAge == null && maxSize == null) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "say what is kept: --max-age, --max-size or both");
    }
    Optional<Duration> age =
        maxAge == null ? Optional.empty() : Optional.of(Moments.parseSpan(maxAge));
    OptionalLong size =
        maxSize == null ? OptionalLong.empty() : OptionalLong.of(Sizes.parseBytes(maxSize));
    return new RetentionPolicy(
        age, size, Optional.ofNullable(stream), Moments.parseSpan(quiet), lowBytes(size));
  }

  private OptionalLong lowBytes(OptionalLong size) throws MediaException {
    if (downTo == null) {
      return OptionalLong.empty();
    }
    long bytes = Sizes.parseBytes(downTo);
    if (size.isEmpty() || bytes > size.getAsLong()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "--down-to %s needs a --max-size that is not less".formatted(downTo));
    }
    return OptionalLong.of(bytes);
  }

  private void print(Invocation at, RetentionReport report, boolean only) {
    Table table = new Table("", "STREAM", "ENDED", ">SIZE", "FILE", "WHY IT STAYS");
    report.removed().forEach(one -> row(table, only ? "would delete" : "deleted", one));
    report.kept().forEach(one -> row(table, "kept", one));
    report.failed().forEach(one -> row(table, "failed", one));
    table.print(at.out());
    at.out()
        .println(
            "%s of %s %s"
                .formatted(
                    Sizes.bytes(report.bytesAfter()),
                    Sizes.bytes(report.bytesBefore()),
                    only ? "would be left" : "are left"));
    if (only && !dryRun && !report.removed().isEmpty()) {
      at.out().println("nothing was deleted; add --yes to delete");
    }
  }

  private static void row(Table table, String what, Removal one) {
    List<Path> files = one.files().isEmpty() ? List.of(one.recording()) : one.files();
    for (int i = 0; i < files.size(); i++) {
      table.row(
          what,
          one.stream(),
          Moments.format(one.endedAt(), ZoneId.systemDefault()),
          i == 0 ? Sizes.bytes(one.allocatedBytes()) : "",
          files.get(i),
          one.obstacle().orElse(""));
    }
  }

  private static void write(JsonGenerator out, RetentionReport report, boolean only)
      throws IOException {
    out.writeBooleanField("dryRun", only);
    out.writeNumberField("bytesBefore", report.bytesBefore());
    out.writeNumberField("bytesAfter", report.bytesAfter());
    write(out, "removed", report.removed());
    write(out, "kept", report.kept());
    write(out, "failed", report.failed());
  }

  private static void write(JsonGenerator out, String name, List<Removal> removals)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Removal one : removals) {
      out.writeStartObject();
      out.writeStringField("stream", one.stream());
      out.writeStringField("recording", one.recording().toString());
      RescanCommand.write(out, "files", one.files());
      out.writeStringField("endedAt", one.endedAt().toString());
      out.writeNumberField("allocatedBytes", one.allocatedBytes());
      if (one.obstacle().isPresent()) {
        out.writeStringField("obstacle", one.obstacle().get());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
