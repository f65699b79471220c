package org.kinora.lib.bitstream;

import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/**
 * AudioSpecificConfig of an AAC stream (ISO/IEC 14496-3, section 1.6.2.1).
 *
 * @param objectType the audio object type as stated first: 2 for AAC-LC, 5 for HE-AAC, 29 for
 *     HE-AAC v2
 * @param sampleRate in Hz, of the decoded signal as far as the configuration tells
 * @param channels of the core; 0 where only the stream tells
 * @param frameSamples samples of the decoded signal in one access unit, per channel
 */
public record AacConfig(int objectType, int sampleRate, int channels, int frameSamples) {
  private static final int SBR = 5;
  private static final int PARAMETRIC_STEREO = 29;
  private static final int ESCAPE = 31;
  private static final int EXPLICIT_RATE = 15;

  /** Table 1.18. */
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
    7350
  };

  /** Table 1.19. */
  private static final int[] CHANNELS = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8};

  /**
   * Parses the configuration.
   *
   * @throws MediaException DECODE_ERROR
   */
  public static AacConfig parse(Blob config) throws MediaException {
    BitReader in = new BitReader(config.buffer(), "AudioSpecificConfig");
    int objectType = readObjectType(in);
    int rate = readRate(in);
    int layout = in.bits(4);
    if (layout >= CHANNELS.length) {
      throw in.broken("channelConfiguration is " + layout);
    }
    int coreType = objectType;
    int coreRate = rate;
    if (objectType == SBR || objectType == PARAMETRIC_STEREO) {
      rate = readRate(in);
      coreType = readObjectType(in);
    }
    int coreSamples = coreSamples(in, coreType);
    long frameSamples = (long) coreSamples * rate / coreRate;
    int channels = objectType == PARAMETRIC_STEREO ? 2 : CHANNELS[layout];
    return new AacConfig(objectType, rate, channels, Math.toIntExact(frameSamples));
  }

  /** Section 4.4.1: GASpecificConfig begins with frameLengthFlag; the low delay types are short. */
  private static int coreSamples(BitReader in, int coreType) throws MediaException {
    boolean shorter = in.flag();
    return switch (coreType) {
      case 23, 39 -> shorter ? 480 : 512;
      default -> shorter ? 960 : 1024;
    };
  }

  private static int readObjectType(BitReader in) throws MediaException {
    int type = in.bits(5);
    return type == ESCAPE ? 32 + in.bits(6) : type;
  }

  private static int readRate(BitReader in) throws MediaException {
    int index = in.bits(4);
    int rate = index == EXPLICIT_RATE ? in.bits(24) : index < RATES.length ? RATES[index] : 0;
    if (rate == 0) {
      throw in.broken("samplingFrequencyIndex is " + index);
    }
    return rate;
  }
}
