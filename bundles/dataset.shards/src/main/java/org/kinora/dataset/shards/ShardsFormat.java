package org.kinora.dataset.shards;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kinora.dataset.shards.RecordingFacts.Generator;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.media.AudioFormat;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.DatasetType;
import org.kinora.spi.dataset.RecordingSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Data sets of chunks in shards: video, sound and tables of what was done (docs/formats/shards.md).
 */
@Component
@DatasetType(
    dataset = "shards",
    dataset_codecs = {"h264", "vp9", "av1"},
    dataset_containers = {"mp4", "webm"},
    dataset_options = {
      "chunk=20s, how long chunks are, about",
      "rate=auto, pictures a second: each recording's own, or such as 30000/1001; source leaves"
          + " them and their times",
      "cut=auto, how video is made: auto, grid (copied), exact (encoded), keyframe (copied, of any"
          + " length)",
      "tail=keep, what becomes of the rest of a recording: keep, drop, merge",
      "codecs=, for pictures, best first, with commas; without it h264, vp9, av1",
      "width=, of pictures in pixels, even",
      "quality=75, of pictures that are encoded, 0 to 100",
      "audio=pcm_s16le, pcm_s16le, pcm_s24le, pcm_f32le or none",
      "profile=kinora, or nitrogen: actions_raw as readers of that data set expect it",
      "steps=drop_repeats,drop_duplicates,debounce,deadzone,clip,pair_releases, of"
          + " actions_processed; coalesce_moves too",
      "remapKeys=, keys that take the place of others, such as KeyZ:KeyW",
      "idle=5s, after so long without an event frames are idle",
      "typedText=keep, or codes_only, or omit",
      "captureRect=, what the picture shows of the space of events: x,y,width,height",
      "tables=yes, each recording's rows in one file too; or no",
      "shardRecordings=1000, how many recordings a shard holds",
      "shardMebibytes=2048, how much a shard holds, about",
      "hashShards=0, spreads recordings over so many shards by their ids",
      "validation=10, how many recordings of 100 are for validation",
      "name=recordings, of the data set",
      "game=, what was played",
      "app=, what was used",
      "controller_type=, such as xboxone",
      "task=, what was to be done",
      "license=, of the data set, as SPDX names it",
      "consent_id=, under which consent it was recorded"
    },
    description = "Chunks of video, sound and Parquet tables in shards")
public final class ShardsFormat implements DatasetFormat {
  /** An event in all tables, about. */
  private static final int EVENT_BYTES = 40;

  /** The tables and the description of a chunk without events, about. */
  private static final int CHUNK_BYTES = 40_000;

  private static final long US = 1_000_000;

  private final Generator generator;

  /** Made by Declarative Services. */
  @Activate
  public ShardsFormat(BundleContext context) {
    this(context.getBundle().getVersion());
  }

  /**
   * Made without a framework.
   *
   * @param version of the program, as the data sets state it
   */
  ShardsFormat(Version version) {
    generator =
        new Generator(
            "kinora",
            "%d.%d.%d".formatted(version.getMajor(), version.getMinor(), version.getMicro()));
  }

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    ShardsOptions chosen = ShardsOptions.of(options);
    List<Unit> units = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (RecordingSource recording : recordings) {
      String id = Layout.of(0, recording.info().id(), 0).videoId();
      if (!ids.add(id)) {
        throw ShardsOptions.invalid("two recordings have the id '%s'".formatted(id));
      }
      units.add(unit(units.size(), recording, chosen));
    }
    return new DatasetPlan(chosen.values(), placed(units, chosen));
  }

  private static Unit unit(int number, RecordingSource recording, ShardsOptions options)
      throws IOException {
    String id = recording.info().id();
    List<String> notes = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    long bytes = 0;
    RecordedEvents events = new RecordedEvents(recording);
    Optional<RecordingCut> cut = cut(recording, options, events);
    if (cut.isEmpty() || cut.get().spans().isEmpty()) {
      notes.add(cut.isEmpty() ? "It has no pictures." : "No chunk is left of it.");
    } else {
      for (ChunkSpan span : cut.get().spans()) {
        String name = new Layout(0, id, span.number()).chunkName();
        String mode = cut.get().mode(span.number()).word();
        pieces.add(new Piece(name, span.startUs(), span.endUs(), mode));
      }
      notes.addAll(notes(cut.get(), events));
      bytes = estimatedBytes(recording.info(), options, cut.get(), events);
    }
    return new Unit(number, id, "", pieces, bytes, notes);
  }

  private static Optional<RecordingCut> cut(
      RecordingSource recording, ShardsOptions options, RecordedEvents events) throws IOException {
    Optional<Track> video = recording.info().firstVideo();
    return video.isEmpty()
        ? Optional.empty()
        : Optional.of(RecordingCut.of(recording, options, video.get(), events.endUs()));
  }

  private static List<String> notes(RecordingCut cut, RecordedEvents events) throws IOException {
    List<String> notes = new ArrayList<>();
    if (!cut.reason().isEmpty()) {
      notes.add("Its pictures are encoded again: " + cut.reason() + ".");
    }
    cut.thinning().ifPresent(notes::add);
    if (!events.areThere()) {
      notes.add("It has no events.");
    }
    long outside = events.count(timeUs -> !cut.holds(timeUs));
    if (outside > 0) {
      notes.add("Of its events %d lie in no chunk.".formatted(outside));
    }
    return notes;
  }

  private static long estimatedBytes(
      RecordingInfo recording, ShardsOptions options, RecordingCut cut, RecordedEvents events)
      throws IOException {
    long bytes = cut.estimatedBytes() + events.count() * EVENT_BYTES;
    for (ChunkSpan span : cut.spans()) {
      bytes += CHUNK_BYTES;
      for (Track track : TrackNames.audio(recording)) {
        AudioFormat sound = (AudioFormat) track.format();
        long sampleBytes = (long) sound.channels() * Integer.BYTES;
        bytes +=
            options.audioCodec().isEmpty()
                ? 0
                : span.durationUs() * sound.sampleRate() / US * sampleBytes;
      }
    }
    return bytes;
  }

  /** The units with their shards. */
  private static List<Unit> placed(List<Unit> units, ShardsOptions options) {
    List<Integer> shards =
        options.hashShards() > 0
            ? units.stream()
                .map(unit -> ShardPlan.byHash(unit.recording(), options.hashShards()))
                .toList()
            : ShardPlan.inOrder(
                units.stream().map(Unit::estimatedBytes).toList(),
                options.shardRecordings(),
                options.shardBytes());
    return units.stream()
        .map(
            unit ->
                new Unit(
                    unit.number(),
                    unit.recording(),
                    Layout.shardName(shards.get(unit.number())),
                    unit.pieces(),
                    unit.estimatedBytes(),
                    unit.notes()))
        .toList();
  }

  @Override
  public String write(DatasetPlan plan, Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    ShardsOptions options = ShardsOptions.of(plan.options());
    Unit now = unit(unit.number(), recording, options);
    if (!now.pieces().equals(unit.pieces())) {
      throw ShardsOptions.invalid(
          "recording %s is not as it was when the export was planned".formatted(unit.recording()));
    }
    RecordedEvents events = new RecordedEvents(recording);
    Optional<RecordingCut> cut = cut(recording, options, events);
    return cut.isEmpty()
        ? UnitReport.NOTHING.text()
        : new RecordingExport(
                recording, options, cut.get(), events, directory, Layout.shard(unit.place()))
            .write(generator)
            .text();
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    DatasetFiles files = new DatasetFiles(ShardsOptions.of(plan.options()));
    for (String report : reports) {
      files.add(UnitReport.of(report));
    }
    files.write(directory);
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    return DatasetTree.at(root).summary();
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    new DatasetCheck(root, faults).run();
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    return DatasetTree.at(root).piece(piece);
  }
}
