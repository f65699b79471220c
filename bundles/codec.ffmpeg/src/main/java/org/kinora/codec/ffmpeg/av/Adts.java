package org.kinora.codec.ffmpeg.av;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;

import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;

/**
 * AAC as transport streams and bare files carry it: no configuration, but an ADTS header before
 * each access unit (ISO/IEC 14496-3, section 1.A.2.2).
 */
public final class Adts {
  private static final int LOW_COMPLEXITY = 2;
  private static final int PROFILE_HE = 4;
  private static final int PROFILE_HE_V2 = 28;
  private static final int EIGHT_CHANNELS = 7;

  /** Table 1.18. */
  private static final List<Integer> RATES =
      List.of(
          96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025,
          8000, 7350);

  private Adts() {}

  /** Whether the samples of a stream have headers: nothing else says what they are. */
  public static boolean isUsedBy(AVCodecParameters parameters) {
    return parameters.codec_id() == AV_CODEC_ID_AAC && parameters.extradata_size() <= 0;
  }

  /**
   * The format with the AudioSpecificConfig (section 1.6.2.1) that says what the headers say: the
   * core's object type, rate and channels.
   *
   * @param said with the decoded signal's rate and channels
   * @param profile FFmpeg's number for the profile, below 0 if it is not known
   * @return {@code said} itself if its rate has no index
   */
  public static AudioFormat withConfig(AudioFormat said, int profile) {
    boolean doubled = profile == PROFILE_HE || profile == PROFILE_HE_V2;
    int rate = RATES.indexOf(doubled ? said.sampleRate() / 2 : said.sampleRate());
    if (rate < 0) {
      return said;
    }
    int type = doubled || profile < 0 ? LOW_COMPLEXITY : profile + 1;
    int channels = profile == PROFILE_HE_V2 ? 1 : said.channels();
    int layout = channels == 8 ? EIGHT_CHANNELS : channels;
    int bits = type << 11 | rate << 7 | layout << 3;
    return new AudioFormat(
        said.codec(),
        said.sampleRate(),
        said.channels(),
        said.preSkip(),
        Blob.of((byte) (bits >> 8), (byte) bits));
  }

  /** The sample behind its header, if it has one. */
  public static ByteBuffer withoutHeader(ByteBuffer sample) {
    int at = sample.position();
    boolean header =
        sample.remaining() > 7
            && (sample.get(at) & 0xFF) == 0xFF
            && (sample.get(at + 1) & 0xF6) == 0xF0;
    if (!header) {
      return sample;
    }
    boolean withoutCrc = (sample.get(at + 1) & 1) == 1;
    return sample.position(at + (withoutCrc ? 7 : 9));
  }
}
