package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;

/** Silence where nothing was recorded. */
class OpusTimelineTest {
  /** 20 ms of speech, one channel: the first byte counts. */
  private static final byte[] SPEECH = {0x48, 1, 2, 3, 4, 5};

  private static final int SPEECH_US = 20_000;

  private static SampleInfo at(long timeUs) {
    return SampleInfo.inOrder(timeUs, SPEECH_US, SPEECH.length, true);
  }

  private static OpusTimeline timeline(int channels, int preSkip) {
    OpusHead head = new OpusHead(channels, preSkip, Opus.RATE_HZ, 0, 0, Blob.EMPTY);
    return new OpusTimeline(head, OptionalLong.empty());
  }

  @Test
  void add_firstPacketLate_isExactAndSilenceBeginsAtZero() throws IOException {
    List<SampleInfo> placed = new ArrayList<>();
    OpusTimeline timeline = timeline(1, 312);
    timeline.add(at(1_001_000 - 6_500), ByteBuffer.wrap(SPEECH), (info, data) -> placed.add(info));
    assertEquals(994_500, placed.get(placed.size() - 1).timeUs());
    long beginUs = placed.get(0).timeUs();
    assertTrue(beginUs >= -6_500 && beginUs < -4_000, "silence begins at " + beginUs);
    assertEquals(51, placed.size(), "as few packets as fill it");
  }

  /** As in Immersive Audio: of the first packet one sample is left, before time 0. */
  @Test
  void add_firstPacketIsCutInFront_thoseBehindItAreWhereTheyWere() throws IOException {
    List<SampleInfo> placed = new ArrayList<>();
    OpusTimeline timeline = timeline(1, 312);
    SampleInfo cut = SampleInfo.inOrder(-6_500, 21, SPEECH.length, true);
    timeline.add(cut, ByteBuffer.wrap(SPEECH), (info, data) -> placed.add(info));
    timeline.add(at(-6_479), ByteBuffer.wrap(SPEECH), (info, data) -> placed.add(info));
    assertEquals(List.of(at(-26_479), at(-6_479)), placed);
  }

  @Test
  void finish_endGiven_soundIsCutOrFilledToIt() throws IOException {
    OpusHead head = new OpusHead(1, 0, Opus.RATE_HZ, 0, 0, Blob.EMPTY);
    for (long endUs : new long[] {50_000, 60_000, 61_000, 102_500, 1_000_001}) {
      List<SampleInfo> placed = new ArrayList<>();
      OpusTimeline timeline = new OpusTimeline(head, OptionalLong.of(endUs));
      for (long timeUs = 0; timeUs < 100_000; timeUs += SPEECH_US) {
        timeline.add(at(timeUs), ByteBuffer.wrap(SPEECH), (info, data) -> placed.add(info));
      }
      timeline.finish((info, data) -> placed.add(info));
      SampleInfo last = placed.get(placed.size() - 1);
      assertTrue(Math.abs(last.timeUs() + last.durationUs() - endUs) <= 21, "" + last);
      assertTrue(last.durationUs() > 0);
    }
  }

  @Test
  void add_threeHoursOfPausesAndJitter_everyPacketIsWithin2500us() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    OpusTimeline timeline = timeline(1, 0);
    List<Long> ends = new ArrayList<>(List.of(0L));
    long timeUs = 0;
    while (timeUs < 3L * 3600 * 1_000_000) {
      long due = timeUs;
      timeline.add(
          at(due),
          ByteBuffer.wrap(SPEECH),
          (info, data) -> {
            assertTrue(
                info.timeUs() >= ends.get(0) - 1 && info.timeUs() <= ends.get(0) + 21,
                () -> "seed " + seed + ": packets lie end to end at " + info);
            assertEquals(info.size(), data.remaining());
            ends.set(0, info.timeUs() + info.durationUs());
            if (data.get(0) == SPEECH[0]) {
              long off = Math.abs(info.timeUs() - due);
              assertTrue(off <= 2_500, () -> "seed " + seed + ": off by " + off + " at " + due);
            }
          });
      boolean pauses = random.nextInt(50) == 0;
      timeUs += SPEECH_US + (pauses ? random.nextInt(90_000_000) : 0);
    }
  }

  @Test
  void add_gap_isFilledWithTheLongestPacketsThatFit() throws IOException {
    OpusTimeline timeline = timeline(2, 0);
    List<Integer> toc = new ArrayList<>();
    long[] timesUs = {0, SPEECH_US + 59_000};
    for (long timeUs : timesUs) {
      timeline.add(
          at(timeUs), ByteBuffer.wrap(SPEECH), (info, data) -> toc.add(data.get(0) & 0xFF));
    }
    assertEquals(List.of(0x48, 0xFC, 0xFC, 0xF4, 0xEC, 0xE4, 0x48), toc);
  }

  @Test
  void add_silencePackets_haveTheLengthsThatTheirTocSays() throws IOException {
    OpusTimeline timeline = timeline(1, 0);
    for (long timeUs : new long[] {0, SPEECH_US + 37_500}) {
      timeline.add(
          at(timeUs),
          ByteBuffer.wrap(SPEECH),
          (info, data) ->
              assertEquals(info.durationUs(), Opus.samples(data) * 1_000_000L / Opus.RATE_HZ));
    }
  }

  @Test
  void add_fallingTimeOrNoPacket_isRefused() throws IOException {
    OpusTimeline timeline = timeline(1, 0);
    timeline.add(at(100), ByteBuffer.wrap(SPEECH), (info, data) -> {});
    for (ByteBuffer packet : List.of(ByteBuffer.wrap(SPEECH), ByteBuffer.allocate(0))) {
      long timeUs = packet.hasRemaining() ? 0 : 200;
      MediaException refusal =
          assertThrows(
              MediaException.class, () -> timeline.add(at(timeUs), packet, (info, data) -> {}));
      assertEquals(MediaError.MUX_ERROR, refusal.code());
    }
  }
}
