package org.kinora.container.wave;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.kinora.media.AudioFormat;
import org.kinora.media.TrackFormat;

/**
 * PCM as a WAVE file holds it: little-endian, channels interleaved.
 *
 * @param bits of one number
 * @param isFloat whether numbers are IEEE 754, not integers
 */
record PcmFormat(int sampleRate, int channels, int bits, boolean isFloat) {
  private static final short TAG_PCM = 1;
  private static final short TAG_FLOAT = 3;
  private static final short TAG_EXTENSIBLE = (short) 0xFFFE;

  /** Behind the tag, the GUID of every format of WAVEFORMATEXTENSIBLE is the same. */
  private static final byte[] GUID_TAIL = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
  };

  /** Front centre; front left and right. */
  private static final int MASK_MONO = 4;

  private static final int MASK_STEREO = 3;

  /** A frame's size must fit the 16 bits that the file has for it. */
  static final int CHANNELS_MAX = 1024;

  /** What a track is, if a WAVE file can hold it. */
  static Optional<PcmFormat> of(TrackFormat format) {
    if (!(format instanceof AudioFormat sound) || sound.channels() > CHANNELS_MAX) {
      return Optional.empty();
    }
    return switch (sound.codec()) {
      case "pcm_s16le" -> Optional.of(of(sound, 16, false));
      case "pcm_s24le" -> Optional.of(of(sound, 24, false));
      case "pcm_s32le" -> Optional.of(of(sound, 32, false));
      case "pcm_f32le" -> Optional.of(of(sound, 32, true));
      default -> Optional.empty();
    };
  }

  private static PcmFormat of(AudioFormat sound, int bits, boolean isFloat) {
    return new PcmFormat(sound.sampleRate(), sound.channels(), bits, isFloat);
  }

  /** The same with so many channels. */
  PcmFormat ofChannels(int count) {
    return new PcmFormat(sampleRate, count, bits, isFloat);
  }

  /** Whether the numbers of both can lie in one frame. */
  boolean fitsBeside(PcmFormat other) {
    return other.equals(ofChannels(other.channels));
  }

  /** Bytes of one number for each channel. */
  int frameBytes() {
    return channels * bits / 8;
  }

  /**
   * The payload of the chunk {@code fmt }: WAVEFORMATEXTENSIBLE where its plain forebear does not
   * say enough: more than 16 bits, more than two channels, or channels that are no loudspeakers.
   *
   * @param sideBySide whether the channels are several tracks, which belong to no loudspeaker
   */
  void putFormat(ByteBuffer out, boolean sideBySide) {
    boolean plain = !sideBySide && channels <= 2 && (isFloat || bits <= 16);
    short tag = isFloat ? TAG_FLOAT : TAG_PCM;
    out.putShort(plain ? tag : TAG_EXTENSIBLE);
    out.putShort((short) channels).putInt(sampleRate).putInt(sampleRate * frameBytes());
    out.putShort((short) frameBytes()).putShort((short) bits);
    if (plain) {
      if (isFloat) {
        out.putShort((short) 0);
      }
      return;
    }
    int mask = sideBySide ? 0 : channels == 1 ? MASK_MONO : channels == 2 ? MASK_STEREO : 0;
    out.putShort((short) 22).putShort((short) bits).putInt(mask).putShort(tag).put(GUID_TAIL);
  }
}
