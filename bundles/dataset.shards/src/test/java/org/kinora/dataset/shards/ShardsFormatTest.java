package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.lib.dataset.RecordedRate;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.tck.contract.DatasetRecording;
import org.kinora.tck.support.DuckDb;

/** What the options do, judged by DuckDB over the files. */
class ShardsFormatTest {
  private static final String KEY_HELD =
      "select chunk_id, t_us from '%s/tables/actions_raw/*/*.parquet'"
          + " where state = 'held' and code = 'KeyW' order by all";

  @TempDir static Path films;
  @TempDir Path root;

  private static List<DatasetRecording> recordings(String... ids) throws IOException {
    return SampleTree.recordings(films, ids);
  }

  private static Unit plan(String... options) throws IOException {
    return SampleTree.FORMAT
        .plan(List.copyOf(recordings("rec")), SampleTree.options(options))
        .units()
        .get(0);
  }

  private static List<String> cuts(Unit unit) {
    return unit.pieces().stream().map(Piece::cut).toList();
  }

  private List<Fault> faults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    SampleTree.FORMAT.verify(root, faults::add);
    return faults;
  }

  /** Each option is told of, in the order in which people need them, with its default. */
  @Test
  void options_ofTheService_areThoseThatAreRead() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/kinora/dataset/shards/ShardsFormat.java"));
    for (Map.Entry<String, String> option : ShardsOptions.DEFAULTS.entrySet()) {
      String told = "\"%s=%s".formatted(option.getKey(), option.getValue());
      assertTrue(source.contains(told + ","), told);
    }
    String page = Files.readString(Path.of("../../docs/formats/shards.md"));
    for (String option : ShardsOptions.DEFAULTS.keySet()) {
      assertTrue(page.contains("| `" + option + "` |"), option);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chunk=20",
        "rate=fast",
        "rate=0",
        "cut=any",
        "cut=keyframe",
        "tail=cut",
        "width=33",
        "quality=101",
        "audio=mp3",
        "profile=other",
        "steps=drop_repeats,other",
        "remapKeys=KeyW",
        "typedText=some",
        "captureRect=1,2,3",
        "captureRect=0,0,0,10",
        "validation=101",
        "hashShards=-1"
      })
  void plan_wrongOption_isRefused(String option) {
    assertEquals(
        MediaError.ARGUMENT_INVALID, assertThrows(MediaException.class, () -> plan(option)).code());
  }

  @Test
  void plan_ownRate_isCopiedAndAConstantOneIsNot() throws IOException {
    assertEquals(List.of("grid", "grid", "grid"), cuts(plan("rate=source")));
    assertEquals(List.of(), plan("rate=source").notes());
    assertEquals(List.of("exact", "exact", "exact"), cuts(plan("rate=30")));
    assertEquals(
        List.of("Its pictures are encoded again: pictures do not come at 30 a second."),
        plan("rate=30").notes());
    assertEquals(List.of("exact", "exact", "exact"), cuts(plan("rate=source", "cut=exact")));
    assertEquals(List.of("exact", "exact", "exact"), cuts(plan("rate=source", "width=80")));
    assertEquals(List.of("exact", "exact", "exact"), cuts(plan("rate=source", "codecs=av1")));
    MediaException e = assertThrows(MediaException.class, () -> plan("rate=30", "cut=grid"));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
  }

  @Test
  void plan_noRate_isTheRecordingsOwnAndALowerOneIsTold() throws IOException {
    assertEquals(
        List.of("Its pictures are encoded again: pictures do not come at 25 a second."),
        plan("rate=auto").notes());
    assertEquals(
        List.of(
            "Its pictures are encoded again: pictures do not come at 10 a second.",
            "Its pictures come at 25 a second: at 10 some are left out."),
        plan("rate=10").notes());
    assertEquals(plan("rate=source", "cut=keyframe"), plan("rate=auto", "cut=keyframe"));
  }

  @Test
  void plan_tail_isLeftOutWithItsEvents() throws IOException {
    Unit unit = plan("rate=30", "tail=drop");
    assertEquals(2, unit.pieces().size());
    assertTrue(unit.notes().get(1).matches("Of its events [0-9]+ lie in no chunk\\."));
  }

  @Test
  void plan_shards_areFilledOrChosenByTheId() throws IOException {
    List<RecordingSource> three = List.copyOf(recordings("a", "b", "c"));
    DatasetPlan filled = SampleTree.FORMAT.plan(three, Map.of("shardRecordings", "2"));
    assertEquals(
        List.of("SHARD_0000", "SHARD_0000", "SHARD_0001"),
        filled.units().stream().map(Unit::place).toList());
    DatasetPlan spread = SampleTree.FORMAT.plan(three, Map.of("hashShards", "100"));
    assertEquals(Layout.shardName(ShardPlan.byHash("c", 100)), spread.units().get(2).place());
    DatasetPlan alone = SampleTree.FORMAT.plan(three.subList(2, 3), Map.of("hashShards", "100"));
    assertEquals(spread.units().get(2).place(), alone.units().get(0).place());
  }

  /** Nothing that was recorded is lost, and a key that is held over all chunks is known of. */
  @Test
  void write_events_areThereOnceAndHeldOnesAreKnown() throws Exception {
    long events = SampleTree.write(recordings("rec"), SampleTree.options("rate=30"), root);
    assertEquals(
        List.of(events + "|0"),
        DuckDb.query(
            "select count(*), count(*) filter (where t_us < 0) from '%s/actions/*/*/*/actions_raw.parquet' where not synthetic"
                .formatted(root)));
    assertEquals(List.of("0001|0", "0002|0"), DuckDb.query(KEY_HELD.formatted(root)));
    assertEquals(List.of(), faults());
  }

  /** Picture n is the last of the recording at or before n/30 s, to a millisecond. */
  @Test
  void write_constantRate_framesNameTheirSource() throws Exception {
    SampleTree.write(recordings("rec"), SampleTree.options("rate=30"), root);
    List<Long> shown =
        recordings("rec").get(0).samples(DatasetRecording.VIDEO).stream()
            .map(sample -> sample.info().timeUs())
            .toList();
    List<String> found =
        DuckDb.query(
            "select source_frame from '%s/tables/frames/*/*.parquet' order by chunk_id, frame_idx"
                .formatted(root));
    assertEquals(1350, found.size());
    for (int n = 0; n < found.size(); n++) {
      long timeUs = Math.round(n * 1e6 / 30) + RecordedRate.ROUNDING_US;
      long source = shown.stream().filter(t -> t <= timeUs).count() - 1;
      assertEquals(Long.toString(source), found.get(n), "picture " + n);
    }
  }

  @Test
  void write_keyFrames_areCopiedFromOneToTheNext() throws Exception {
    Map<String, String> options = SampleTree.options("rate=source", "cut=keyframe", "chunk=7s");
    long events = SampleTree.write(recordings("rec"), options, root);
    assertEquals(List.of(), faults());
    assertEquals(
        List.of("keyframe|7|965"),
        DuckDb.query(
            "select any_value(cut), count(*), sum(chunk_size) from '%s/chunks.parquet'"
                .formatted(root)));
    assertEquals(
        List.of(Long.toString(events)),
        DuckDb.query(
            "select count(*) from '%s/tables/actions_raw/*/*.parquet' where not synthetic"
                .formatted(root)));
  }

  @Test
  void write_copyIsRefused_isEncodedAgain() throws Exception {
    List<RecordingSource> stubborn = List.of(notCopied(recordings("rec").get(0)));
    SampleTree.write(stubborn, SampleTree.options("rate=source"), root);
    assertEquals(List.of(), faults());
    assertEquals(
        List.of("exact|3"),
        DuckDb.query("select any_value(cut), count(*) from '%s/chunks.parquet'".formatted(root)));
    JsonNode metadata =
        new ObjectMapper()
            .readTree(root.resolve("actions/SHARD_0000/rec/rec_chunk_0001/metadata.json").toFile());
    assertEquals("exact", metadata.path("video").path("cut").asText());
  }

  /** A recording whose pictures cannot be copied after all. */
  private static RecordingSource notCopied(RecordingSource good) {
    return (RecordingSource)
        Proxy.newProxyInstance(
            RecordingSource.class.getClassLoader(),
            new Class<?>[] {RecordingSource.class},
            (proxy, method, arguments) -> {
              if (arguments != null
                  && arguments[0] instanceof VideoCut cut
                  && cut.making() instanceof VideoCut.Copied) {
                throw new MediaException(MediaError.DATA_RANGE_ERROR, "an open group");
              }
              try {
                return method.invoke(good, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void write_typedText_isToldAsFarAsAllowed() throws Exception {
    SampleTree.write(recordings("rec"), SampleTree.options("typedText=omit"), root);
    assertEquals(
        List.of("0|0"),
        DuckDb.query(
            "select count(key), count(code) from '%s/actions/*/*/*/actions_raw.parquet'"
                .formatted(root)));
    assertEquals(List.of(), faults());
  }

  @Test
  void write_captureRect_placesLieInThePicture() throws Exception {
    SampleTree.write(recordings("rec"), SampleTree.options("captureRect=0,0,320,192"), root);
    assertEquals(
        List.of("true|true"),
        DuckDb.query(
            "select max(mouse_x_norm) < 0.5, max(mouse_x) < 80 from '%s/tables/actions_raw/*/*.parquet'"
                .formatted(root)));
  }
}
