package org.kinora.codec.ffmpeg.capture;

import org.kinora.codec.ffmpeg.av.PixelFormats;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.VideoFormat;

/** Tracks that nobody has encoded yet. */
final class RawFormats {
  static final String RAW = "raw";
  private static final int MATRIX_RGB = 0;

  private RawFormats() {}

  /**
   * Pictures.
   *
   * @param format FFmpeg's pixel format
   * @param said what is said of their colour; red, green and blue need no matrix
   */
  static VideoFormat pictures(int width, int height, int format, ColorInfo said) {
    ColorInfo color =
        PixelFormats.isRgb(format)
            ? new ColorInfo(ColorInfo.Range.FULL, said.primaries(), said.transfer(), MATRIX_RGB)
            : said;
    return new VideoFormat(RAW, width, height, color, Blob.EMPTY);
  }

  /** Sound. */
  static AudioFormat sound(int sampleRate, int channels) {
    return new AudioFormat(RAW, sampleRate, channels, 0, Blob.EMPTY);
  }
}
