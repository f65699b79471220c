package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.export.ExportResult;
import org.kinora.media.FrameRate;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.tck.support.Ffmpeg;

/** Composed exports show the right pictures at the right times. */
final class ComposeJobTest extends ComposedExports {
  @ParameterizedTest
  @CsvSource({"mp4, h264", "mp4, vp9", "webm, vp8", "webm, vp9", "mkv, h264"})
  void all_unevenTimes_areKept(String container, String codec) throws Exception {
    Path source = uneven("h264");
    Path target = dir.resolve("out." + container);
    ExportResult result = export(source, target, Timeline.ALL, codec, Optional.empty());
    assertEquals(times(source), times(target));
    assertPictures(picturesAt(source, times(source)), target);
    assertEquals(times(source).size(), result.tracks().get(0).samples());
    assertEquals("copy", result.tracks().get(1).encoder());
    Ffmpeg.decode(target);
  }

  @ParameterizedTest
  @CsvSource({"h264, mp4", "vp8, webm", "vp9, mkv"})
  void timeline_partsInAnyOrderAndSpeed_areShownAtTheirTimes(String from, String container)
      throws Exception {
    Path source = uneven(from);
    Timeline timeline =
        new Timeline(
            List.of(
                new Part(2_510_000, 3_490_000),
                new Part(700_000, 1_300_000),
                new Part(2_510_000, 3_490_000),
                new Part(0, OptionalLong.of(2_000_000), 0.5),
                new Part(3_000_000, OptionalLong.empty(), 1.25)));
    Path target = dir.resolve("out." + container);
    export(source, target, timeline, null, Optional.empty());
    List<Long> recorded = new ArrayList<>();
    List<Long> shown = expected(source, timeline, recorded);
    assertEquals(shown, times(target));
    assertPictures(picturesAt(source, recorded), target);
    Ffmpeg.decode(target);
  }

  /** Pictures that no screen can show are left out; those before them last until the next. */
  @Test
  void timeline_spedUp_picturesKeepTheirDistance() throws Exception {
    Path source = uneven("vp8");
    Path target = dir.resolve("out.webm");
    Timeline timeline = new Timeline(List.of(new Part(0, OptionalLong.empty(), 4)));
    export(source, target, timeline, null, Optional.empty());
    List<Long> made = times(target);
    List<Long> fast = times(source).stream().map(timeUs -> timeUs / 4).toList();
    for (int i = 1; i < made.size(); i++) {
      assertTrue(made.get(i) - made.get(i - 1) >= 14_000, made.toString());
    }
    for (long timeUs : made) {
      assertTrue(fast.stream().anyMatch(t -> Math.abs(t - timeUs) <= 500), timeUs + " us");
    }
    assertTrue(made.size() > 40, made.toString());
    Ffmpeg.decode(target);
  }

  @Test
  void timeline_lastPicture_endsWithItsSpan() throws Exception {
    Path source = uneven("h264");
    Timeline timeline = new Timeline(List.of(new Part(1_000_000, 1_770_000)));
    Path target = dir.resolve("out.mp4");
    ExportResult result = export(source, target, timeline, "h264", Optional.empty());
    assertEquals(770_000, result.durationUs());
    JsonNode probe = Ffmpeg.probe(target);
    List<JsonNode> packets = Ffmpeg.packets(probe, 0);
    JsonNode last = packets.get(packets.size() - 1);
    double endSeconds = last.path("pts_time").asDouble() + last.path("duration_time").asDouble();
    assertEquals(0.77, endSeconds, 0.001);
  }

  @Test
  void constantRate_framesAreThoseShownThen() throws Exception {
    Path source = uneven("vp8");
    Path target = dir.resolve("out.mp4");
    FrameRate rate = new FrameRate(30_000, 1001);
    export(source, target, Timeline.ALL, "h264", Optional.of(rate));
    List<Long> sourceTimes = times(source);
    List<Long> made = times(target);
    List<Long> recorded = new ArrayList<>();
    for (int k = 0; k < made.size(); k++) {
      assertEquals(Math.round(rate.timeUs(k) / 1000.0) * 1000, made.get(k));
      long timeUs = rate.timeUs(k);
      recorded.add(sourceTimes.stream().filter(t -> t <= timeUs).reduce((a, b) -> b).orElse(0L));
    }
    assertTrue(Math.abs(120 - made.size()) <= 2, made.size() + " frames");
    assertPictures(picturesAt(source, recorded), target);
  }

  /** Ten pictures a second, each as FFmpeg shows it near the source's; without sound. */
  @Test
  void gif_hasItsOwnRateAndPalettes() throws Exception {
    Path source = uneven("h264");
    Path target = dir.resolve("out.gif");
    ExportResult result = export(source, target, Timeline.ALL, null, Optional.empty());
    List<Long> sourceTimes = times(source);
    List<Long> recorded = new ArrayList<>();
    for (long shownUs = 0; shownUs < 4_000_000; shownUs += 100_000) {
      long atUs = shownUs;
      recorded.add(sourceTimes.stream().filter(t -> t <= atUs).reduce((a, b) -> b).orElse(0L));
    }
    List<Long> made = times(target);
    assertEquals(100_000L * (made.size() - 1), made.get(made.size() - 1));
    assertPictures(picturesAt(source, recorded), target, 25); // dithered to 256 colours
    assertTrue(result.warnings().get(0).contains("no sound"), result.warnings().toString());
    Ffmpeg.decode(target);
  }
}
