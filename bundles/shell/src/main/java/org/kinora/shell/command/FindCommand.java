package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.ArchiveQuery;
import org.kinora.catalog.ArchivedSegment;
import org.kinora.catalog.Coverage;
import org.kinora.catalog.Interval;
import org.kinora.catalog.TrackKind;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.shell.text.Moments;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Table;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds what was recorded at a time. */
@Command(
    name = "find",
    description = "Shows what was recorded in a stretch of time, and where nothing was.",
    footer = {
      "  find --from 2026-01-01T10:00 --to 2026-01-01T12:00",
      "  find --from -1h --stream front-door-HD --segments"
    })
final class FindCommand extends KinoraCommand {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first moment: 2026-01-01T10:00 in the local zone or with an offset, 2026-01-01, now,"
              + " or -1h for an hour ago; default: the beginning of each stream.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The moment behind the last; default: the end of each stream.")
  @Nullable String to;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "Only this stream, as 'list' names it.")
  @Nullable String stream;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only recordings with a track of this kind: video, audio or events.")
  @Nullable String kind;

  @Option(
      names = "--gap",
      paramLabel = "SPAN",
      defaultValue = "1s",
      description = "What is shorter is no gap; default: ${DEFAULT-VALUE}.")
  String gap = "";

  @Option(names = "--segments", description = "List the segments too.")
  boolean segments;

  @Override
  int run(Invocation at) throws IOException {
    ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
    List<Coverage> found = ScanView.fresh(at).find(query(now));
    if (json) {
      at.json(out -> write(out, found));
    } else if (found.isEmpty()) {
      at.out().println("nothing was recorded then");
    } else {
      print(at, found, now.getZone());
    }
    return OK;
  }

  private ArchiveQuery query(ZonedDateTime now) throws MediaException {
    Optional<Instant> start = moment(from, now);
    Optional<Instant> end = moment(to, now);
    if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "--to %s lies before --from %s".formatted(to, from));
    }
    return new ArchiveQuery(
        start, end, Optional.ofNullable(stream), kind(), Moments.parseSpan(gap));
  }

  private static Optional<Instant> moment(@Nullable String text, ZonedDateTime now)
      throws MediaException {
    return text == null ? Optional.empty() : Optional.of(Moments.parse(text, now));
  }

  private Optional<TrackKind> kind() throws MediaException {
    if (kind == null) {
      return Optional.empty();
    }
    for (TrackKind one : TrackKind.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(kind)) {
        return Optional.of(one);
      }
    }
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "'" + kind + "' is no kind of track; write video, audio or events");
  }

  private void print(Invocation at, List<Coverage> found, ZoneId zone) {
    Table table = new Table("STREAM", "", "FROM", "TO", ">LENGTH", ">SIZE", "FILE");
    for (Coverage coverage : found) {
      int gap = 0;
      for (Interval interval : coverage.covered()) {
        while (gap < coverage.gaps().size()
            && coverage.gaps().get(gap).start().isBefore(interval.start())) {
          row(table, coverage, "gap", coverage.gaps().get(gap++), zone);
        }
        row(table, coverage, "recorded", interval, zone);
      }
      while (gap < coverage.gaps().size()) {
        row(table, coverage, "gap", coverage.gaps().get(gap++), zone);
      }
      if (segments) {
        coverage.segments().forEach(segment -> row(table, coverage, segment, zone));
      }
    }
    table.print(at.out());
  }

  private static void row(Table table, Coverage coverage, String what, Interval time, ZoneId zone) {
    table.row(
        coverage.stream(),
        what,
        Moments.format(time.start(), zone),
        Moments.format(time.end(), zone),
        Times.format(lengthUs(time)),
        "",
        "");
  }

  private static void row(Table table, Coverage coverage, ArchivedSegment segment, ZoneId zone) {
    table.row(
        coverage.stream(),
        "segment",
        Moments.format(segment.time().start(), zone),
        Moments.format(segment.time().end(), zone),
        Times.format(lengthUs(segment.time())),
        Sizes.bytes(segment.allocatedBytes()),
        segment.files().isEmpty() ? segment.recording() : segment.files().get(0));
  }

  private static long lengthUs(Interval time) {
    Duration length = Duration.between(time.start(), time.end());
    return length.getSeconds() * MediaTime.US_PER_SECOND + length.getNano() / 1000;
  }

  private static void write(JsonGenerator out, List<Coverage> found) throws IOException {
    out.writeArrayFieldStart("streams");
    for (Coverage coverage : found) {
      out.writeStartObject();
      out.writeStringField("stream", coverage.stream());
      write(out, coverage.time());
      write(out, "covered", coverage.covered());
      write(out, "gaps", coverage.gaps());
      out.writeArrayFieldStart("segments");
      for (ArchivedSegment segment : coverage.segments()) {
        out.writeStartObject();
        out.writeStringField("recording", segment.recording().toString());
        RescanCommand.write(out, "files", segment.files());
        write(out, segment.time());
        out.writeNumberField("allocatedBytes", segment.allocatedBytes());
        out.writeBooleanField("complete", segment.complete());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, String name, List<Interval> times)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Interval time : times) {
      out.writeStartObject();
      write(out, time);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, Interval time) throws IOException {
    out.writeStringField("from", time.start().toString());
    out.writeStringField("to", time.end().toString());
    out.writeNumberField("lengthUs", lengthUs(time));
  }
}
