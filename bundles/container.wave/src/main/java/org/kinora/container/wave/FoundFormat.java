package org.kinora.container.wave;

import java.nio.ByteBuffer;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What the chunk {@code fmt } of any WAVE file says of sound that is made of frames: one number for
 * each channel.
 *
 * @param codec Kinora's name for it
 */
record FoundFormat(String codec, int sampleRate, int frameBytes) {
  private static final int SHORTEST = 16;
  private static final int TAG_EXTENSIBLE = 0xFFFE;
  private static final int SUBFORMAT_AT = 24;

  /**
   * Reads it.
   *
   * @param fmt little-endian
   * @throws MediaException INDEX_PARSE_ERROR
   */
  static FoundFormat of(ByteBuffer fmt) throws MediaException {
    if (fmt.remaining() < SHORTEST) {
      throw unreadable("the chunk fmt has %d bytes, expected 16".formatted(fmt.remaining()));
    }
    int tag = unsigned(fmt, 0);
    if (tag == TAG_EXTENSIBLE && fmt.remaining() >= SUBFORMAT_AT + Short.BYTES) {
      tag = unsigned(fmt, SUBFORMAT_AT);
    }
    int channels = unsigned(fmt, 2);
    int sampleRate = fmt.getInt(4);
    int frameBytes = unsigned(fmt, 12);
    String codec = codec(tag, unsigned(fmt, 14));
    if (sampleRate <= 0 || channels == 0 || frameBytes == 0 || frameBytes % channels != 0) {
      throw unreadable(
          "%d channels, %d Hz, %d bytes a frame".formatted(channels, sampleRate, frameBytes));
    }
    return new FoundFormat(codec, sampleRate, frameBytes);
  }

  private static int unsigned(ByteBuffer fmt, int at) {
    return Short.toUnsignedInt(fmt.getShort(at));
  }

  private static String codec(int tag, int bits) throws MediaException {
    return switch (tag) {
      case 1 -> bits <= 8 ? "pcm_u8" : "pcm_s" + (bits + 7) / 8 * 8 + "le";
      case 3 -> "pcm_f" + bits + "le";
      case 6 -> "pcm_alaw";
      case 7 -> "pcm_mulaw";
      default -> throw unreadable("format tag %d, expected PCM, float or G.711".formatted(tag));
    };
  }

  private static MediaException unreadable(String why) {
    return new MediaException(MediaError.INDEX_PARSE_ERROR, "wave: " + why);
  }
}
