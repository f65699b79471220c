package org.kinora.tck.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/** Samples written byte by byte, the same on every machine, as no encoder's are. */
final class HandMadeClips {
  private static final int PICTURES = 4;
  private static final int PICTURE_US = 250_000;
  private static final int PACKETS = 50;
  private static final int PACKET_US = 20_000;
  private static final int PRE_SKIP = 312;
  private static final int RATE_HZ = 48_000;

  private HandMadeClips() {}

  /** Pictures, packets, bare numbers. */
  static List<Clip> all() {
    return List.of(vp8(), opus(), pcm());
  }

  /**
   * Heads of VP8 frames (RFC 6386, section 9.1) without anything behind them that could be seen.
   */
  static Clip vp8() {
    byte[] key = {0x10, 0, 0, (byte) 0x9D, 0x01, 0x2A, 64, 0, 64, 0, 1, 2, 3, 4};
    byte[] inter = {0x11, 0, 0, 5, 6, 7};
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      samples.add(sample((long) i * PICTURE_US, PICTURE_US, i == 0 ? key : inter, i == 0));
    }
    VideoFormat format = new VideoFormat("vp8", 64, 64, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    return new Clip(new Track(1, format, 1_000, "screen"), samples, Optional.empty());
  }

  /** Packets that decode to silence. */
  static Clip opus() {
    byte[] silence = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};
    ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
    head.put("OpusHead".getBytes(US_ASCII)).put((byte) 1).put((byte) 1);
    head.putShort((short) PRE_SKIP).putInt(RATE_HZ).putShort((short) 0).put((byte) 0);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      samples.add(sample((long) i * PACKET_US - 6_500, PACKET_US, silence, true));
    }
    AudioFormat format = new AudioFormat("opus", RATE_HZ, 1, PRE_SKIP, Blob.of(head.flip()));
    return new Clip(new Track(2, format, RATE_HZ, "voice"), samples, Optional.empty());
  }

  /** A ramp. */
  static Clip pcm() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      byte[] ramp = new byte[2 * RATE_HZ * PACKET_US / 1_000_000];
      for (int at = 0; at < ramp.length; at++) {
        ramp[at] = (byte) at;
      }
      samples.add(sample((long) i * PACKET_US, PACKET_US, ramp, true));
    }
    AudioFormat format = new AudioFormat("pcm_s16le", RATE_HZ, 1, 0, Blob.EMPTY);
    return new Clip(new Track(3, format, RATE_HZ, "room"), samples, Optional.empty());
  }

  private static Sample sample(long timeUs, long durationUs, byte[] data, boolean keyframe) {
    return new Sample(SampleInfo.inOrder(timeUs, durationUs, data.length, keyframe), Blob.of(data));
  }
}
