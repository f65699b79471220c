package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;

/** The commands that only look: list, info, frames, gop, seek, verify, formats, plugins. */
class InspectCommandsTest {
  @TempDir Path temporary;
  private CommandFixture shell;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
  }

  @Test
  void list_recordings_areAligned() throws IOException {
    shell.platform.recording("rec_1", "h264");
    shell.platform.unfinished("b");
    assertEquals(
        """
        ID     FORMAT  STARTED                        DURATION  TRACKS     STATE
        b      fake    2026-11-21 10:00:00 +01:00  0:00:02.500  h264 opus  not closed by its recorder
        rec_1  fake    2026-11-21 10:00:00 +01:00  0:00:02.500  h264 opus  complete
        """,
        shell.run("list", "../store").ok().out());
  }

  @Test
  void list_nothingThere_saysWhere() {
    assertEquals("no recordings in " + shell.root + "\n", shell.run("list").ok().out());
  }

  @Test
  void info_beginningOfAnId_namesWhatIsThere() throws IOException {
    shell.platform.recording("rec_1", "h264");
    shell.platform.recording("rec_2", "h264");
    shell.platform.recording("other", "h264");
    CommandFixture.Outcome outcome = shell.run("info", "rec_");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("; there is rec_1, rec_2\n"), outcome.err());
    assertFalse(shell.run("info", "lost").err().contains("; there is"));
  }

  @Test
  void list_directoryThatIsNotThere_fails() {
    CommandFixture.Outcome outcome = shell.run("list", "nowhere");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().startsWith("error DIR_NOT_FOUND: "), outcome.err());
  }

  @Test
  void list_json_holdsEachRecording() throws IOException {
    shell.platform.recording("rec_1", "vp9");
    JsonNode recording = shell.run("list", "../store", "--json").ok().json().at("/recordings/0");
    assertEquals("rec_1", recording.path("id").asText());
    assertEquals(2_500_000, recording.path("durationUs").asLong());
    assertEquals("vp9", recording.at("/tracks/0/codec").asText());
  }

  @Test
  void info_recording_showsTracksAndCannotSteerTheTerminal() throws IOException {
    shell.platform.recording("rec_1", "h264");
    String out = shell.run("info", "rec_1").ok().out();
    assertTrue(out.contains("duration  0:00:02.500\n"), out);
    assertTrue(out.contains("tag       app = te?[31mst\n"), out);
    assertTrue(out.contains("1      video  h264   640x360"), out);
    assertTrue(out.contains("2      audio  opus   48000 Hz, stereo"), out);
    assertFalse(out.contains("\u001b"), out);
  }

  @Test
  void info_json_countsSamplesAndBytes() throws IOException {
    shell.platform.recording("rec_1", "h264");
    JsonNode video = shell.run("info", "--json", "rec_1").ok().json().at("/tracks/0");
    assertEquals(FakeRecording.PICTURES, video.path("samples").asInt());
    assertEquals(3, video.path("keyframes").asInt());
    assertEquals(3 * 1000 + 22 * 100, video.path("sizeBytes").asInt());
    assertEquals(640, video.path("width").asInt());
  }

  @Test
  void frames_limitAndKeyframes_chooseLines() throws IOException {
    shell.platform.recording("rec_1", "h264");
    assertEquals(
        """
        INDEX            TIME     DECODE TIME        DURATION  BYTES  KEY
            0  0:00:00.000000  0:00:00.000000  0:00:00.100000   1000  key
           10  0:00:01.000000  0:00:01.000000  0:00:00.100000   1000  key
        """,
        shell.run("frames", "--keyframes", "rec_1", "--limit", "2").ok().out());
    assertEquals(26, shell.run("frames", "rec_1").ok().out().lines().count());
    assertEquals(101, shell.run("frames", "rec_1", "--track", "2").ok().out().lines().count());
  }

  @Test
  void frames_window_isWhatIsShownThen() throws IOException {
    shell.platform.recording("rec_1", "h264");
    JsonNode json = shell.run("frames", "rec_1", "--window", "1.05..1.2", "--json").ok().json();
    assertEquals(2, json.path("samples").size());
    assertEquals(1_000_000, json.at("/samples/0/timeUs").asLong());
    assertEquals(1_100_000, json.at("/samples/1/timeUs").asLong());
    assertEquals(4, shell.run("frames", "rec_1", "--window", "2.2..").ok().out().lines().count());
    assertEquals(2, shell.run("frames", "rec_1", "--window", "5").exitCode());
    assertEquals(2, shell.run("frames", "rec_1", "--window", "5..4").exitCode());
  }

  @Test
  void frames_json_isExact() throws IOException {
    shell.platform.recording("rec_1", "h264");
    JsonNode json = shell.run("frames", "rec_1", "--limit=3", "--json").ok().json();
    assertEquals(25, json.path("count").asInt());
    assertEquals(3, json.path("samples").size());
    assertEquals(200_000, json.at("/samples/2/timeUs").asLong());
    assertFalse(json.at("/samples/2/keyframe").asBoolean());
  }

  @Test
  void frames_unknownTrackOrLimit_isNamed() throws IOException {
    shell.platform.recording("rec_1", "h264");
    CommandFixture.Outcome track = shell.run("frames", "rec_1", "--track", "9");
    assertEquals(1, track.exitCode());
    assertTrue(track.err().startsWith("error TRACK_NOT_FOUND: "), track.err());
    assertEquals(2, shell.run("frames", "rec_1", "--limit", "-1").exitCode());
    assertEquals(2, shell.run("frames", "rec_1", "--limit", "x").exitCode());
  }

  @Test
  void gop_time_showsWhatIsDecoded() throws IOException {
    shell.platform.recording("rec_1", "h264");
    assertEquals(
        """
        track     1 (h264)
        asked     0:00:01.250000
        shown     0:00:01.200000, sample 12
        from      0:00:01.000000, sample 10
        to        0:00:02.000000, sample 19
        samples   10, 1.9 KiB
        decoded   3 to show this one
        """,
        shell.run("gop", "rec_1", "1250ms").ok().out());
    JsonNode json = shell.run("gop", "rec_1", "1.25", "--json").ok().json();
    assertEquals(12, json.at("/shown/index").asInt());
    assertEquals(1900, json.path("sizeBytes").asInt());
  }

  @Test
  void seek_withoutName_writesBesideTheUser() throws IOException {
    shell.platform.recording("rec_1", "h264");
    String out = shell.run("seek", "rec_1", "0:01.250").ok().out();
    Path expected = shell.directory.resolve("rec_1-1.25s.png");
    assertTrue(Files.exists(expected), out);
    assertTrue(out.startsWith("wrote  " + expected + "\n"), out);
    assertTrue(out.contains("0:00:01.200000, shown at 0:00:01.250000"), out);
  }

  @Test
  void seek_targetThere_needsForce() throws IOException {
    shell.platform.recording("rec_1", "h264");
    String[] arguments = {"rec_1", "1", "--output", "a b.png"};
    shell.run("seek", arguments).ok();
    CommandFixture.Outcome again = shell.run("seek", arguments);
    assertEquals(1, again.exitCode());
    assertTrue(again.err().startsWith("error TARGET_EXISTS: "), again.err());
    JsonNode json =
        shell.run("seek", "rec_1", "1.25", "--output", "a b.png", "--force", "--json").ok().json();
    assertEquals(1_200_000, json.path("shownUs").asLong());
    String late = shell.run("seek", "rec_1", "9", "--output", "late.png").ok().out();
    assertTrue(late.endsWith("note: the track ends at 0:00:02.500000\n"), late);
    assertEquals(shell.directory.resolve("a b.png").toString(), json.path("path").asText());
  }

  @Test
  void seek_wrongTime_isAUsageError() throws IOException {
    shell.platform.recording("rec_1", "h264");
    CommandFixture.Outcome outcome = shell.run("seek", "rec_1", "soon");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().startsWith("error ARGUMENT_INVALID: 'soon' is not a time"));
  }

  @Test
  void verify_exitCode_tellsLossesApart() throws IOException {
    Fault note = new Fault(Severity.NOTE, "meta.json", "no date");
    Fault loss = new Fault(Severity.LOSS, "data.bin, offset 12", "3 samples are cut off");
    shell.platform.recording("good", "h264");
    shell.platform.recording("odd", "h264", note);
    shell.platform.recording("bad", "h264", note, loss);
    assertEquals("nothing wrong found\n", shell.run("verify", "good").ok().out());
    assertTrue(shell.run("verify", "odd").ok().out().endsWith("0 losses, 0 warnings, 1 note\n"));
    CommandFixture.Outcome bad = shell.run("verify", "bad", "--json");
    assertEquals(3, bad.exitCode());
    assertEquals(1, bad.json().path("losses").asInt());
    assertEquals("loss", bad.json().at("/faults/1/severity").asText());
  }

  @Test
  void verify_manyFaults_showsTheWorst() throws IOException {
    Fault[] faults = new Fault[50];
    Arrays.fill(faults, new Fault(Severity.NOTE, "index", "odd"));
    faults[49] = new Fault(Severity.LOSS, "data", "gone");
    shell.platform.recording("bad", "h264", faults);
    CommandFixture.Outcome outcome = shell.run("verify", "bad", "--limit", "2");
    assertEquals(3, outcome.exitCode());
    assertEquals(
        """
        SEVERITY  PLACE  FAULT
        loss      data   gone
        note      index  odd
        and 48 more

        1 loss, 0 warnings, 49 notes
        """,
        outcome.out());
    assertEquals(50, shell.run("verify", "bad", "--json").json().path("faults").size());
  }

  @Test
  void formats_text_tellsReadersFromWriters() {
    String out = shell.run("formats").ok().out();
    assertTrue(out.contains("jsonl           0 1            1\n"), out);
    assertTrue(out.contains("container       -              -\n"), out);
    assertTrue(
        out.contains(
            "webm       webm       vp9 vp8 opus   yes   -           -        A container\n"),
        out);
    assertTrue(out.contains("mp4        layout          plain    where the index lies\n"), out);
    assertTrue(out.contains("fake    tags are left out\n"), out);
    JsonNode json = shell.run("formats", "--json").ok().json();
    assertEquals("tags are left out", json.at("/formats/2/loses/1").asText());
    assertTrue(json.at("/formats/0/writable").asBoolean());
    assertFalse(json.at("/formats/1/writable").asBoolean());
    assertEquals("vp8", json.at("/containers/1/codecs/1").asText());
    assertTrue(json.at("/containers/0/editLists").asBoolean());
    assertFalse(json.at("/containers/1/editLists").asBoolean());
    assertTrue(json.at("/containers/0/recover").asBoolean());
    assertFalse(json.at("/containers/1/recover").asBoolean());
    assertEquals("1s", json.at("/containers/0/options/1/default").asText());
  }

  @Test
  void plugins_eachProvider_hasALine() {
    String out = shell.run("plugins").ok().out();
    assertEquals(10, out.lines().count(), out);
    List<String> lines = out.lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertEquals("KIND NAME BUNDLE VERSION VERSIONS SESSIONS RANKING STATE", lines.get(0));
    assertEquals(
        "storage jsonl org.kinora.jsonl 0.1.0 reads 0, 1, writes 1 0 100 active", lines.get(1));
    assertTrue(lines.contains("encoder h264 (x) org.kinora.h264 0.1.0 0 100 active"), out);
    JsonNode json = shell.run("plugins", "--json").ok().json();
    assertEquals("mp4", json.at("/plugins/4/properties/extension").asText());
  }
}
