package org.kinora.engine.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How decoded sound is written as numbers, little-endian. Too loud is cut, not wrapped. */
public enum PcmCoding {
  S16("pcm_s16le", 2) {
    @Override
    void put(ByteBuffer out, float number) {
      out.putShort((short) clipped(number, 1 << 15));
    }
  },
  S24("pcm_s24le", 3) {
    @Override
    void put(ByteBuffer out, float number) {
      long value = clipped(number, 1 << 23);
      out.putShort((short) value).put((byte) (value >> 16));
    }
  },
  S32("pcm_s32le", 4) {
    @Override
    void put(ByteBuffer out, float number) {
      out.putInt((int) clipped(number, 1L << 31));
    }
  },
  F32("pcm_f32le", 4) {
    @Override
    void put(ByteBuffer out, float number) {
      out.putFloat(number);
    }
  };

  private final String codec;
  private final int sizeBytes;

  PcmCoding(String codec, int sizeBytes) {
    this.codec = codec;
    this.sizeBytes = sizeBytes;
  }

  /** The coding of that codec, if it is one. */
  public static Optional<PcmCoding> of(String codec) {
    return Arrays.stream(values()).filter(coding -> coding.codec.equals(codec)).findFirst();
  }

  public String codec() {
    return codec;
  }

  /** Bytes of one number. */
  int sizeBytes() {
    return sizeBytes;
  }

  /** Writes one number, 1 being as loud as it gets. */
  abstract void put(ByteBuffer out, float number);

  /** Writes numbers from position to limit. */
  public ByteBuffer encode(FloatBuffer numbers) {
    ByteBuffer out =
        ByteBuffer.allocate(numbers.remaining() * sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = numbers.position(); i < numbers.limit(); i++) {
      put(out, numbers.get(i));
    }
    return out.flip();
  }

  private static long clipped(float number, long full) {
    return Math.max(-full, Math.min(full - 1, Math.round((double) number * full)));
  }
}
