package org.kinora.dataset.shards;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.kinora.dataset.shards.ChunkFacts.MediaFile;
import org.kinora.dataset.shards.ChunkRow.Split;
import org.kinora.dataset.shards.RecordingFacts.Box;
import org.kinora.dataset.shards.RecordingFacts.Generator;
import org.kinora.lib.events.InputEvent;
import org.kinora.media.FrameRate;

/** A whole data set of made-up recordings: what an exporter writes, with bytes for pictures. */
final class SampleTree {
  static final FrameRate RATE = new FrameRate(30_000, 1001);
  static final PictureSize PICTURE = new PictureSize(1920, 1080);
  static final RecordingFacts FACTS =
      new RecordingFacts(
          "screen+mic",
          Optional.of(URI.create("s3://user:secret@bucket/path/rec.mp4?signature=1#x")),
          PICTURE,
          0,
          RATE,
          false,
          Optional.empty(),
          CaptureRect.of(PICTURE),
          Optional.of(new Box(10, 20, 300, 200)),
          new Modalities(
              true,
              false,
              Optional.of(new Modalities.Audio(2, 48_000)),
              true,
              true,
              "page",
              false,
              false),
          new Sync(0, -1_500, 0, OptionalLong.of(1_711_111_111_111_000L), "low"),
          new Labels(Map.of("game", "Chess", "license", "CC-BY-4.0")),
          TypedText.KEEP,
          new Generator("kinora", "0.1"));

  private final Path root;
  private final List<ChunkRow> chunks = new ArrayList<>();
  private final DatasetStats stats = new DatasetStats();
  private long events;

  private SampleTree(Path root) {
    this.root = root;
  }

  /** Writes recordings of 45 seconds. */
  static SampleTree write(Path root, String... ids) throws IOException {
    SampleTree tree = new SampleTree(root);
    for (String id : ids) {
      tree.recording(id);
    }
    tree.finish();
    return tree;
  }

  long events() {
    return events;
  }

  static List<InputEvent> randomEvents(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<InputEvent> all = new ArrayList<>();
    for (long ms = 0; ms < 45_000; ms += 1 + random.nextInt(30)) {
      String code = "Key" + (char) ('A' + random.nextInt(26));
      all.add(
          switch (random.nextInt(8)) {
            case 0 -> Streams.key(ms, random.nextBoolean(), code);
            case 1 -> Streams.click(ms, random.nextBoolean(), random.nextInt(3));
            default -> Streams.move(ms, random.nextInt(1920), random.nextInt(1080));
          });
    }
    return all;
  }

  private void recording(String id) throws IOException {
    List<InputEvent> all = randomEvents(id.hashCode());
    events += all.size();
    RawActions raw = new RawActions(FACTS.captureRect(), PICTURE, TypedText.KEEP);
    Resampler resampler =
        new Resampler(LongStream.range(0, 1100).map(i -> i * 41_000).toArray(), RATE);
    long perChunk = ChunkPlan.framesPerChunk(RATE, 20_000_000);
    for (ChunkSpan span : ChunkPlan.constantRate(45_000_000, RATE, perChunk, Tail.KEEP)) {
      chunk(Layout.of(0, id, span.number()), span, raw, resampler, all);
    }
  }

  private void chunk(
      Layout layout, ChunkSpan span, RawActions raw, Resampler resampler, List<InputEvent> all)
      throws IOException {
    Path folder = root.resolve(layout.actions(""));
    Files.createDirectories(folder);
    List<FrameRow> frames = resampler.frames(span, 15);
    long[] frameUs = FrameRow.times(frames);
    long activeUs = raw.lastUs().orElse(span.startUs()) - span.startUs();
    List<ActionRow> rows =
        raw.rows(span, frameUs, all.stream().filter(event -> span.holds(event.timeUs())).toList());
    List<ActionRow> processed = Processing.usual().apply(rows, span);
    List<FrameState> states = FrameActions.of(rows, span, frameUs, PICTURE, 5_000_000, activeUs);
    ChunkTables tables = new ChunkTables(folder, layout);
    tables.write(ActionTables.RAW, rows);
    tables.write(ActionTables.PROCESSED, processed);
    tables.write(FrameState.TABLE, states);
    tables.write(FrameRow.TABLE, frames);
    String video = layout.video("", "mp4");
    Files.createDirectories(root.resolve(video).getParent());
    Files.write(root.resolve(video), layout.chunkName().getBytes(UTF_8));
    ChunkFacts facts =
        new ChunkFacts(
            CutMode.EXACT,
            List.of(new MediaFile(true, "screen", video, "h264", span.frames())),
            tables.rows(),
            Processing.usual(),
            Quality.of(rows, frames, states, resampler.dropped(span)));
    Files.write(
        folder.resolve(Layout.METADATA), new ChunkMetadata().bytes(layout, span, FACTS, facts));
    chunks.add(
        new ChunkRow(
            layout,
            span,
            PICTURE,
            29.97,
            CutMode.EXACT,
            Optional.of(video),
            Optional.empty(),
            Split.of(layout.videoId(), 10)));
    stats.add(
        layout.videoId(),
        span,
        Map.of(
            "actions_raw", TableStats.of(ActionTables.RAW, rows),
            "actions_frames", TableStats.of(FrameState.TABLE, states)),
        facts.quality());
  }

  private void finish() throws IOException {
    new ChunkTables(root, Layout.of(0, "all", 0)).write(ChunkRow.TABLE, chunks);
    new ChunkTables(root.resolve("video"), Layout.of(0, "all", 0)).write(ChunkRow.VIDEOS, chunks);
    Files.write(root.resolve(DatasetStats.FILE), stats.bytes());
    Files.write(
        root.resolve(DatasetCard.FILE),
        new DatasetCard("Sample \"set\"", Optional.of("cc-by-4.0"), false).bytes(stats));
    Files.write(
        root.resolve(Croissant.FILE),
        new Croissant("sample", "1.0.0", "Made up.", Optional.of("cc-by-4.0"), false).bytes());
    Files.write(root.resolve(Manifest.FILE), new Manifest().bytes(entries(root)));
  }

  /** A manifest of all that is there. */
  static List<Manifest.Entry> entries(Path root) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = root.relativize(file).toString();
        if (!path.equals(Manifest.FILE)) {
          entries.add(Manifest.Entry.of(root, path, OptionalLong.empty(), OptionalLong.empty()));
        }
      }
    }
    return entries;
  }
}
