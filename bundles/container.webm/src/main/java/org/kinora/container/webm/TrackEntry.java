package org.kinora.container.webm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.ColorInfo.Range;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/**
 * What a track looks like in the file: which codecs it takes, and their TrackEntry elements (RFC
 * 9559, section 5.1.4; codec names and CodecPrivate by the Matroska codec specifications).
 */
final class TrackEntry {
  private static final int TYPE_VIDEO = 1;
  private static final int TYPE_AUDIO = 2;
  private static final int UNSPECIFIED = 2;
  private static final long NS_PER_SECOND = 1_000_000_000;

  /** What an Opus decoder needs to be heard right after a seek (RFC 7845, section 4.6). */
  private static final long OPUS_SEEK_PRE_ROLL_NS = 80_000_000;

  /** Vorbis headers in one piece begin with the number of laced packets less one. */
  private static final int VORBIS_LACED = 2;

  private static final int STREAMINFO_BYTES = 34;

  /** What stands before STREAMINFO: the stream marker, and the header of a last metadata block. */
  private static final byte[] FLAC_START = {'f', 'L', 'a', 'C', (byte) 0x80, 0, 0, 34};

  private TrackEntry() {}

  /** Whether such a file holds such a track, and its configuration can be understood. */
  static boolean supports(Profile profile, TrackFormat format) {
    return profile.holds(format.codec()) && codecId(format).isPresent();
  }

  private static Optional<String> codecId(TrackFormat format) {
    if (format instanceof VideoFormat video) {
      return switch (video.codec()) {
        case "vp8" -> Optional.of("V_VP8");
        case "vp9" -> Optional.of("V_VP9");
        case "av1" ->
            video.config().isEmpty() || Av1.parseAv1C(video.config()).isPresent()
                ? Optional.of("V_AV1")
                : Optional.empty();
        case "h264" -> configured(NalCodec.AVC, video, "V_MPEG4/ISO/AVC");
        case "h265" -> configured(NalCodec.HEVC, video, "V_MPEGH/ISO/HEVC");
        default -> Optional.empty();
      };
    }
    if (format instanceof AudioFormat audio) {
      return switch (audio.codec()) {
        case "opus" -> opusHead(audio).map(head -> "A_OPUS");
        case "vorbis" ->
            !audio.config().isEmpty() && audio.config().buffer().get() == VORBIS_LACED
                ? Optional.of("A_VORBIS")
                : Optional.empty();
        case "aac" -> audio.config().isEmpty() ? Optional.empty() : Optional.of("A_AAC");
        case "flac" ->
            audio.config().size() == STREAMINFO_BYTES ? Optional.of("A_FLAC") : Optional.empty();
        case "mp3" -> Optional.of("A_MPEG/L3");
        case "pcm_s16le", "pcm_s24le", "pcm_s32le" -> Optional.of("A_PCM/INT/LIT");
        case "pcm_f32le" -> Optional.of("A_PCM/FLOAT/IEEE");
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** Without a configuration the samples are a byte stream whose first one tells it. */
  private static Optional<String> configured(NalCodec codec, VideoFormat video, String id) {
    try {
      if (!video.config().isEmpty()) {
        ParameterSets.fromConfig(codec, video.config());
      }
      return Optional.of(id);
    } catch (MediaException broken) {
      return Optional.empty();
    }
  }

  private static Optional<OpusHead> opusHead(AudioFormat audio) {
    try {
      return Optional.of(OpusHead.of(audio));
    } catch (MediaException broken) {
      return Optional.empty();
    }
  }

  /** Samples at 48 kHz that an Opus decoder's output is late by; 0 for other codecs. */
  static int delaySamples(TrackFormat format) {
    return format instanceof AudioFormat audio && audio.codec().equals("opus")
        ? opusHead(audio).map(OpusHead::preSkip).orElse(0)
        : 0;
  }

  /**
   * Builds the TrackEntry element. The UID is the number: equal input gives equal files.
   *
   * @param config the format's configuration, or one that its first sample gave
   */
  static byte[] toElement(int number, Track track, Blob config) {
    TrackFormat format = track.format();
    List<byte[]> parts = new ArrayList<>();
    parts.add(Ebml.uint(MatroskaId.TRACK_NUMBER, number));
    parts.add(Ebml.uint(MatroskaId.TRACK_UID, number));
    parts.add(
        Ebml.uint(MatroskaId.TRACK_TYPE, format instanceof VideoFormat ? TYPE_VIDEO : TYPE_AUDIO));
    parts.add(Ebml.uint(MatroskaId.FLAG_LACING, 0));
    if (!track.name().isEmpty()) {
      parts.add(Ebml.text(MatroskaId.NAME, track.name()));
    }
    parts.add(Ebml.text(MatroskaId.LANGUAGE, "und"));
    parts.add(Ebml.text(MatroskaId.CODEC_ID, codecId(format).orElseThrow()));
    if (format instanceof VideoFormat video) {
      addVideo(parts, video, config);
    } else if (format instanceof AudioFormat audio) {
      addAudio(parts, audio);
    }
    return Ebml.element(MatroskaId.TRACK_ENTRY, parts.toArray(byte[][]::new));
  }

  /** VP8 and VP9 need no CodecPrivate; that of the others is what an MP4 file has, too. */
  private static void addVideo(List<byte[]> parts, VideoFormat video, Blob config) {
    if (!config.isEmpty()) {
      parts.add(Ebml.element(MatroskaId.CODEC_PRIVATE, config.toByteArray()));
    }
    List<byte[]> elements = new ArrayList<>();
    elements.add(Ebml.uint(MatroskaId.PIXEL_WIDTH, video.width()));
    elements.add(Ebml.uint(MatroskaId.PIXEL_HEIGHT, video.height()));
    if (!video.color().equals(ColorInfo.UNSPECIFIED)) {
      elements.add(color(video.color()));
    }
    parts.add(Ebml.element(MatroskaId.VIDEO, elements.toArray(byte[][]::new)));
  }

  private static byte[] color(ColorInfo color) {
    List<byte[]> parts = new ArrayList<>();
    addSpecified(parts, MatroskaId.MATRIX_COEFFICIENTS, color.matrix());
    if (color.range() != Range.UNSPECIFIED) {
      parts.add(Ebml.uint(MatroskaId.RANGE, color.range() == Range.LIMITED ? 1 : 2));
    }
    addSpecified(parts, MatroskaId.TRANSFER_CHARACTERISTICS, color.transfer());
    addSpecified(parts, MatroskaId.PRIMARIES, color.primaries());
    return Ebml.element(MatroskaId.COLOUR, parts.toArray(byte[][]::new));
  }

  private static void addSpecified(List<byte[]> parts, int id, int codePoint) {
    if (codePoint != UNSPECIFIED) {
      parts.add(Ebml.uint(id, codePoint));
    }
  }

  private static void addAudio(List<byte[]> parts, AudioFormat audio) {
    Optional<OpusHead> head = audio.codec().equals("opus") ? opusHead(audio) : Optional.empty();
    byte[] config = head.map(OpusHead::toBlob).orElse(audio.config()).toByteArray();
    if (audio.codec().equals("flac")) {
      parts.add(Ebml.element(MatroskaId.CODEC_PRIVATE, FLAC_START, config));
    } else if (config.length > 0) {
      parts.add(Ebml.element(MatroskaId.CODEC_PRIVATE, config));
    }
    if (head.isPresent()) {
      long delayNs = head.get().preSkip() * NS_PER_SECOND / Opus.RATE_HZ;
      parts.add(Ebml.uint(MatroskaId.CODEC_DELAY, delayNs));
      parts.add(Ebml.uint(MatroskaId.SEEK_PRE_ROLL, OPUS_SEEK_PRE_ROLL_NS));
    }
    int rateHz = head.isPresent() ? Opus.RATE_HZ : audio.sampleRate();
    int channels = head.map(OpusHead::channels).orElse(audio.channels());
    List<byte[]> elements = new ArrayList<>();
    elements.add(Ebml.float64(MatroskaId.SAMPLING_FREQUENCY, rateHz));
    elements.add(Ebml.uint(MatroskaId.CHANNELS, channels));
    if (audio.codec().startsWith("pcm_")) {
      elements.add(Ebml.uint(MatroskaId.BIT_DEPTH, pcmBits(audio.codec())));
    }
    parts.add(Ebml.element(MatroskaId.AUDIO, elements.toArray(byte[][]::new)));
  }

  /** The number in {@code pcm_s24le}. */
  private static int pcmBits(String codec) {
    return Integer.parseInt(codec.substring(5, 7));
  }
}
