package org.kinora.container.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.VideoFormat;

/** Builds sample entries: the boxes that tell a decoder how a track's samples are to be read. */
final class SampleEntries {
  private static final int BOX_HEADER_BYTES = 8;
  private static final int DATA_REFERENCE = 1;
  private static final int DPI_72 = 72 << 16;
  private static final int COMPRESSOR_NAME_BYTES = 32;
  private static final short DEPTH_24 = 24;
  private static final int MOST_RATE_HZ = 0xFFFF;

  private SampleEntries() {}

  /**
   * A video sample entry (ISO/IEC 14496-12, section 12.1.3), with a {@code colr} box where the
   * colour is known.
   *
   * @param name the entry's type, four letters
   * @param configName the type of the box with the decoder configuration
   */
  static Blob video(String name, VideoFormat format, String configName, Blob config) {
    ByteBuffer fields = ByteBuffer.allocate(78);
    fields.position(6);
    fields.putShort((short) DATA_REFERENCE);
    fields.position(24);
    fields.putShort((short) format.width()).putShort((short) format.height());
    fields.putInt(DPI_72).putInt(DPI_72).putInt(0);
    fields.putShort((short) 1); // pictures per sample
    fields.position(fields.position() + COMPRESSOR_NAME_BYTES);
    fields.putShort(DEPTH_24).putShort((short) -1);
    byte[] configBox = box(configName, config.toByteArray());
    return Blob.of(box(name, fields.array(), configBox, colour(format.color())));
  }

  /**
   * An audio sample entry (section 12.2.3).
   *
   * @param name the entry's type, four letters
   * @param sampleBits bits of one decoded number, as far as the codec has such
   * @param configBox the box with the decoder configuration
   */
  static Blob audio(String name, int channels, int sampleBits, int rateHz, byte[] configBox) {
    ByteBuffer fields = ByteBuffer.allocate(28);
    fields.position(6);
    fields.putShort((short) DATA_REFERENCE);
    fields.position(16);
    fields.putShort((short) channels).putShort((short) sampleBits).putInt(0);
    fields.putInt(rateField(rateHz) << 16);
    return Blob.of(box(name, fields.array(), configBox));
  }

  /**
   * An {@code esds} box for AAC (ISO/IEC 14496-1, section 7.2.6 and ISO/IEC 14496-14, section 5.6).
   *
   * @param config AudioSpecificConfig, at most 64 bytes
   */
  static byte[] esds(Blob config) {
    byte[] specific = descriptor(5, config.toByteArray());
    // MPEG-4 audio, an audio stream; buffer size and bit rates not stated
    byte[] decoder = {0x40, 5 << 2 | 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] stream = {0, 0, 0};
    byte[] predefined = {2};
    return box(
        "esds",
        new byte[4],
        descriptor(3, stream, descriptor(4, decoder, specific), descriptor(6, predefined)));
  }

  /** A box of these parts. */
  static byte[] box(String name, byte[]... parts) {
    byte[] payload = join(parts);
    ByteBuffer box = ByteBuffer.allocate(BOX_HEADER_BYTES + payload.length);
    return box.putInt(box.capacity()).put(name.getBytes(ISO_8859_1)).put(payload).array();
  }

  /** {@code colr} of type {@code nclx} (ISO/IEC 14496-12, section 12.1.5), or nothing. */
  private static byte[] colour(ColorInfo info) {
    if (info.equals(ColorInfo.UNSPECIFIED)) {
      return new byte[0];
    }
    ByteBuffer fields = ByteBuffer.allocate(11).put("nclx".getBytes(US_ASCII));
    fields.putShort((short) info.primaries()).putShort((short) info.transfer());
    fields.putShort((short) info.matrix());
    fields.put((byte) (info.range() == ColorInfo.Range.FULL ? 0x80 : 0));
    return box("colr", fields.array());
  }

  /** The field has 16 bits: a higher rate is halved until it fits, as FLAC's mapping asks. */
  private static int rateField(int rateHz) {
    int rate = rateHz;
    while (rate > MOST_RATE_HZ) {
      rate = rate % 2 == 0 ? rate / 2 : 0;
    }
    return rate;
  }

  private static byte[] descriptor(int tag, byte[]... parts) {
    byte[] payload = join(parts);
    return join(new byte[] {(byte) tag, (byte) payload.length}, payload);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
