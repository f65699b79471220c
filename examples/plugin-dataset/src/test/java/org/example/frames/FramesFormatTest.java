package org.example.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;
import org.kinora.media.DatasetSummary;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.tck.support.Ffmpeg;

/** The bytes on the disk. Ten pictures a second, so that picture n begins at n · 100 ms. */
class FramesFormatTest {
  private final FramesFormat format = new FramesFormat();

  @Test
  void write_shortAndLongPresses_belongToEachPictureTheyTouch(@TempDir Path root) throws Exception {
    export(
        root,
        Map.of("rate", "10"),
        new Take(
            "one",
            key(100, true, "ShiftLeft"), // before the first picture, and still down
            key(620, true, "KeyW"), // in picture 1
            key(640, false, "KeyW"),
            key(720, false, "ShiftLeft"), // in picture 2
            mouse(800, true), // as picture 3 comes
            mouse(1_150, false))); // in picture 6
    List<String> lines = Files.readAllLines(root.resolve("recordings/one/frames.jsonl"));
    assertEquals(10, lines.size());
    assertEquals("{'frame':0,'timeUs':0,'keys':['ShiftLeft'],'buttons':[]}", quoted(lines.get(0)));
    assertEquals(
        "{'frame':1,'timeUs':100000,'keys':['KeyW','ShiftLeft'],'buttons':[]}",
        quoted(lines.get(1)));
    assertEquals(List.of("ShiftLeft"), FrameLine.parse(lines.get(2)).keys());
    assertEquals(
        "{'frame':3,'timeUs':300000,'keys':[],'buttons':[0],'x':16.0,'y':9.0}",
        quoted(lines.get(3)));
    assertEquals(List.of(0), FrameLine.parse(lines.get(6)).buttons());
    assertEquals(List.of(), FrameLine.parse(lines.get(7)).buttons());
  }

  @Test
  void write_width_videoAndPointerAreScaled(@TempDir Path root) throws Exception {
    export(root, Map.of("rate", "10", "width", "160"), new Take("one", mouse(600, true)));
    Path home = root.resolve("recordings/one");
    assertEquals(160, Ffmpeg.probe(home.resolve("video.mp4")).at("/streams/0/width").asInt());
    FrameLine line = FrameLine.parse(Files.readAllLines(home.resolve("frames.jsonl")).get(1));
    assertEquals(Optional.of(new Point(8, 4.5)), line.pointer());
  }

  @Test
  void complete_twoRecordings_areThereAndKeepTheRules(@TempDir Path root) throws Exception {
    export(root, Map.of(), new Take("b", key(600, true, "KeyA")), new Take("a"));
    assertEquals(List.of(), breaches(root));
    DatasetSummary summary = format.summary(root);
    assertEquals(List.of("a", "b"), summary.pieces());
    assertEquals(2_000_000, summary.durationUs());
    assertEquals(Map.of("pictures", "40"), summary.facts());
    DatasetPiece piece = format.piece(root, "b");
    assertEquals(20, piece.frames().size());
    assertEquals(
        List.of(new DatasetPiece.Mark(100_000, 2, "keydown KeyA", Optional.empty())),
        piece.marks());
  }

  /** One breach of each rule; sed's words say how. */
  @ParameterizedTest
  @CsvSource({
    "README.md, shown, hidden, sums",
    "SHA256SUMS, '  README.md', '  README.txt', files",
    "dataset.json, \"version\" : 1, \"version\" : 2, head",
    "dataset.json, \"id\" : \"one\", \"id\" : \"../one\", head",
    "dataset.json, \"id\" : \"one\", \"id\" : \"two\", files",
    "dataset.json, \"pictures\" : 20, \"pictures\" : 21, count",
    "recordings/one/frames.jsonl, \"frame\":7, \"frame\":8, order",
    "recordings/one/frames.jsonl, 950000, 850000, order",
    "recordings/one/frames.jsonl, \"keys\", \"kays\", line",
    "recordings/one/frames.jsonl, '[\"KeyA\",\"KeyB\"]', '[\"KeyB\",\"KeyA\"]', held",
  })
  void verify_eachRuleBroken_namesIt(
      String file, String found, String instead, String rule, @TempDir Path root) throws Exception {
    export(root, Map.of(), new Take("one", key(600, true, "KeyA"), key(600, true, "KeyB")));
    String text = Files.readString(root.resolve(file));
    assertTrue(text.contains(found), text);
    Files.writeString(root.resolve(file), text.replaceFirst(Pattern.quote(found), instead));
    assertTrue(breaches(root).contains(rule), breaches(root)::toString);
  }

  @Test
  void plan_whatCannotBe_isRefused() {
    assertFails(MediaError.ARGUMENT_INVALID, Map.of("colour", "red"), new Take("one"));
    assertFails(MediaError.ARGUMENT_INVALID, Map.of("rate", "0"), new Take("one"));
    assertFails(MediaError.ARGUMENT_INVALID, Map.of("width", "161"), new Take("one"));
    assertFails(MediaError.ARGUMENT_INVALID, Map.of(), new Take("one"), new Take("one"));
    assertFails(MediaError.ID_INVALID, Map.of(), new Take("../one"));
  }

  private void assertFails(MediaError code, Map<String, String> options, RecordingSource... takes) {
    assertEquals(
        code,
        assertThrows(MediaException.class, () -> format.plan(List.of(takes), options)).code());
  }

  /** As the engine does it: into empty directories, then into the root. */
  private void export(Path root, Map<String, String> options, RecordingSource... takes)
      throws IOException {
    DatasetPlan plan = format.plan(List.of(takes), options);
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < takes.length; i++) {
      reports.add(format.write(plan, plan.units().get(i), takes[i], root));
    }
    format.complete(plan, reports, root, root);
  }

  /** The rules that are broken. */
  private List<String> breaches(Path root) throws IOException {
    List<String> rules = new ArrayList<>();
    format.verify(
        root, fault -> rules.add(fault.message().substring(0, fault.message().indexOf(':'))));
    return rules;
  }

  private static InputEvent key(long timeMs, boolean pressed, String code) {
    return InputEvent.of(timeMs * 1_000, new Action.Key(pressed, "", code, false));
  }

  private static InputEvent mouse(long timeMs, boolean pressed) {
    Optional<Point> at = Optional.of(new Point(16, 9));
    return InputEvent.of(timeMs * 1_000, new Action.MouseButton(pressed, 0, at, false));
  }

  private static String quoted(String json) {
    return json.replace('"', '\'');
  }
}
