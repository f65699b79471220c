package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportResult;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.tck.support.Ffmpeg;

/** Exports that copy what the scene does not touch. */
final class ReusedPicturesTest extends ComposedExports {
  /**
   * Everything but the pictures before the first key frame of a part is the source's, bit by bit.
   */
  @ParameterizedTest
  @CsvSource({
    "vp8, webm, ''",
    "vp9, mkv, ''",
    "vp9, mp4, ''",
    "h264, mp4, ''",
    "h264, mkv, ''",
    "h264, mp4, bf=2:open-gop=0",
    "h264, mkv, bf=2:open-gop=1"
  })
  void reuse_trims_copyAllGroupsAndDecodeWithoutFault(String codec, String container, String x264)
      throws Exception {
    Path source = uneven(codec, x264);
    Timeline timeline =
        new Timeline(
            List.of(
                new Part(310_000, 2_490_000),
                new Part(1_500_000, 3_870_000),
                new Part(0, OptionalLong.of(1_900_000), 1)));
    Path target = dir.resolve("out." + container);
    ExportResult result =
        service
            .start(
                request(source, target, timeline, null, Optional.empty(), Sound.KEEP, Reuse.COPY))
            .await();
    boolean isOpen = x264.contains("open-gop=1");
    assertTrue(
        isOpen || result.tracks().get(0).encoder().startsWith("copy, lib"), result.toString());
    List<Long> recorded = new ArrayList<>();
    assertEquals(expected(source, timeline, recorded), times(target));
    assertPictures(picturesAt(source, recorded), target);
    Ffmpeg.decode(target);
    int copied = sameSamples(source, target);
    assertTrue(isOpen || copied > recorded.size() / 2, copied + " of " + recorded.size());
  }

  @Test
  void reuse_all_isACopy() throws Exception {
    Path source = uneven("vp8", "");
    Path target = dir.resolve("out.webm");
    ExportResult result =
        service
            .start(
                request(
                    source, target, Timeline.ALL, null, Optional.empty(), Sound.KEEP, Reuse.COPY))
            .await();
    assertEquals("copy", result.tracks().get(0).encoder());
    assertEquals(times(source).size(), sameSamples(source, target));
  }

  private static int sameSamples(Path source, Path target) {
    Set<String> hashes = new HashSet<>();
    for (JsonNode packet : Ffmpeg.packets(Ffmpeg.probe(source), 0)) {
      hashes.add(packet.path("data_hash").asText());
    }
    int same = 0;
    for (JsonNode packet : Ffmpeg.packets(Ffmpeg.probe(target), 0)) {
      same += hashes.contains(packet.path("data_hash").asText()) ? 1 : 0;
    }
    return same;
  }
}
