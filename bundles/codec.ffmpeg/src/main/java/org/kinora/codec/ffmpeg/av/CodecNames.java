package org.kinora.codec.ffmpeg.av;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

/** Codec words: FFmpeg's own, except where Kinora has another. */
public final class CodecNames {
  private CodecNames() {}

  /** Kinora's word for one of FFmpeg's codec ids. */
  public static String of(int codecId) {
    String name = avcodec_get_name(codecId).getString();
    return name.equals("hevc") ? "h265" : name;
  }

  /** FFmpeg's word for one of Kinora's. */
  public static String inFfmpeg(String codec) {
    return codec.equals("h265") ? "hevc" : codec;
  }
}
