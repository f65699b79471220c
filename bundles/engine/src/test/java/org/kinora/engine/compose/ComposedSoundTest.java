package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportResult;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.tck.support.Ffmpeg;

/** The sound of composed exports lies where its pictures do. */
final class ComposedSoundTest extends ComposedExports {
  /** Clicks every half second tell where the sound lies; a hundred cuts move none of them. */
  @ParameterizedTest
  @CsvSource({"webm, 1", "mp4, 1", "mkv, 2"})
  void sound_hundredCuts_staysInStep(String container, double speed) throws Exception {
    Path source = clicks(45);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Part> parts = new ArrayList<>();
    List<Long> clicks = new ArrayList<>();
    long shownUs = 0;
    for (int i = 0; i < 100; i++) {
      long startUs = 500_000L * random.nextInt(80) + 300_000 + random.nextInt(100_000);
      long endUs = startUs + 350_000 + random.nextInt(50_001);
      parts.add(new Part(startUs, OptionalLong.of(endUs), speed));
      long clickUs = (startUs / 500_000 + 1) * 500_000;
      if (clickUs < endUs - 20_000) {
        clicks.add(shownUs + Math.round((clickUs - startUs) / speed));
      }
      shownUs += Math.round((endUs - startUs) / speed);
    }
    Path target = dir.resolve("out." + container);
    ExportResult result = export(source, target, new Timeline(parts), null, Optional.empty());
    assertEquals(shownUs, result.durationUs());
    float[] sound = sound(target);
    assertLasts(shownUs, sound, container, "seed " + seed);
    for (long clickUs : clicks) {
      double toleranceMs = speed == 1 ? 1.5 : 25; // stretching moves what it overlaps
      assertEquals(clickUs / 1000.0, loudestMs(sound, clickUs), toleranceMs, "seed " + seed);
    }
  }

  /** FFmpeg cuts the last packet of Opus in Matroska, and plays all of it in MP4. */
  private static void assertLasts(long us, float[] sound, String container, String what) {
    double longer = sound.length / 48e3 - us / 1e6;
    assertTrue(longer > -0.0015, what + ": " + longer);
    assertTrue(longer < (container.equals("mp4") ? 0.0215 : 0.0015), what + ": " + longer);
  }

  @Test
  void sound_onePartInAContainerWithEditLists_isCopied() throws Exception {
    Path source = clicks(10);
    Path target = dir.resolve("out.mp4");
    Timeline timeline = new Timeline(List.of(new Part(3_333_000, 7_777_000)));
    ExportResult result = export(source, target, timeline, null, Optional.empty());
    assertEquals("copy", result.tracks().get(1).encoder());
    float[] sound = sound(target);
    assertLasts(4_444_000, sound, "mp4", "one part");
    for (long clickUs = 3_500_000; clickUs < 7_500_000; clickUs += 500_000) {
      long atUs = clickUs - 3_333_000;
      assertEquals(atUs / 1000.0, loudestMs(sound, atUs), 1.5);
    }
  }

  @Test
  void sound_none_isLeftOut() throws Exception {
    Path source = uneven("vp8");
    Path target = dir.resolve("out.webm");
    service
        .start(
            request(source, target, Timeline.ALL, null, Optional.empty(), Sound.NONE, Reuse.NEVER))
        .await();
    assertEquals(1, Ffmpeg.probe(target).path("streams").size());
  }
}
