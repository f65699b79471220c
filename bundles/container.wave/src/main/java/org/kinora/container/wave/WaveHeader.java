package org.kinora.container.wave;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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

  /** The sizes and names in front and behind, and the chunks ds64 and fact. */
  private static final int SIZED_BYTES = 12 + 8 + DS64_BYTES + 12 + 8;

  private final PcmFormat format;
  private final byte[] stated;
  private final int sizeBytes;

  /**
   * Describes a file.
   *
   * @param sideBySide whether its channels are several tracks
   */
  WaveHeader(PcmFormat format, boolean sideBySide, Optional<BroadcastExtension> extension) {
    this.format = format;
    stated = stated(format, sideBySide, extension);
    sizeBytes = toBytes(0).length;
  }

  /** The chunks that stay the same however long the file gets. */
  private static byte[] stated(
      PcmFormat format, boolean sideBySide, Optional<BroadcastExtension> extension) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    extension.ifPresent(
        facts -> {
          chunk(out, "bext", facts.bext());
          chunk(out, "iXML", facts.ixml());
        });
    ByteBuffer pcm = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    format.putFormat(pcm, sideBySide);
    chunk(out, "fmt ", Arrays.copyOf(pcm.array(), pcm.position()));
    return out.toByteArray();
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
    ByteBuffer out =
        ByteBuffer.allocate(SIZED_BYTES + stated.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(name(large ? "RF64" : "RIFF")).putInt(large ? -1 : (int) riffBytes).put(name("WAVE"));
    out.put(name(large ? "ds64" : "JUNK")).putInt(DS64_BYTES);
    if (large) {
      out.putLong(riffBytes).putLong(dataBytes).putLong(frames).putInt(0);
    } else {
      out.position(out.position() + DS64_BYTES);
    }
    out.put(stated);
    if (format.isFloat()) {
      out.put(name("fact")).putInt(4).putInt(large ? -1 : (int) frames);
    }
    out.put(name("data")).putInt(large ? -1 : (int) dataBytes);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] payload) {
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(head.put(name(name)).putInt(payload.length).array());
    out.writeBytes(payload);
    if ((payload.length & 1) != 0) {
      out.write(0);
    }
  }

  private static byte[] name(String name) {
    return name.getBytes(US_ASCII);
  }
}
