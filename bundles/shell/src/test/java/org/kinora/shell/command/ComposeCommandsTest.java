package org.kinora.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Scenes;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout.Crop;
import org.kinora.scene.VideoLayout.Shadow;
import org.kinora.scene.Zoom;

/**
 * The commands that compose: export, images, preview, scene; with the engine's reader of scenes.
 */
class ComposeCommandsTest {
  @TempDir Path temporary;
  private CommandFixture shell;
  private Scenes scenes;
  private Path recording;

  @BeforeEach
  void begin() throws IOException {
    shell = new CommandFixture(temporary.toRealPath());
    scenes = shell.platform.scenes();
    recording = shell.platform.recording("rec_1", "h264");
  }

  private ExportRequest only() {
    assertEquals(1, shell.platform.exports.requests.size());
    return shell.platform.exports.requests.get(0);
  }

  private Scene exported(String... arguments) {
    shell.platform.exports.requests.clear();
    String[] all = new String[arguments.length + 2];
    all[0] = "rec_1";
    all[1] = "--force";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    shell.run("export", all).ok();
    return ((Compose) only()).scene();
  }

  private Scene usual() throws IOException {
    return scenes.parse("{}", "usual");
  }

  @Test
  void export_nothingSaid_isTheUsualLookAsMp4() throws IOException {
    shell.run("export", "rec_1").ok();
    assertEquals(
        new Compose(
            recording,
            Optional.empty(),
            "mp4",
            usual(),
            VideoSettings.USUAL,
            Compose.Sound.KEEP,
            Compose.Reuse.NEVER,
            Map.of(),
            false),
        only());
  }

  @Test
  void export_ownScene_isBegunWithAndOptionsAreLaidOverIt() throws IOException {
    Scene own =
        scenes.parse(
            "{\"padding\":7,\"videoZoom\":{\"intervals\":[{\"startMs\":5000,\"endMs\":6000}]}}",
            "own");
    scenes.save(recording, own);
    assertEquals(own, exported());
    Scene changed = exported("--radius", "3.5", "--zoom", "1..2@3");
    assertEquals(7, changed.video().padding());
    assertEquals(3.5, changed.video().cornerRadius());
    assertEquals(List.of(3.0, 1.5), changed.zooms().stream().map(Zoom::scale).toList());
    assertEquals(List.of(), exported("--zoom", "none").zooms());
    assertEquals(Scene.PLAIN, exported("--plain"));
    Path other = shell.directory.resolve("other.json");
    Files.writeString(other, scenes.format(Scene.PLAIN.with(OutputSize.of(640, 360))));
    assertEquals(OutputSize.of(640, 360), exported("--scene", "other.json").output());
  }

  @Test
  void export_allOptions_inAnyOrder() throws IOException {
    shell
        .run(
            "export",
            "--preset=best",
            "--codec",
            "vp9",
            "--quality",
            "70",
            "rec_1",
            "--fps",
            "29.97",
            "--no-audio",
            "--reuse",
            "--output",
            "a.mp4",
            "--set",
            "layout=plain",
            "--force")
        .ok();
    assertEquals(
        new Compose(
            recording,
            Optional.of(shell.directory.resolve("a.mp4")),
            "mp4",
            usual(),
            new VideoSettings(
                Optional.of("vp9"),
                Effort.BEST,
                OptionalLong.empty(),
                OptionalInt.of(70),
                Optional.of(new FrameRate(30_000, 1001))),
            Compose.Sound.NONE,
            Compose.Reuse.COPY,
            Map.of("layout", "plain"),
            true),
        only());
  }

  @Test
  void export_plainTrim_copiesWhatItCan() {
    exported("--plain", "--from", "1:30", "--to", "2:00.5");
    Compose request = (Compose) only();
    assertEquals(
        new Timeline(List.of(new Timeline.Part(90_000_000, 120_500_000))),
        request.scene().timeline());
    assertEquals(Compose.Reuse.COPY, request.reuse());
    exported("--plain", "--no-reuse");
    assertEquals(Compose.Reuse.NEVER, ((Compose) only()).reuse());
  }

  @Test
  void export_look_isReadAsPeopleWriteIt() throws IOException {
    assertEquals(OutputSize.of(1280, 720), exported("--size", "1280x720").output());
    assertEquals(OutputSize.Ratio.PORTRAIT.size(), exported("--size", "4:5").output());
    assertEquals(OutputSize.SOURCE, exported("--size", "source").output());
    assertEquals(new Background.Solid(0xFF1A2B3C), exported("--background", "1a2B3c").background());
    assertEquals(new Background.Solid(0xFF000080), exported("--background", "navy").background());
    assertEquals(
        new Background.LinearGradient(
            -22.5,
            List.of(
                new Background.Stop(0, 0xFF000000),
                new Background.Stop(0.5, 0x80010203),
                new Background.Stop(1, 0xFFFFFFFF))),
        exported("--background", "linear( -22.5, 000000, rgba(1,2,3,0.5) , #FFFFFF )")
            .background());
    assertEquals(
        new Background.RadialGradient(
            0,
            0.5,
            0.7,
            List.of(new Background.Stop(0, 0xFFFF0000), new Background.Stop(1, 0xFF0000FF))),
        exported("--background", "radial(0,0.5,0.7,red,blue)").background());
    Background.Image image = (Background.Image) exported("--background", "wall.png").background();
    assertEquals(shell.directory.resolve("wall.png").toString(), image.path());
    assertEquals(12, exported("--padding", "12").video().padding());
    assertEquals(
        Optional.of(new Shadow(0, -4, 8.5, 0x80000000)),
        exported("--shadow", "0,-4,8.5,rgba(0, 0, 0, 0.5)").video().shadow());
    assertEquals(Optional.empty(), exported("--shadow", "none").video().shadow());
    assertEquals(
        Optional.of(new Crop(Crop.Unit.PIXELS, 10, 0, 640, 360)),
        exported("--crop", "10,0,640,360").video().crop());
    assertEquals(
        Optional.of(new Crop(Crop.Unit.PARTS, 0.1, 0, 0.8, 1)),
        exported("--crop", "10%,0,80%,100%").video().crop());
  }

  @Test
  void export_overTime_isReadAsPeopleWriteIt() {
    assertEquals(
        List.of(
            new Zoom(
                90_000_000,
                100_250_000,
                2,
                0.3,
                0.5,
                Zoom.Space.SOURCE,
                Zoom.Mode.ANCHOR,
                Zoom.Easing.PUNCH,
                300_000,
                false)),
        exported("--zoom", "1:30..1:40.25@2:0.3,0.5:anchor:punch").zooms());
    assertEquals(
        List.of(
            new Timeline.Part(0, 5_000_000), new Timeline.Part(9_000_000, OptionalLong.empty(), 8)),
        exported("--segment", "..5", "--segment", "9..@8").timeline().parts());
    var caption = exported("--caption", "5..8@top=a=b @\\nc").captions().get(0);
    assertEquals("a=b @\nc", caption.text());
    assertEquals(Anchor.TOP, caption.anchor());
    assertEquals(8_000_000, caption.endUs());
    assertEquals(
        List.of(new Mask(0, Long.MAX_VALUE, Mask.Kind.PIXELATE, 0.1, 0, 0.2, 0.05, 24)),
        exported("--mask", "..@10%,0,20%,5%:pixelate:24").masks());
    Scene overlays = exported("--cursor", "ring:40", "--camera", "top-left:square:0.3");
    assertEquals(Pointer.Shape.RING, overlays.pointer().orElseThrow().shape());
    assertEquals(40, overlays.pointer().orElseThrow().size());
    Camera camera = overlays.camera().orElseThrow();
    assertEquals(Anchor.TOP_LEFT, camera.anchor());
    assertEquals(Camera.Shape.SQUARE, camera.shape());
    assertEquals(0.3, camera.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--size | 1281x720 | both must be even",
        "--size | 3:2 | not one of 16:9",
        "--background | reddish | no colour",
        "--background | linear(1,red) | not a gradient",
        "--bitrate | fast | not a bit rate",
        "--quality | 101 | 0 to 100",
        "--preset | good | not a preset",
        "--fps | 0 | 1/60 to 1000",
        "--fps | often | not a frame rate",
        "--padding | 9999 | padding 9999.0 is not within",
        "--padding | ten | ten",
        "--radius | -1 | corner radius -1.0",
        "--shadow | 1,2 | not a shadow",
        "--crop | 1,2,3 | not a rectangle",
        "--zoom | 5..8 | not a zoom",
        "--zoom | 5..8@99 | zoom scale 99.0",
        "--zoom | 8..5@2 | zoom begins at",
        "--zoom | 5..8@2:sideways | not one of smooth",
        "--zoom | 5..x@2 | not a time",
        "--segment | 5 | not a part",
        "--caption | 5..8 | not a caption",
        "--mask | 5..8 | not a mask",
        "--cursor | paw | not one of arrow",
        "--cursor | arrow:9:9 | more than",
        "--camera | middle | not one of center",
        "--from | soon | not a time",
      })
  void export_wrongOption_isAUsageErrorBeforeAnyWork(String option, String value, String why) {
    CommandFixture.Outcome outcome = shell.run("export", "rec_1", option, value);
    assertEquals(2, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().startsWith("error ARGUMENT_INVALID: "), outcome.err());
    assertTrue(outcome.err().contains(why), outcome.err());
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void export_optionsThatContradict_areAUsageError() {
    for (String[] arguments :
        List.of(
            new String[] {"--plain", "--scene", "x.json"},
            new String[] {"--from", "1", "--segment", "2..3"},
            new String[] {"--zoom", "1..2@2", "--zoom", "2..3@2"},
            new String[] {"--bitrate", "1M", "--quality", "5"})) {
      String[] all = new String[arguments.length + 1];
      all[0] = "rec_1";
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      CommandFixture.Outcome outcome = shell.run("export", all);
      assertEquals(2, outcome.exitCode(), outcome.err());
    }
    assertTrue(shell.platform.exports.requests.isEmpty());
  }

  @Test
  void export_noH264_becomesWebmWithAHint() {
    shell.platform.withoutEncoder();
    CommandFixture.Outcome outcome = shell.run("export", "rec_1");
    assertEquals(0, outcome.exitCode());
    assertTrue(outcome.err().contains("H.264 is plugged in, so this becomes WebM"), outcome.err());
    assertEquals("webm", ((Compose) only()).container());
  }

  @Test
  void export_encoderRefuses_becomesWebmUnlessTheContainerWasNamed() {
    shell.platform.exports.refuse("mp4");
    CommandFixture.Outcome outcome = shell.run("export", "rec_1");
    assertEquals(0, outcome.exitCode());
    assertTrue(outcome.err().contains("nothing encodes h264, so this becomes"), outcome.err());
    assertEquals("webm", ((Compose) only()).container());
    assertEquals(1, shell.run("export", "rec_1", "--container", "mp4").exitCode());
    assertEquals(1, shell.run("export", "rec_1", "-o", "a.mp4").exitCode());
    assertEquals(1, shell.platform.exports.requests.size());
  }

  @Test
  void export_codecAlone_choosesItsContainer() {
    shell.run("export", "rec_1", "--codec", "vp8").ok();
    assertEquals("webm", ((Compose) only()).container());
  }

  @Test
  void export_detached_doesNotWait() {
    shell.platform.exports.last();
    assertEquals(
        "job-2 goes on while Kinora runs, into out.mp4\n",
        shell.run("export", "rec_1", "--detach").ok().out());
    JsonNode json = shell.run("export", "rec_1", "--detach", "--json").ok().json();
    assertEquals("running", json.path("state").asText());
  }

  @Test
  void export_dryRun_saysWhatItWouldLookLike() {
    String out =
        shell
            .run(
                "export",
                "rec_1",
                "--dry-run",
                "--crop",
                "10%,0,80%,100%",
                "--segment",
                "1..2@4",
                "--camera",
                "top-left")
            .ok()
            .out();
    assertTrue(out.contains("  size        1920x1080\n"), out);
    assertTrue(out.contains("  background  linear(135,#667eea,#764ba2)\n"), out);
    assertTrue(out.contains("  shadow      0,8,32,#0000004d\n"), out);
    assertTrue(out.contains("  crop        10%,0%,80%,100%\n"), out);
    assertTrue(out.contains("  camera      top-left\n"), out);
    assertTrue(out.contains("  kept        0:00:01.000000..0:00:02.000000@4\n"), out);
    assertTrue(shell.platform.exports.requests.isEmpty());
    JsonNode json = shell.run("export", "rec_1", "--plain", "--dry-run", "--json").ok().json();
    assertEquals("that of the video", json.path("size").asText());
    assertEquals("what is not touched", json.path("reuse").asText());
  }

  @Test
  void images_options_reachTheJob() throws IOException {
    shell
        .run("images", "rec_1", "--fps", "2.5", "--codec", "mjpeg", "-o", "stills", "--plain")
        .ok();
    assertEquals(
        new ExportRequest.Images(
            recording,
            Optional.of(shell.directory.resolve("stills")),
            "mjpeg",
            Scene.PLAIN,
            Optional.of(new FrameRate(25, 10)),
            false),
        only());
    String plan = shell.run("images", "rec_1", "--dry-run").ok().out();
    assertTrue(plan.contains(recording.resolve("exports/images").toString()), plan);
  }

  @Test
  void thumbsAndWaveform_options_reachTheJob() {
    shell.run("thumbs", "rec_1", "--width", "160", "--every", "10s", "--track", "1").ok();
    assertEquals(
        new ExportRequest.Thumbnails(
            recording, OptionalInt.of(1), 160, OptionalLong.of(10_000_000), false),
        shell.platform.exports.requests.get(0));
    shell.run("thumbs", "rec_1").ok();
    shell.run("waveform", "rec_1", "--rate", "50", "--force").ok();
    assertEquals(
        new ExportRequest.Waveform(recording, OptionalInt.empty(), 50, true),
        shell.platform.exports.requests.get(2));
    assertEquals(2, shell.run("thumbs", "rec_1", "--width", "4").exitCode());
    assertEquals(2, shell.run("waveform", "rec_1", "--rate", "0").exitCode());
  }
}
