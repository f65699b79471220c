package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaTime;
import org.kinora.tck.contract.rules.FileRules;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.SparseFile;

/**
 * A file may be longer than 4 GiB, so that sizes and places need 64 bits. Nearly all of it is a
 * hole: the samples are few, huge, and zeros. FFmpeg finds the first and the last one.
 */
public abstract class LargeFileContract {
  private static final long BEYOND_BYTES = 1L << 32;

  private final MuxerUnderTest muxer;

  /**
   * For a subclass.
   *
   * @param muxer one whose clips have VP8, AAC or PCM
   */
  protected LargeFileContract(MuxerUnderTest muxer) {
    this.muxer = muxer;
  }

  @Test
  void write_beyond4GiB_bothEndsAreFound(@TempDir Path dir) throws IOException {
    LargeClip large = LargeClip.of(muxer.clips(new RealClips(dir)), BEYOND_BYTES);
    for (Map<String, String> options : muxer.behaviour().optionSets()) {
      Path file = dir.resolve("large." + muxer.behaviour().extension());
      write(file, large, options);
      try {
        assertTrue(Files.size(file) > BEYOND_BYTES, Files.size(file) + " bytes");
        assertBothEnds(file, large);
        FileRules.check(file).assertKept();
      } catch (AssertionError e) {
        throw new AssertionError("with " + options + ": " + e.getMessage(), e);
      }
      Files.delete(file);
    }
  }

  private void write(Path file, LargeClip large, Map<String, String> options) throws IOException {
    List<Clip> clips = List.of(large.clip());
    try (MuxerSession session =
        MuxerSession.open(
            muxer.factory(), SparseFile.create(file), MuxerSession.settings(clips, options))) {
      int track = session.muxer().addTrack(MuxerSession.track(large.clip(), 1));
      for (int i = 0; i < large.count(); i++) {
        Sample sample = large.sample(i);
        session.muxer().write(track, sample.info(), sample.data().buffer());
      }
      session.muxer().finish();
    }
  }

  private void assertBothEnds(Path file, LargeClip large) {
    int last = large.count() - 1;
    // from half of the last sample on: what is sought is the last sample that begins before
    String from = (large.timeUs(last) + large.timeUs(last + 1)) / 2 + "us%";
    JsonNode probe =
        Ffmpeg.probe(
            file,
            List.of(
                "-probesize",
                "200M",
                "-select_streams",
                "0",
                "-show_data_hash",
                "crc32",
                "-read_intervals",
                "%+#1," + from));
    List<JsonNode> packets = Ffmpeg.packets(probe, 0);
    JsonNode end = packets.get(packets.size() - 1);
    assertNear(0, us(packets.get(0), "pts_time"), "the first packet");
    if (large.isPcm()) {
      long endUs = us(end, "pts_time") + us(end, "duration_time");
      assertNear(large.timeUs(last + 1), endUs, "the end of the last packet");
      return;
    }
    assertEquals(large.crc32(0), packets.get(0).path("data_hash").asText(), "the first packet");
    assertNear(large.timeUs(last), us(end, "pts_time"), "the last packet");
    assertEquals(large.crc32(last), end.path("data_hash").asText(), "the last packet");
  }

  private void assertNear(long expectedUs, long foundUs, String what) {
    assertTrue(
        Math.abs(expectedUs - foundUs) <= Math.max(1, muxer.behaviour().timeToleranceUs()),
        () -> what + " is at " + foundUs + " us, expected " + expectedUs);
  }

  private static long us(JsonNode packet, String name) {
    return Math.round(packet.path(name).asDouble() * MediaTime.US_PER_SECOND);
  }
}
