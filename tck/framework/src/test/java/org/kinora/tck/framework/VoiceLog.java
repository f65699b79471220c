package org.kinora.tck.framework;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The packets of one speaker as the bytes of a voice session say, read by no code of the product;
 * the layout is on the page {@code docs/formats/opuswal.md}.
 *
 * @param speaker who is heard
 * @param packets in the order of the file
 */
record VoiceLog(String speaker, List<Packet> packets) {
  private static final int FILE_MAGIC_BYTES = 24;
  private static final int RECORD_MAGIC_BYTES = 6;

  /**
   * One packet.
   *
   * @param stampMs when it was captured
   * @param hash of its bytes, as ffprobe writes it
   */
  record Packet(long stampMs, String hash) {}

  static VoiceLog read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(FILE_MAGIC_BYTES);
    byte[] speaker = take(bytes, bytes.getLong());
    List<Packet> packets = new ArrayList<>();
    while (bytes.hasRemaining()) {
      bytes.position(bytes.position() + RECORD_MAGIC_BYTES);
      ByteBuffer header = ByteBuffer.wrap(take(bytes, Short.toUnsignedInt(bytes.getShort())));
      packets.add(new Packet(stampMs(header), hash(take(bytes, bytes.getLong()))));
    }
    return new VoiceLog(new String(speaker, StandardCharsets.UTF_8), packets);
  }

  private static byte[] take(ByteBuffer from, long size) {
    byte[] bytes = new byte[Math.toIntExact(size)];
    from.get(bytes);
    return bytes;
  }

  /** Kind, rate, channels, then the stamp, which kind 0 may lack. */
  private static long stampMs(ByteBuffer header) {
    boolean optional = number(header) == 0;
    number(header);
    number(header);
    if (optional && header.get() == 0) {
      return 0;
    }
    return number(header);
  }

  /** Seven bits a byte, the lowest first; the highest bit says that there are more. */
  private static long number(ByteBuffer header) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = header.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static String hash(byte[] packet) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(packet);
      return "MD5:" + HexFormat.of().formatHex(md5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
