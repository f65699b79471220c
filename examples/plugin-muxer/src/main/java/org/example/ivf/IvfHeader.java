package org.example.ivf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import org.kinora.media.MediaTime;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/**
 * The beginning of an IVF file, 32 bytes, little-endian:
 *
 * <pre>
 *  0 "DKIF"            8 codec, four letters      16 ticks a second
 *  4 version, 0       12 width                    20 ticks that one unit of time has: 1
 *  6 these 32 bytes   14 height                   24 length in ticks; 28 unused
 * </pre>
 */
record IvfHeader(String fourLetters, int width, int height) {
  static final int BYTES = 32;

  private static final int MOST_PIXELS = 65_535;
  private static final long MOST_LENGTH_US = 0xFFFF_FFFFL;
  private static final Map<String, String> CODECS = Map.of("vp8", "VP80", "vp9", "VP90");

  /** The header of a file with such a track, where there is one. */
  static Optional<IvfHeader> of(TrackFormat format) {
    if (format instanceof VideoFormat video
        && CODECS.containsKey(video.codec())
        && video.width() <= MOST_PIXELS
        && video.height() <= MOST_PIXELS) {
      String fourLetters = CODECS.getOrDefault(video.codec(), "");
      return Optional.of(new IvfHeader(fourLetters, video.width(), video.height()));
    }
    return Optional.empty();
  }

  /**
   * The bytes.
   *
   * @param lengthUs where the last picture ends; what 32 bits cannot hold is written as 0, not
   *     known
   */
  ByteBuffer bytes(long lengthUs) {
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("DKIF".getBytes(US_ASCII))
        .putShort((short) 0)
        .putShort((short) BYTES)
        .put(fourLetters.getBytes(US_ASCII))
        .putShort((short) width)
        .putShort((short) height)
        .putInt(MediaTime.US_PER_SECOND)
        .putInt(1)
        .putInt(lengthUs <= MOST_LENGTH_US ? (int) lengthUs : 0)
        .putInt(0)
        .flip();
  }
}
