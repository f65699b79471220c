package org.kinora.container.wave;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Everything before the sound.
 *
 * <pre>
 * RIFF size WAVE                 RF64 ffffffff WAVE          beyond 4 GiB
 *   JUNK 28  …                     ds64 28  riff size, data size, frames, 0
 *   bext …  iXML …                 bext …  iXML …            where something is stated
 *   fmt  …                         fmt  …
 *   fact 4  frames                 fact 4  frames            float only
 *   data size                      data ffffffff
 * </pre>
 *
 * The chunk JUNK keeps the place of ds64 (EBU Tech 3306, section 3), so that a file becomes RF64
 * without moving a byte of sound.
 */
final class WaveHeader {
  private static final long RIFF_BYTES_MAX = 0xFFFF_FFFEL;
  private static final int DS64_BYTES = 28;

  private final PcmFormat format;
  private final Optional<BroadcastExtension> extension;
  private final int sizeBytes;

  WaveHeader(PcmFormat format, Optional<BroadcastExtension> extension) {
    this.format = format;
    this.extension = extension;
    sizeBytes = toBytes(0).length;
  }

  /** Bytes of the header, whatever is behind it. */
  int sizeBytes() {
    return sizeBytes;
  }

  /** The header of a file with so many bytes of sound. */
  byte[] toBytes(long dataBytes) {
    long riffBytes = sizeBytes - 8 + dataBytes + (dataBytes & 1);
    boolean large = riffBytes > RIFF_BYTES_MAX;
    long frames = dataBytes / format.frameBytes();
    ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    out.put(name(large ? "RF64" : "RIFF")).putInt(large ? -1 : (int) riffBytes).put(name("WAVE"));
    out.put(name(large ? "ds64" : "JUNK")).putInt(DS64_BYTES);
    if (large) {
      out.putLong(riffBytes).putLong(dataBytes).putLong(frames).putInt(0);
    } else {
      out.position(out.position() + DS64_BYTES);
    }
    extension.ifPresent(
        stated -> {
          chunk(out, "bext", stated.bext());
          chunk(out, "iXML", stated.ixml());
        });
    ByteBuffer pcm = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    format.putFormat(pcm);
    byte[] payload = new byte[pcm.flip().remaining()];
    pcm.get(payload);
    chunk(out, "fmt ", payload);
    if (format.isFloat()) {
      out.put(name("fact")).putInt(4).putInt(large ? -1 : (int) frames);
    }
    out.put(name("data")).putInt(large ? -1 : (int) dataBytes);
    byte[] header = new byte[out.flip().remaining()];
    out.get(header);
    return header;
  }

  private static void chunk(ByteBuffer out, String name, byte[] payload) {
    out.put(name(name)).putInt(payload.length).put(payload);
    if ((payload.length & 1) != 0) {
      out.put((byte) 0);
    }
  }

  private static byte[] name(String name) {
    return name.getBytes(US_ASCII);
  }
}
