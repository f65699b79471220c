package org.kinora.container.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.kinora.lib.bitstream.AacConfig;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.lib.bitstream.Vp8;
import org.kinora.lib.bitstream.Vp9;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/** What MP4 holds, codec by codec. */
final class Codecs {
  private static final int MOST_PIXELS_A_SIDE = 0xFFFF;
  private static final int MOST_AAC_CONFIG_BYTES = 64;
  private static final int STREAMINFO_BYTES = 34;

  private Codecs() {}

  /**
   * How samples of this format are stored.
   *
   * @throws MediaException TRACK_NOT_SUPPORTED
   */
  static SampleForm formOf(TrackFormat format) throws MediaException {
    return formOf(format, false);
  }

  /**
   * The same, with parameter sets that change left in the samples where sample entries come too
   * late.
   *
   * @throws MediaException TRACK_NOT_SUPPORTED
   */
  static SampleForm formOf(TrackFormat format, boolean keepsLaterSets) throws MediaException {
    try {
      if (format instanceof VideoFormat video) {
        return video(video, keepsLaterSets);
      }
      if (format instanceof AudioFormat audio) {
        return new SampleForm.Fixed(audio(audio));
      }
      throw unfit("it is neither video nor audio");
    } catch (MediaException e) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "mp4: track of " + format.codec() + ": " + e.getMessage(),
          e);
    }
  }

  /** The file type brand that files with this codec state, or nothing. */
  static String brandOf(TrackFormat format) {
    return switch (format.codec()) {
      case "h264" -> "avc1";
      case "h265" -> "hvc1";
      case "av1" -> "av01";
      case "opus" -> "Opus";
      default -> "";
    };
  }

  /**
   * How far a decoder must run ahead after a seek, in samples of sound: 80 ms of Opus (RFC 7845,
   * section 4.6), one access unit of AAC (ISO/IEC 14496-3, section 4.6.11), nothing for FLAC.
   */
  static int prerollOf(AudioFormat format) {
    return switch (format.codec()) {
      case "opus" -> 3840;
      case "aac" -> 1;
      default -> 0;
    };
  }

  private static SampleForm video(VideoFormat format, boolean keepsLaterSets)
      throws MediaException {
    if (format.width() > MOST_PIXELS_A_SIDE || format.height() > MOST_PIXELS_A_SIDE) {
      throw unfit("a picture of " + format.width() + "x" + format.height());
    }
    return switch (format.codec()) {
      case "h264" -> nals(format, "avc1", "avcC", keepsLaterSets);
      case "h265" -> nals(format, "hvc1", "hvcC", keepsLaterSets);
      case "vp8" -> keyframe(format, "vp08", "vpcC", frame -> vp8Config(frame, format.color()));
      case "vp9" -> keyframe(format, "vp09", "vpcC", frame -> Vp9.parse(frame).map(Vp9::vpcC));
      case "av1" -> withoutDelimiter(keyframe(format, "av01", "av1C", Av1::av1C));
      default -> throw unfit("expected h264, h265, vp8, vp9 or av1");
    };
  }

  private static SampleForm nals(
      VideoFormat format, String entryName, String configName, boolean keepsLaterSets)
      throws MediaException {
    NalCodec codec = NalCodec.of(format.codec()).orElseThrow();
    UnaryOperator<Blob> entryOf =
        config -> SampleEntries.video(entryName, format, configName, config);
    if (format.config().isEmpty()) {
      return new ByteStreamForm(codec, entryOf, keepsLaterSets);
    }
    if (!ParameterSets.fromConfig(codec, format.config()).isComplete()) {
      throw unfit("a configuration without parameter sets");
    }
    return new SampleForm.Fixed(entryOf.apply(format.config()));
  }

  private static SampleForm keyframe(
      VideoFormat format,
      String entryName,
      String configName,
      Function<ByteBuffer, Optional<Blob>> configOf) {
    UnaryOperator<Blob> entryOf =
        config -> SampleEntries.video(entryName, format, configName, config);
    return format.config().isEmpty()
        ? new KeyframeForm(configOf, entryOf)
        : new SampleForm.Fixed(entryOf.apply(format.config()));
  }

  /** AV1 samples without their temporal delimiter (AV1 in ISO files, section 2.4). */
  private static SampleForm withoutDelimiter(SampleForm form) {
    return new SampleForm() {
      @Override
      public ByteBuffer stored(ByteBuffer data) throws MediaException {
        ByteBuffer units = data.duplicate();
        Av1.skipTemporalDelimiter(units);
        return form.stored(units);
      }

      @Override
      public Blob entry() {
        return form.entry();
      }
    };
  }

  /**
   * {@code vpcC} of VP8 (VP Codec ISO Media File Format Binding, section 2.2): 8 bits, 4:2:0; the
   * level does not apply.
   */
  private static Optional<Blob> vp8Config(ByteBuffer frame, ColorInfo color) {
    int range = color.range() == ColorInfo.Range.FULL ? 1 : 0;
    ByteBuffer config = ByteBuffer.allocate(12).put((byte) 1).position(4);
    return Vp8.parse(frame)
        .map(
            header ->
                config
                    .put((byte) header.version())
                    .put((byte) 0)
                    .put((byte) (8 << 4 | 1 << 1 | range))
                    .put((byte) color.primaries())
                    .put((byte) color.transfer())
                    .put((byte) color.matrix())
                    .clear())
        .map(Blob::of);
  }

  private static Blob audio(AudioFormat format) throws MediaException {
    return switch (format.codec()) {
      case "opus" -> opus(format);
      case "aac" -> aac(format);
      case "flac" -> flac(format);
      default -> throw unfit("expected opus, aac or flac");
    };
  }

  /** Opus in ISO Base Media File Format, section 4.3. */
  private static Blob opus(AudioFormat format) throws MediaException {
    OpusHead head = OpusHead.of(format);
    if (head.mappingFamily() != 0) {
      throw unfit("channel mapping family " + head.mappingFamily() + ", expected 0");
    }
    byte[] config = SampleEntries.box("dOps", head.toDOps().toByteArray());
    return SampleEntries.audio("Opus", head.channels(), 16, Opus.RATE_HZ, config);
  }

  private static Blob aac(AudioFormat format) throws MediaException {
    if (format.config().size() > MOST_AAC_CONFIG_BYTES) {
      throw unfit("an AudioSpecificConfig of " + format.config().size() + " bytes");
    }
    AacConfig.parse(format.config());
    byte[] config = SampleEntries.esds(format.config());
    return SampleEntries.audio("mp4a", format.channels(), 16, format.sampleRate(), config);
  }

  /** FLAC in ISO Base Media File Format, section 3.3. */
  private static Blob flac(AudioFormat format) throws MediaException {
    Blob info = format.config();
    if (info.size() != STREAMINFO_BYTES) {
      throw unfit("a STREAMINFO block of " + info.size() + " bytes, expected " + STREAMINFO_BYTES);
    }
    // The bits of a sample less one lie in the last bit of byte 12 and the first four of byte 13.
    int sampleBits = ((info.buffer().getShort(12) >> 4) & 0x1F) + 1;
    byte[] versionAndLastBlockOfType0 = {0, 0, 0, 0, (byte) 0x80, 0, 0, STREAMINFO_BYTES};
    byte[] config = SampleEntries.box("dfLa", versionAndLastBlockOfType0, info.toByteArray());
    return SampleEntries.audio("fLaC", format.channels(), sampleBits, format.sampleRate(), config);
  }

  private static MediaException unfit(String message) {
    return new MediaException(MediaError.TRACK_NOT_SUPPORTED, message);
  }
}
