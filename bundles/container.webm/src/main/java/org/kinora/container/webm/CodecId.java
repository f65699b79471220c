package org.kinora.container.webm;

import static java.util.Map.entry;

import java.util.Map;

/** What Matroska calls the codecs (Matroska Codec Specifications, section 6). */
final class CodecId {
  private static final String PCM_INTEGER = "A_PCM/INT/LIT";
  private static final String PCM_FLOAT = "A_PCM/FLOAT/IEEE";
  private static final String AAC = "A_AAC";

  private static final Map<String, String> IDS =
      Map.ofEntries(
          entry("vp8", "V_VP8"),
          entry("vp9", "V_VP9"),
          entry("av1", "V_AV1"),
          entry("h264", "V_MPEG4/ISO/AVC"),
          entry("h265", "V_MPEGH/ISO/HEVC"),
          entry("opus", "A_OPUS"),
          entry("vorbis", "A_VORBIS"),
          entry("aac", AAC),
          entry("flac", "A_FLAC"),
          entry("mp3", "A_MPEG/L3"),
          entry("pcm_s16le", PCM_INTEGER),
          entry("pcm_s24le", PCM_INTEGER),
          entry("pcm_s32le", PCM_INTEGER),
          entry("pcm_f32le", PCM_FLOAT));

  private CodecId() {}

  /** The name in a file of a codec that is written here. */
  static String of(String codec) {
    String id = IDS.get(codec);
    if (id == null) {
      throw new IllegalArgumentException(codec);
    }
    return id;
  }

  /**
   * Kinora's name for a codec; the file's own where there is none.
   *
   * @param bitDepth tells the kinds of PCM apart
   */
  static String codec(String id, long bitDepth) {
    if (id.equals(PCM_INTEGER)) {
      return "pcm_s" + bitDepth + "le";
    }
    if (id.equals(PCM_FLOAT)) {
      return "pcm_f" + bitDepth + "le";
    }
    if (id.startsWith(AAC)) {
      return "aac"; // older files add the profile
    }
    return IDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(id);
  }
}
