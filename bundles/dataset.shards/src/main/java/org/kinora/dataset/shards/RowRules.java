package org.kinora.dataset.shards;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kinora.dataset.shards.Rule.Breaches;
import org.kinora.media.Fault.Severity;

/** The rules about the rows of one chunk. Of each rule the first breach in a file is told. */
final class RowRules {
  private static final int US_PER_MS = 1000;

  private static final List<String> BOTH = List.of(Layout.RAW, Layout.PROCESSED);

  static final List<Rule<ChunkView>> ALL =
      List.of(
          new Rule<>(
              "frames.order",
              Severity.LOSS,
              "frames.parquet counts from 0 and its times rise from 0 without gaps to the chunk's"
                  + " end.",
              RowRules::frames),
          new Rule<>(
              "events.order",
              Severity.LOSS,
              "Events are sorted, numbered from 0, and lie within the chunk.",
              (chunk, breaches) -> events(chunk, breaches, BOTH, RowRules::order)),
          new Rule<>(
              "events.times",
              Severity.LOSS,
              "timestamp_ms is t_us in whole ms, and t_rec_us is t_us behind the chunk's start.",
              (chunk, breaches) -> events(chunk, breaches, BOTH, RowRules::times)),
          new Rule<>(
              "events.frame",
              Severity.LOSS,
              "frame_idx is the last frame at or before the event.",
              (chunk, breaches) -> events(chunk, breaches, BOTH, RowRules::frame)),
          new Rule<>(
              "events.held",
              Severity.LOSS,
              "In actions_raw only what is held at the chunk's start is synthetic.",
              (chunk, breaches) -> events(chunk, breaches, List.of(Layout.RAW), RowRules::held)));

  private static final List<String> EVENTS =
      List.of("t_us", "seq", "timestamp_ms", "t_rec_us", "frame_idx", "synthetic");

  static final List<String> FRAMES = List.of("frame_idx", "pts_us", "duration_us");

  private RowRules() {}

  /** A row of events, and what is known of the row before it: before the first, -1 and 0. */
  private record Event(
      long tUs,
      long seq,
      long ms,
      long recordingUs,
      long frame,
      boolean synthetic,
      long seqBefore,
      long tUsBefore) {}

  /** The chunk that events must lie in. */
  private static final class Bounds {
    private final long startUs;
    private final long durationUs;
    private final long[] frameUs;

    Bounds(ChunkView chunk) throws IOException {
      startUs = chunk.original().path("start_us").longValue();
      durationUs = chunk.original().path("end_us").longValue() - startUs;
      frameUs = chunk.rows(Layout.FRAMES, FRAMES).stream().mapToLong(row -> row[1]).toArray();
    }
  }

  /** What is wrong with an event, or nothing. */
  private interface EventCheck {
    @Nullable String of(Event event, Bounds chunk);
  }

  private static void frames(ChunkView chunk, Breaches breaches) throws IOException {
    List<long[]> frames = chunk.rows(Layout.FRAMES, FRAMES);
    long endUs = 0;
    for (int i = 0; i < frames.size(); i++) {
      long[] frame = frames.get(i);
      if (frame[0] != i || frame[1] != endUs) {
        breaches.add(
            chunk.at(Layout.FRAMES),
            "frame %d at %d us, expected frame %d at %d us"
                .formatted(frame[0], frame[1], i, endUs));
        return;
      }
      endUs = frame[1] + frame[2];
    }
    long durationUs = new Bounds(chunk).durationUs;
    if (!frames.isEmpty() && endUs != durationUs) {
      breaches.add(
          chunk.at(Layout.FRAMES),
          "the last frame ends at %d us, the chunk at %d us".formatted(endUs, durationUs));
    }
  }

  private static void events(
      ChunkView chunk, Breaches breaches, List<String> tables, EventCheck check)
      throws IOException {
    Bounds bounds = new Bounds(chunk);
    for (String table : tables) {
      String wrong = first(chunk.rows(table, EVENTS), bounds, check);
      if (wrong != null) {
        breaches.add(chunk.at(table), wrong);
      }
    }
  }

  /** What is wrong with the first row that something is wrong with. */
  private static @Nullable String first(List<long[]> rows, Bounds bounds, EventCheck check) {
    long seqBefore = -1;
    long tUsBefore = 0;
    for (int i = 0; i < rows.size(); i++) {
      long[] row = rows.get(i);
      Event event =
          new Event(row[0], row[1], row[2], row[3], row[4], row[5] == 1, seqBefore, tUsBefore);
      String wrong = check.of(event, bounds);
      if (wrong != null) {
        return "row %d: %s".formatted(i, wrong);
      }
      seqBefore = event.seq;
      tUsBefore = event.tUs;
    }
    return null;
  }

  private static @Nullable String order(Event event, Bounds chunk) {
    if (event.seq != event.seqBefore + 1) {
      return "seq is %d, expected %d".formatted(event.seq, event.seqBefore + 1);
    }
    if (event.tUs < event.tUsBefore) {
      return "t_us is %d behind %d".formatted(event.tUs, event.tUsBefore);
    }
    return event.tUs >= chunk.durationUs
        ? "t_us is %d, the chunk has %d".formatted(event.tUs, chunk.durationUs)
        : null;
  }

  private static @Nullable String times(Event event, Bounds chunk) {
    if (event.ms != Math.floorDiv(event.tUs, (long) US_PER_MS)) {
      return "timestamp_ms is %d, t_us %d".formatted(event.ms, event.tUs);
    }
    return event.recordingUs != event.tUs + chunk.startUs
        ? "t_rec_us is %d, t_us %d in a chunk from %d"
            .formatted(event.recordingUs, event.tUs, chunk.startUs)
        : null;
  }

  private static @Nullable String frame(Event event, Bounds chunk) {
    if (chunk.frameUs.length == 0) {
      return null;
    }
    long frame = FrameRow.at(chunk.frameUs, event.tUs);
    return event.frame != frame
        ? "frame_idx is %d, expected %d".formatted(event.frame, frame)
        : null;
  }

  private static @Nullable String held(Event event, Bounds chunk) {
    return event.synthetic && event.tUs != 0
        ? "it is synthetic at %d us, expected 0".formatted(event.tUs)
        : null;
  }
}
