package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import org.kinora.media.MediaException;

/** The table-of-contents byte of Opus packets (RFC 6716, section 3.1). */
public final class Opus {
  /** The rate in Hz at which Opus times are counted, whatever the input's rate was. */
  public static final int RATE_HZ = 48_000;

  private static final int MOST_SAMPLES = 5760;
  private static final int FIRST_HYBRID = 12;
  private static final int FIRST_CELT = 16;

  private Opus() {}

  /**
   * How long a packet is, in samples at 48 kHz: 120 to 5760.
   *
   * @throws MediaException DECODE_ERROR for an empty packet or one longer than 120 ms
   */
  public static int samples(ByteBuffer packet) throws MediaException {
    int frames = frames(packet);
    int samples = frames * frameSamples((packet.get(packet.position()) & 0xFF) >> 3);
    if (frames == 0 || samples > MOST_SAMPLES) {
      throw BitReader.broken(
          "Opus packet", "it has %d samples, expected 120 to 5760".formatted(samples));
    }
    return samples;
  }

  /**
   * How many channels a packet was coded with: 1 or 2. A decoder makes either of it.
   *
   * @throws MediaException DECODE_ERROR for an empty packet
   */
  public static int channels(ByteBuffer packet) throws MediaException {
    return (toc(packet) & 4) == 0 ? 1 : 2;
  }

  private static int frames(ByteBuffer packet) throws MediaException {
    int code = toc(packet) & 3;
    if (code < 3) {
      return code == 0 ? 1 : 2;
    }
    if (packet.remaining() < 2) {
      throw BitReader.broken("Opus packet", "its frame count is missing");
    }
    return packet.get(packet.position() + 1) & 0x3F;
  }

  private static int toc(ByteBuffer packet) throws MediaException {
    if (!packet.hasRemaining()) {
      throw BitReader.broken("Opus packet", "it is empty");
    }
    return packet.get(packet.position()) & 0xFF;
  }

  /** RFC 6716, table 2. */
  private static int frameSamples(int config) {
    if (config < FIRST_HYBRID) {
      int step = config & 3;
      return step == 3 ? 2880 : 480 << step;
    }
    return config < FIRST_CELT ? 480 << (config & 1) : 120 << (config & 3);
  }
}
