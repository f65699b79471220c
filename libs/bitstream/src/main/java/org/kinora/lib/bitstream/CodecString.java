package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/** Codec strings of RFC 6381 and WebCodecs, and Kinora's codec words. */
public final class CodecString {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("avc1", "h264"),
          Map.entry("avc3", "h264"),
          Map.entry("avc", "h264"),
          Map.entry("hvc1", "h265"),
          Map.entry("hev1", "h265"),
          Map.entry("hevc", "h265"),
          Map.entry("vp08", "vp8"),
          Map.entry("vp8.0", "vp8"),
          Map.entry("vp09", "vp9"),
          Map.entry("vp9.0", "vp9"),
          Map.entry("av01", "av1"),
          Map.entry("mp4a", "aac"),
          Map.entry("mp4a.69", "mp3"),
          Map.entry("mp4a.6b", "mp3"),
          Map.entry("pcm-u8", "pcm_u8"),
          Map.entry("pcm-s16", "pcm_s16le"),
          Map.entry("pcm-s24", "pcm_s24le"),
          Map.entry("pcm-s32", "pcm_s32le"),
          Map.entry("pcm-f32", "pcm_f32le"),
          Map.entry("alaw", "pcm_alaw"),
          Map.entry("ulaw", "pcm_mulaw"));

  private CodecString() {}

  /**
   * Kinora's word for a codec string: {@code avc1.64002A} is {@code h264}, {@code vp09.00.10.08} is
   * {@code vp9}. What has no entry is taken up to its first dot, in lower case.
   */
  public static String word(String codecString) {
    String lower = codecString.strip().toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    String family = dot < 0 ? lower : lower.substring(0, dot);
    return WORDS.getOrDefault(lower, WORDS.getOrDefault(family, family));
  }

  /**
   * The codec string of a track, as exact as its configuration allows: {@code avc1.64002A} with an
   * {@code avcC}, {@code avc1} without one. Other codecs keep Kinora's word.
   *
   * @throws MediaException DECODE_ERROR if the configuration is broken
   */
  public static String of(TrackFormat format) throws MediaException {
    if (format instanceof VideoFormat video) {
      return ofVideo(video.codec(), video.config());
    }
    if (format instanceof AudioFormat audio && audio.codec().equals("aac")) {
      boolean known = !audio.config().isEmpty();
      return "mp4a.40." + (known ? AacConfig.parse(audio.config()).objectType() : 2);
    }
    return format.codec();
  }

  private static String ofVideo(String codec, Blob config) throws MediaException {
    return switch (codec) {
      case "h264" -> config.isEmpty() ? "avc1" : avc(config);
      case "h265" -> config.isEmpty() ? "hvc1" : hevc(config);
      case "vp9" -> config.isEmpty() ? "vp9" : vp9(config);
      case "av1" -> Av1.parseAv1C(config).map(CodecString::av1).orElse("av01");
      default -> codec;
    };
  }

  /** RFC 6381, section 3.3: profile, constraints and level in hexadecimal. */
  private static String avc(Blob avcC) throws MediaException {
    ByteBuffer fields = at(avcC, 1, 3, "avcC");
    return "avc1.%02X%02X%02X".formatted(fields.get(), fields.get(), fields.get());
  }

  /** ISO/IEC 14496-15, annex E.3. */
  private static String hevc(Blob hvcC) throws MediaException {
    ByteBuffer fields = at(hvcC, 1, 12, "hvcC");
    int profile = fields.get() & 0xFF;
    String space = profile >> 6 == 0 ? "" : Character.toString('A' + (profile >> 6) - 1);
    String tier = (profile & 0x20) == 0 ? "L" : "H";
    StringBuilder constraints = new StringBuilder();
    int compatibility = Integer.reverse(fields.getInt());
    byte[] bytes = new byte[6];
    fields.get(bytes);
    int used = bytes.length;
    while (used > 0 && bytes[used - 1] == 0) {
      used--;
    }
    for (int i = 0; i < used; i++) {
      constraints.append(".%X".formatted(bytes[i]));
    }
    return "hvc1.%s%d.%X.%s%d%s"
        .formatted(space, profile & 0x1F, compatibility, tier, fields.get() & 0xFF, constraints);
  }

  /** VP Codec ISO Media File Format Binding: profile, level, bits. */
  private static String vp9(Blob vpcC) throws MediaException {
    ByteBuffer fields = at(vpcC, 4, 3, "vpcC");
    return "vp09.%02d.%02d.%02d".formatted(fields.get(), fields.get(), (fields.get() & 0xFF) >> 4);
  }

  /** AV1 Codec ISO Media File Format Binding, section 5. */
  private static String av1(Av1.SequenceHeader header) {
    return "av01.%d.%02d%s.%02d"
        .formatted(header.profile(), header.level(), header.highTier() ? "H" : "M", header.bits());
  }

  private static ByteBuffer at(Blob config, int offset, int sizeBytes, String what)
      throws MediaException {
    if (config.size() < offset + sizeBytes) {
      throw BitReader.broken(what, "it has " + config.size() + " bytes");
    }
    return config.buffer().position(offset);
  }
}
