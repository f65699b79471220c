package org.kinora.engine.scene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Anchor;
import org.kinora.scene.Background;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.VideoLayout.Crop;
import org.kinora.scene.Zoom;

class EngineScenesTest {
  @TempDir Path directory;
  private final EngineScenes scenes = new EngineScenes();

  @Test
  void parse_nothingSaid_isTheUsualLook() throws IOException {
    Scene usual =
        new Scene(
            OutputSize.of(1920, 1080),
            new Background.LinearGradient(
                135,
                List.of(new Background.Stop(0, 0xFF667EEA), new Background.Stop(1, 0xFF764BA2))),
            new VideoLayout(
                60,
                0,
                Anchor.CENTER,
                16,
                Optional.of(new VideoLayout.Shadow(0, 8, 32, 0x4D000000)),
                Optional.empty()),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Timeline.ALL);
    assertEquals(usual, scenes.parse("{}", "x"));
    assertEquals(usual, scenes.parse("{\"x-note\":{\"any\":[1]},\"version\":1.0}", "x"));
  }

  /** As the browser recorder keeps it, image id and all. */
  @Test
  void parse_recordersConfiguration_isTakenAsItIs() throws IOException {
    String document =
        """
        {
          "type": "gradient",
          "color": "#ffffff",
          "gradient": {
            "type": "radial", "centerX": 0, "centerY": 1, "radius": 0.7,
            "stops": [{"color": "#fff", "position": 1}, {"color": "rgb(1, 2, 3)", "position": 0}]
          },
          "image": {"imageId": "img-1", "fit": "stretch", "position": "top-left", "opacity": 1,
                    "blur": 0, "scale": 1, "offsetX": 0, "offsetY": 0},
          "padding": 40,
          "outputRatio": "custom",
          "customWidth": 1280,
          "customHeight": 720,
          "videoPosition": "top",
          "borderRadius": 0,
          "inset": 4,
          "shadow": {"offsetX": 0, "offsetY": -8.5, "blur": 0, "color": "rgba(0, 0, 0, 0.3)"},
          "videoCrop": {"enabled": true, "mode": "percentage", "x": 0, "y": 0, "width": 0,
                        "height": 0, "xPercent": 0.25, "yPercent": 0, "widthPercent": 0.5,
                        "heightPercent": 1},
          "videoZoom": {
            "enabled": true, "scale": 2, "transitionDurationMs": 0, "focusX": 0, "focusY": 1,
            "intervals": [
              {"startMs": 5000.5, "endMs": 6000, "mode": "anchor", "syncBackground": true},
              {"startMs": 1000, "endMs": 2000.001, "scale": 3, "focusX": 0.5, "focusY": 0.25,
               "focusSpace": "layout", "easing": "punch", "transitionDurationMs": 250.125}
            ]
          },
          "trim": {"enabled": true, "startMs": 100, "endMs": 9000}
        }
        """;
    Scene scene = scenes.parse(document, "x");
    assertEquals(
        new Background.RadialGradient(
            0,
            1,
            0.7,
            List.of(new Background.Stop(0, 0xFF010203), new Background.Stop(1, 0xFFFFFFFF))),
        scene.background());
    assertEquals(OutputSize.of(1280, 720), scene.output());
    assertEquals(
        new VideoLayout(
            40,
            4,
            Anchor.TOP,
            0,
            Optional.of(new VideoLayout.Shadow(0, -8.5, 0, 0x4D000000)),
            Optional.of(new Crop(Crop.Unit.PARTS, 0.25, 0, 0.5, 1))),
        scene.video());
    Zoom.Easing smooth = Zoom.Easing.SMOOTH;
    assertEquals(
        List.of(
            new Zoom(
                1_000_000,
                2_000_001,
                3,
                0.5,
                0.25,
                Zoom.Space.LAYOUT,
                Zoom.Mode.DOLLY,
                Zoom.Easing.PUNCH,
                250_125,
                false),
            new Zoom(
                5_000_500,
                6_000_000,
                2,
                0,
                1,
                Zoom.Space.SOURCE,
                Zoom.Mode.ANCHOR,
                smooth,
                0,
                true)),
        scene.zooms());
    assertEquals(
        new Timeline(List.of(new Timeline.Part(100_000, OptionalLong.of(9_000_000), 1))),
        scene.timeline());
  }

  @Test
  void parse_switchedOff_isAbsentWhateverIsInIt() throws IOException {
    Scene scene =
        scenes.parse(
            """
            {"videoCrop": {"enabled": false, "width": -5, "mode": 7},
             "videoZoom": {"enabled": false, "intervals": [{}]},
             "trim": {"enabled": false, "startMs": 9, "endMs": 1},
             "segments": [{"startMs": 1, "endMs": 3, "speed": 2}],
             "shadow": {"enabled": false}}
            """,
            "x");
    assertEquals(Optional.empty(), scene.video().crop());
    assertEquals(Optional.empty(), scene.video().shadow());
    assertEquals(List.of(), scene.zooms());
    assertEquals(
        List.of(new Timeline.Part(1000, OptionalLong.of(3000), 2)), scene.timeline().parts());
  }

  @Test
  void format_anyScene_isReadAsItWas() throws IOException {
    long seed = System.nanoTime();
    RandomScenes random = new RandomScenes(new Random(seed));
    for (int i = 0; i < 500; i++) {
      Scene scene = random.next();
      String document = scenes.format(scene);
      assertEquals(scene, scenes.parse(document, "seed " + seed), () -> seed + ": " + document);
      assertEquals(document, scenes.format(scenes.parse(document, "x")), "seed " + seed);
    }
    assertEquals(Scene.PLAIN, scenes.parse(scenes.format(Scene.PLAIN), "x"));
  }

  /** The page's example stands in it as code, indented. */
  @Test
  void parse_exampleOfThePage_isRead() throws IOException {
    Path page = Path.of("..", "..", "docs", "formats", "scene.md");
    String example =
        Files.readString(page)
            .lines()
            .filter(line -> line.startsWith("    "))
            .collect(Collectors.joining("\n"));
    Scene scene = scenes.parse(example, "scene.md");
    assertEquals(2, scene.timeline().parts().size());
    assertEquals(scenes.parse("{}", "x").video().shadow(), scene.video().shadow());
    assertEquals(scenes.parse("{}", "x").background(), scene.background());
  }

  @Test
  void parse_problems_areAllInTheMessage() {
    MediaException refused =
        assertThrows(
            MediaException.class,
            () -> scenes.parse("{\"padding\":-1,\n\"borderRadius\":\"x\"}", "my.json"));
    assertEquals(MediaError.SCENE_INVALID, refused.code());
    assertEquals(
        "my.json: /padding (line 1, column 12): padding -1.0 is not within 0.0 to 8192.0"
            + " [OUT_OF_RANGE]; /borderRadius (line 2, column 16): a text where a number is"
            + " expected [WRONG_TYPE]",
        refused.getMessage());
  }

  @Test
  void parse_manyProblems_areCounted() {
    String captions = "{\"captions\":[" + "{},".repeat(29) + "{}]}";
    MediaException refused =
        assertThrows(MediaException.class, () -> scenes.parse(captions, "my.json"));
    assertTrue(refused.getMessage().endsWith("; and 10 more"), refused.getMessage());
    assertEquals(30, scenes.check(captions).size());
  }

  @Test
  void parse_newerVersion_isTooNewWhateverElseIsInIt() {
    MediaException refused =
        assertThrows(
            MediaException.class, () -> scenes.parse("{\"version\":2,\"padding\":[]}", "x"));
    assertEquals(MediaError.FORMAT_TOO_NEW, refused.code());
    assertEquals(1, scenes.check("{\"version\":2,\"padding\":[]}").size());
  }

  @Test
  void save_recordingDirectory_isLoadedAgain() throws IOException {
    assertEquals(Optional.empty(), scenes.load(directory));
    assertEquals(directory.resolve("scene.json"), scenes.save(directory, Scene.PLAIN));
    assertEquals(Optional.of(Scene.PLAIN), scenes.load(directory));
    Scene other = Scene.PLAIN.with(OutputSize.of(640, 360));
    scenes.save(directory, other);
    assertEquals(Optional.of(other), scenes.load(directory));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("scene.json")), files.toList());
    }
  }

  @Test
  void save_besideAFile_hasItsWholeName() throws IOException {
    Path clip = Files.createFile(directory.resolve("clip.mp4"));
    assertEquals(Optional.empty(), scenes.load(clip));
    Path file = scenes.save(clip, Scene.PLAIN);
    assertEquals(directory.resolve("clip.mp4.scene.json"), file);
    assertEquals(file, scenes.file(clip));
    assertEquals(Optional.of(Scene.PLAIN), scenes.load(clip));
  }

  @Test
  void save_noSuchPlace_isRefused() {
    Path nowhere = directory.resolve("nowhere").resolve("clip.mp4");
    MediaException refused =
        assertThrows(MediaException.class, () -> scenes.save(nowhere, Scene.PLAIN));
    assertEquals(MediaError.DIR_NOT_FOUND, refused.code());
  }

  @Test
  void load_fileThatIsNoScene_namesIt() throws IOException {
    Path file = directory.resolve("scene.json");
    for (byte[] content :
        List.of("[1]".getBytes(UTF_8), new byte[] {'{', (byte) 0xFF, '}'}, new byte[16_000_001])) {
      Files.write(file, content);
      MediaException refused = assertThrows(MediaException.class, () -> scenes.load(directory));
      assertEquals(MediaError.SCENE_INVALID, refused.code());
      assertTrue(Objects.requireNonNull(refused.getMessage()).startsWith(file + ": "));
    }
  }
}
