package org.kinora.engine.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.lib.bitstream.Vp8;
import org.kinora.lib.bitstream.Vp9;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;

/**
 * Tells the groups of pictures that need nothing before them. What a container calls a key frame
 * may be the recovery point of an open group, so the samples themselves are asked.
 */
final class ClosedGroups {
  private ClosedGroups() {}

  /** Whether a closed group begins with a sample. */
  static boolean begins(RecordingReader reader, Track track, int sample) throws IOException {
    TrackIndex index = reader.index(track.id());
    if (!(track.format() instanceof VideoFormat format)
        || !index.isKeyframe(sample)
        || leadsShownBefore(index, sample)) {
      return false;
    }
    AtomicBoolean entry = new AtomicBoolean();
    reader.read(
        new SampleRange(track.id(), sample, 1), (info, data) -> entry.set(isEntry(format, data)));
    return entry.get() || isIntraOnly(format);
  }

  /** Whether something that is decoded after a picture is shown before it. */
  private static boolean leadsShownBefore(TrackIndex index, int sample) {
    int end = Math.min(index.count(), sample + DatasetSource.MOST_REORDERED);
    for (int i = sample + 1; i < end; i++) {
      if (index.timeUs(i) < index.timeUs(sample)) {
        return true;
      }
    }
    return false;
  }

  /** Every picture of these stands alone. */
  private static boolean isIntraOnly(VideoFormat format) {
    return switch (format.codec()) {
      case "mjpeg", "png", "raw" -> true;
      default -> false;
    };
  }

  /**
   * Whether a sample makes the decoder forget all pictures. In VP8, VP9 and AV1 every key frame
   * that is shown does (RFC 6386, section 9.7; VP9, section 7.2; AV1, section 7.20), and AV1 is
   * entered at a sequence header only.
   */
  private static boolean isEntry(VideoFormat format, ByteBuffer data) throws MediaException {
    return switch (format.codec()) {
      case "h264" -> hasPicture(NalCodec.AVC, format, data);
      case "h265" -> hasPicture(NalCodec.HEVC, format, data);
      case "vp8" -> Vp8.parse(data).isPresent();
      case "vp9" -> Vp9.parse(data).isPresent();
      case "av1" -> Av1.parse(data).isPresent();
      default -> false;
    };
  }

  /**
   * Whether a sample is an IDR picture, or in H.265 any where decoding can start: nothing that
   * follows one in decode order and is shown after it refers to what was before (section 3.76).
   */
  private static boolean hasPicture(NalCodec codec, VideoFormat format, ByteBuffer data)
      throws MediaException {
    AtomicBoolean found = new AtomicBoolean();
    if (format.config().isEmpty()) {
      AnnexB.forEachNal(data, nal -> found.compareAndSet(false, isEntry(codec, nal)));
    } else {
      int lengthSize = ParameterSets.fromConfig(codec, format.config()).lengthSize();
      LengthPrefixed.forEachNal(
          data, lengthSize, nal -> found.compareAndSet(false, isEntry(codec, nal)));
    }
    return found.get();
  }

  private static boolean isEntry(NalCodec codec, ByteBuffer nal) {
    return codec.isKeySlice(nal.get(nal.position()));
  }
}
