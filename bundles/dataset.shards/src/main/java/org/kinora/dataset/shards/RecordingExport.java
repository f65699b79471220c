package org.kinora.dataset.shards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kinora.dataset.shards.ChunkFacts.MediaFile;
import org.kinora.dataset.shards.ChunkMedia.Video;
import org.kinora.dataset.shards.ChunkRow.Split;
import org.kinora.dataset.shards.RecordingFacts.Generator;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.lib.parquet.Table;
import org.kinora.spi.dataset.RecordingSource;

/** Writes all chunks of one recording, in the order of time. One thread. */
final class RecordingExport {
  private final RecordingSource recording;
  private final ShardsOptions options;
  private final RecordingCut cut;
  private final RecordedEvents events;
  private final ChunkMedia media;
  private final Path root;
  private final int shard;
  private final List<ChunkRow> chunks = new ArrayList<>();
  private final List<Manifest.Entry> files = new ArrayList<>();
  private final SortedMap<String, TableStats> stats = new TreeMap<>();
  private final SortedMap<String, Long> quality = new TreeMap<>();

  RecordingExport(
      RecordingSource recording,
      ShardsOptions options,
      RecordingCut cut,
      RecordedEvents events,
      Path root,
      int shard) {
    this.recording = recording;
    this.options = options;
    this.cut = cut;
    this.events = events;
    this.root = root;
    this.shard = shard;
    media = new ChunkMedia(recording, options, cut, new TrackNames(recording.info()), root);
  }

  /** Writes everything. */
  UnitReport write(Generator generator) throws IOException {
    List<ChunkSpan> spans = cut.spans();
    if (!spans.isEmpty()) {
      Video first = media.video(layout(spans.get(0)), spans.get(0));
      RecordingFacts facts =
          RecordingFacts.of(recording.info(), options, cut, events, first.picture(), generator);
      RawActions raw = new RawActions(facts.captureRect(), first.picture(), options.typedText());
      long startUs = spans.get(0).startUs();
      raw.pass(events.read(events.firstUs(startUs), startUs));
      try (RecordingTables whole = new RecordingTables(root)) {
        for (ChunkSpan span : spans) {
          boolean isFirst = span.number() == spans.get(0).number();
          chunk(span, isFirst ? first : media.video(layout(span), span), facts, raw, whole);
        }
        for (Map.Entry<String, Long> table : whole.finish().entrySet()) {
          list(table.getKey(), OptionalLong.of(table.getValue()), OptionalLong.empty());
        }
      }
    }
    quality.put("events_outside", events.count(timeUs -> !cut.holds(timeUs)));
    return new UnitReport(chunks, files, stats, quality);
  }

  private Layout layout(ChunkSpan span) throws IOException {
    return Layout.of(shard, recording.info().id(), span.number());
  }

  private void chunk(
      ChunkSpan span, Video video, RecordingFacts facts, RawActions raw, RecordingTables whole)
      throws IOException {
    Layout layout = layout(span);
    List<MediaFile> made = new ArrayList<>(List.of(video.file()));
    made.addAll(media.others(layout, span));
    made.addAll(media.sounds(layout, span));
    long[] frameUs = FrameRow.times(video.frames());
    long activeUs = raw.lastUs().orElse(span.startUs()) - span.startUs();
    List<ActionRow> rows = raw.rows(span, frameUs, events.read(span.startUs(), span.endUs()));
    List<FrameState> states =
        FrameActions.of(rows, span, frameUs, facts.picture(), options.idleUs(), activeUs);
    SortedMap<String, Long> counts = Quality.of(rows, video.frames(), states);
    counts.put("unusable_events", events.unusable());
    ChunkTables tables = tables(layout);
    Adder adder = new Adder(layout, tables, whole);
    if (options.nitrogen()) {
      adder.add(Layout.RAW, FrameState.NITROGEN, states);
    } else {
      adder.add(Layout.RAW, ActionTables.RAW, rows);
      adder.add(Layout.PROCESSED, ActionTables.PROCESSED, options.processing().apply(rows, span));
    }
    adder.add(Layout.FRAME_ACTIONS, FrameState.TABLE, states);
    adder.add(Layout.FRAMES, FrameRow.TABLE, video.frames());
    Processing steps = options.nitrogen() ? new Processing(List.of()) : options.processing();
    ChunkFacts chunk = new ChunkFacts(video.mode(), made, tables.rows(), steps, counts);
    Files.write(
        root.resolve(layout.actions(Layout.METADATA)),
        new ChunkMetadata().bytes(layout, span, facts, chunk));
    counts.forEach((name, count) -> quality.merge(name, count, Long::sum));
    chunks.add(row(layout, span, video, made, facts));
    list(layout, tables.rows(), made);
  }

  private ChunkTables tables(Layout layout) throws IOException {
    return new ChunkTables(Files.createDirectories(root.resolve(layout.actions(""))), layout);
  }

  /** Adds rows wherever they belong. */
  private final class Adder {
    private final Layout layout;
    private final ChunkTables chunk;
    private final RecordingTables whole;

    Adder(Layout layout, ChunkTables chunk, RecordingTables whole) {
      this.layout = layout;
      this.chunk = chunk;
      this.whole = whole;
    }

    <T> void add(String file, Table<T> table, List<T> rows) throws IOException {
      chunk.write(file, table, rows);
      String name = file.substring(0, file.indexOf('.'));
      if (options.consolidated()) {
        whole.add(layout, name, table, rows);
      }
      stats.computeIfAbsent(name, n -> new TableStats()).add(TableStats.of(table, rows));
    }
  }

  private ChunkRow row(
      Layout layout, ChunkSpan span, Video video, List<MediaFile> made, RecordingFacts facts) {
    return new ChunkRow(
        layout,
        span,
        facts.picture(),
        (double) facts.rate().frames() / facts.rate().seconds(),
        video.mode(),
        Optional.of(video.file().path()),
        made.stream().filter(file -> !file.video()).map(MediaFile::path).findFirst(),
        Split.of(layout.videoId(), options.validationPercent()));
  }

  /** Lists the chunk's files for the manifest. */
  private void list(Layout layout, Map<String, Long> rows, List<MediaFile> made)
      throws IOException {
    for (Map.Entry<String, Long> table : rows.entrySet()) {
      long count = table.getValue();
      list(layout.actions(table.getKey()), OptionalLong.of(count), OptionalLong.empty());
    }
    list(layout.actions(Layout.METADATA), OptionalLong.empty(), OptionalLong.empty());
    for (MediaFile file : made) {
      OptionalLong frames = file.video() ? OptionalLong.of(file.units()) : OptionalLong.empty();
      list(file.path(), OptionalLong.empty(), frames);
    }
  }

  private void list(String path, OptionalLong rows, OptionalLong frames) throws IOException {
    files.add(Manifest.Entry.of(root, path, rows, frames));
  }
}
