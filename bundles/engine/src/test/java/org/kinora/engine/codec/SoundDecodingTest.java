package org.kinora.engine.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.codec.Decoder;

/** Where decoded sound lies. */
class SoundDecodingTest {
  private static final int RATE_HZ = 48_000;
  private static final int PACKET_US = 20_000;
  private static final int PACKET_FRAMES = 960;
  private static final byte BROKEN = -1;

  /** A run of PCM as it was handed on. */
  private record Run(long timeUs, long durationUs, Blob data) {}

  private final List<Run> runs = new ArrayList<>();
  private int resets;

  /** Every packet of one byte becomes 20 ms of that value / 128. */
  private final class Beeps implements Decoder {
    private final int channels;

    Beeps(int channels) {
      this.channels = channels;
    }

    @Override
    public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
      byte value = data.get(data.position());
      if (value == BROKEN) {
        throw new MediaException(MediaError.DECODE_ERROR, "broken at " + info.timeUs());
      }
      FloatBuffer numbers = FloatBuffer.allocate(PACKET_FRAMES * channels);
      while (numbers.hasRemaining()) {
        numbers.put(value / 128f);
      }
      sink.accept(new AudioFrame(info.timeUs(), RATE_HZ, channels, numbers.flip()));
    }

    @Override
    public void flush(FrameSink sink) {}

    @Override
    public void reset() {
      resets++;
    }

    @Override
    public void close() {}
  }

  private SoundDecoding decoding(int preSkip, int decodedChannels) {
    Track track =
        new Track(7, new AudioFormat("beep", RATE_HZ, 1, preSkip, Blob.EMPTY), RATE_HZ, "");
    return new SoundDecoding(
        track,
        PcmCoding.S16,
        new Beeps(decodedChannels),
        (info, data) -> {
          assertEquals(info.size(), data.remaining());
          runs.add(new Run(info.timeUs(), info.durationUs(), Blob.of(data)));
        });
  }

  private static void decode(SoundDecoding decoding, long timeUs, int value) throws IOException {
    decoding.decode(
        SampleInfo.inOrder(timeUs, PACKET_US, 1, true), ByteBuffer.wrap(new byte[] {(byte) value}));
  }

  private List<Long> times() {
    return runs.stream().map(Run::timeUs).toList();
  }

  @Test
  void decode_threeHoursOfPausesAndFastAndSlowClocks_isNeverOffByMoreThan2500us()
      throws IOException {
    long seed = Long.getLong("kinora.seed", System.nanoTime());
    Random random = new Random(seed);
    SoundDecoding decoding = decoding(0, 1);
    double timeUs = 0;
    double paceUs = PACKET_US;
    long endUs = 0;
    long most = 0;
    while (timeUs < 3L * 3600 * 1_000_000) {
      long dueUs = Math.round(timeUs);
      runs.clear();
      decode(decoding, dueUs, 1);
      assertEquals(1, runs.size(), "seed " + seed + ": nothing is left out");
      Run run = runs.get(0);
      assertTrue(run.timeUs() >= endUs, "seed " + seed + ": sound overlaps at " + dueUs);
      assertTrue(Math.abs(run.durationUs() - PACKET_US) <= 1, "" + run.durationUs());
      most = Math.max(most, Math.abs(run.timeUs() - dueUs));
      endUs = run.timeUs() + run.durationUs();
      boolean pauses = random.nextInt(200) == 0;
      if (pauses) {
        paceUs = PACKET_US * (1 + (random.nextDouble() - 0.1) * 1e-4);
      }
      timeUs += paceUs + (pauses ? random.nextInt(30_000_000) : 0);
    }
    assertTrue(most <= 2_500, "seed " + seed + ": off by " + most + " us");
  }

  /** A clock that runs slow makes packets lie ever earlier: by one packet at most. */
  @Test
  void decode_stampedTwice_followsOnceAndIsThenLeftOut() throws IOException {
    SoundDecoding decoding = decoding(0, 1);
    for (long timeUs : new long[] {0, 0, 0, 60_000}) {
      decode(decoding, timeUs, 1);
    }
    assertEquals(List.of(0L, 20_000L, 60_000L), times());
    assertTrue(decoding.loss().orElseThrow().contains("1 runs of sound"), "" + decoding.loss());
  }

  @Test
  void decode_preSkip_isDroppedAtTheBeginningOnly() throws IOException {
    SoundDecoding decoding = decoding(312, 1);
    decode(decoding, -6_500, 1);
    decode(decoding, 13_500, 2);
    assertEquals(List.of(0L, 13_500L), times());
    assertEquals((PACKET_FRAMES - 312) * 2, runs.get(0).data().size());
    assertEquals(PACKET_FRAMES * 2, runs.get(1).data().size());
  }

  @Test
  void decode_preSkipOfALateBeginning_isSilentToo() throws IOException {
    SoundDecoding decoding = decoding(312, 1);
    decode(decoding, 5_000_000 - 6_500, 1);
    assertEquals(List.of(5_000_000L), times());
  }

  @Test
  void decode_beforeTimeZero_isLeftOut() throws IOException {
    SoundDecoding decoding = decoding(0, 1);
    decode(decoding, -30_000, 1);
    decode(decoding, -10_000, 2);
    assertEquals(List.of(0L), times());
    assertEquals(PACKET_FRAMES, runs.get(0).data().size());
  }

  @Test
  void decode_brokenPacket_isSilentAndTold() throws IOException {
    SoundDecoding decoding = decoding(0, 1);
    decode(decoding, 0, 1);
    decode(decoding, 20_000, BROKEN);
    decode(decoding, 40_000, 1);
    assertEquals(List.of(0L, 40_000L), times());
    assertTrue(decoding.loss().orElseThrow().contains("broken at 20000"), "" + decoding.loss());
  }

  @Test
  void decode_afterAPause_beginsAnew() throws IOException {
    SoundDecoding decoding = decoding(0, 1);
    decode(decoding, 0, 1);
    decode(decoding, 20_500, 1);
    assertEquals(0, resets);
    decode(decoding, 1_000_000, 1);
    assertEquals(1, resets);
    assertEquals(List.of(0L, 20_000L, 1_000_000L), times());
    assertEquals(Optional.empty(), decoding.loss());
  }

  @Test
  void decode_otherChannelsThanDescribed_isRefused() {
    SoundDecoding decoding = decoding(0, 2);
    MediaException refusal = assertThrows(MediaException.class, () -> decode(decoding, 0, 1));
    assertEquals(MediaError.TRACK_NOT_SUPPORTED, refusal.code());
  }

  @Test
  void encode_everyCoding_isLittleEndianAndCut() {
    FloatBuffer numbers = FloatBuffer.wrap(new float[] {0, 0.5f, -1, 1, 2, -3});
    assertArrayEquals(
        new byte[] {0, 0, 0, 0x40, 0, -128, -1, 0x7F, -1, 0x7F, 0, -128},
        PcmCoding.S16.encode(numbers).array());
    assertEquals(0x400000, little(PcmCoding.S24.encode(numbers), 3, 3));
    assertEquals(0x7FFFFF, little(PcmCoding.S24.encode(numbers), 12, 3));
    assertEquals(0x800000, little(PcmCoding.S24.encode(numbers), 15, 3));
    assertEquals(0x40000000L, little(PcmCoding.S32.encode(numbers), 4, 4));
    assertEquals(0x7FFFFFFFL, little(PcmCoding.S32.encode(numbers), 12, 4));
    assertEquals(Float.floatToIntBits(2f), little(PcmCoding.F32.encode(numbers), 16, 4));
  }

  private static long little(ByteBuffer data, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = (value << 8) | (data.get(at + i) & 0xFF);
    }
    return value;
  }
}
