package org.kinora.engine.copy;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.NalSink;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/**
 * Checksums of a track's samples. Formats of H.264 and H.265 differ in what stands between NAL
 * units, start codes of three or four bytes or lengths, and in where parameter sets are kept. So
 * besides the checksum of a sample's bytes there is one of its NAL units alone, without parameter
 * sets.
 */
final class SampleDigest {
  private static final int NO_LENGTHS = 0;

  private final CRC32C crc = new CRC32C();
  private final @Nullable NalCodec codec;
  private final int lengthSize;

  SampleDigest(TrackFormat format) {
    NalCodec named = NalCodec.of(format.codec()).orElse(null);
    int size = NO_LENGTHS;
    if (named != null && format instanceof VideoFormat video && !video.config().isEmpty()) {
      try {
        size = ParameterSets.fromConfig(named, video.config()).lengthSize();
      } catch (MediaException broken) {
        named = null; // then no format can take the samples apart, and all keep their bytes
      }
    }
    codec = named;
    lengthSize = size;
  }

  /** Whether samples consist of NAL units. */
  boolean hasNals() {
    return codec != null;
  }

  /** The checksum of all bytes; the buffer stays as it is. */
  int ofBytes(ByteBuffer data) {
    crc.reset();
    crc.update(data.duplicate());
    return (int) crc.getValue();
  }

  /** The checksum of the NAL units; that of all bytes where none are found. */
  int ofNals(ByteBuffer data) {
    NalUnits units = new NalUnits();
    crc.reset();
    try {
      if (lengthSize == NO_LENGTHS) {
        AnnexB.forEachNal(data, units);
      } else {
        LengthPrefixed.forEachNal(data, lengthSize, units);
      }
    } catch (MediaException torn) {
      return ofBytes(data);
    }
    return units.count == 0 ? ofBytes(data) : (int) crc.getValue();
  }

  /** Adds NAL units to the checksum. */
  private final class NalUnits implements NalSink<RuntimeException> {
    private int count;

    @Override
    public void accept(ByteBuffer nal) {
      if (codec != null && !codec.isParameterSet(nal.get(nal.position()) & 0xFF)) {
        crc.update(nal);
        count++;
      }
    }
  }
}
