package org.kinora.container.webm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.ColorInfo.Range;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
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
    if (!profile.holds(format.codec())) {
      return false;
    }
    if (format instanceof VideoFormat video) {
      return isUnderstood(video);
    }
    return format instanceof AudioFormat audio && isUnderstood(audio);
  }

  private static boolean isUnderstood(VideoFormat video) {
    return switch (video.codec()) {
      case "vp8", "vp9" -> true;
      case "av1" -> video.config().isEmpty() || Av1.parseAv1C(video.config()).isPresent();
      case "h264" -> isConfigured(NalCodec.AVC, video);
      case "h265" -> isConfigured(NalCodec.HEVC, video);
      default -> false;
    };
  }

  private static boolean isUnderstood(AudioFormat audio) {
    Blob config = audio.config();
    return switch (audio.codec()) {
      case "opus" -> opusHead(audio).isPresent();
      case "vorbis" -> !config.isEmpty() && config.buffer().get() == VORBIS_LACED;
      case "aac" -> !config.isEmpty();
      case "flac" -> config.size() == STREAMINFO_BYTES;
      case "mp3", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le" -> true;
      default -> false;
    };
  }

  /** Without a configuration the samples are a byte stream whose first one tells it. */
  private static boolean isConfigured(NalCodec codec, VideoFormat video) {
    try {
      if (!video.config().isEmpty()) {
        ParameterSets.fromConfig(codec, video.config());
      }
      return true;
    } catch (MediaException broken) {
      return false;
    }
  }

  private static Optional<OpusHead> opusHead(AudioFormat audio) {
    try {
      return Optional.of(OpusHead.of(audio));
    } catch (MediaException broken) {
      return Optional.empty();
    }
  }

  /** The rate at which a track's samples are counted. */
  static int rateHz(AudioFormat audio) {
    return audio.codec().equals("opus") ? Opus.RATE_HZ : audio.sampleRate();
  }

  /** Samples that are dropped from the start of what a decoder makes. */
  static int preSkip(AudioFormat audio) {
    return audio.codec().equals("opus")
        ? opusHead(audio).map(OpusHead::preSkip).orElse(0)
        : audio.preSkip();
  }

  /** The same format, but for them. */
  static AudioFormat withPreSkip(AudioFormat audio, int preSkip) {
    Optional<OpusHead> opus = audio.codec().equals("opus") ? opusHead(audio) : Optional.empty();
    Blob config = opus.map(head -> withPreSkip(head, preSkip).toBlob()).orElse(audio.config());
    return new AudioFormat(audio.codec(), audio.sampleRate(), audio.channels(), preSkip, config);
  }

  private static OpusHead withPreSkip(OpusHead head, int preSkip) {
    return new OpusHead(
        head.channels(),
        preSkip,
        head.inputRateHz(),
        head.gain(),
        head.mappingFamily(),
        head.mapping());
  }

  /** By how much a decoder's output is late. */
  static long delayUs(TrackFormat format) {
    return format instanceof AudioFormat audio ? MediaTime.toUs(preSkip(audio), rateHz(audio)) : 0;
  }

  /**
   * Builds the TrackEntry element. The UID is the number: equal input gives equal files.
   *
   * @param config the format's configuration, or one that its first sample gave
   */
  static byte[] toElement(int number, String name, TrackFormat format, Blob config) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(Ebml.uint(MatroskaId.TRACK_NUMBER, number));
    parts.add(Ebml.uint(MatroskaId.TRACK_UID, number));
    parts.add(
        Ebml.uint(MatroskaId.TRACK_TYPE, format instanceof VideoFormat ? TYPE_VIDEO : TYPE_AUDIO));
    parts.add(Ebml.uint(MatroskaId.FLAG_LACING, 0));
    if (!name.isEmpty()) {
      parts.add(Ebml.text(MatroskaId.NAME, name));
    }
    parts.add(Ebml.text(MatroskaId.LANGUAGE, "und"));
    parts.add(Ebml.text(MatroskaId.CODEC_ID, CodecId.of(format.codec())));
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
    if (head.isPresent() || audio.preSkip() > 0) {
      long delayNs = preSkip(audio) * NS_PER_SECOND / rateHz(audio);
      parts.add(Ebml.uint(MatroskaId.CODEC_DELAY, delayNs));
    }
    if (head.isPresent()) {
      parts.add(Ebml.uint(MatroskaId.SEEK_PRE_ROLL, OPUS_SEEK_PRE_ROLL_NS));
    }
    int channels = head.map(OpusHead::channels).orElse(audio.channels());
    List<byte[]> elements = new ArrayList<>();
    elements.add(Ebml.float64(MatroskaId.SAMPLING_FREQUENCY, rateHz(audio)));
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
