package org.kinora.tck.framework;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a voice session as its recorder would, by no code of the product; the layout is on the
 * page {@code docs/formats/opuswal.md}. Everybody speaks now and then.
 */
final class VoiceSession {
  private static final int PACKET_MS = 20;

  /** 20 ms of CELT, fullband, mono; what they decode to does not matter. */
  private static final int TOC = 0xF8;

  private static final int PACKET_BYTES = 80;

  private VoiceSession() {}

  /**
   * Writes a session.
   *
   * @param directory is made
   * @param share of the time that a speaker speaks
   */
  static void write(Path directory, int speakers, long lengthMs, double share) throws IOException {
    Path wal = Files.createDirectories(directory.resolve("wal"));
    Files.writeString(
        directory.resolve("session.json"),
        """
        {"session_id": "%s", "start_timestamp": 1763679836123, "duration_ms": %d}
        """
            .formatted(directory.getFileName(), lengthMs));
    for (int speaker = 0; speaker < speakers; speaker++) {
      String key = "Speaker" + speaker;
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(wal.resolve(key + "-1-0001.log")))) {
        out.write(header(key));
        speak(out, new Random(speaker), lengthMs, share);
      }
    }
  }

  /** Runs of 2 to 20 seconds, with pauses between them. */
  private static void speak(OutputStream out, Random random, long lengthMs, double share)
      throws IOException {
    long stampMs = random.nextInt(2_000);
    while (stampMs < lengthMs - PACKET_MS) {
      int packets = 100 + random.nextInt(900);
      for (int i = 0; i < packets && stampMs < lengthMs - PACKET_MS; i++) {
        out.write(record(stampMs, random));
        stampMs += PACKET_MS;
      }
      stampMs += (long) (packets * PACKET_MS * (1 / share - 1) * 2 * random.nextDouble());
    }
  }

  private static byte[] header(String key) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(32 + name.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("NANO-LOG".getBytes(StandardCharsets.US_ASCII))
        .putLong(0)
        .putLong(60_480)
        .putLong(name.length)
        .put(name)
        .array();
  }

  /** An input at 48,000 Hz, one channel, with its stamp. */
  private static byte[] record(long stampMs, Random random) {
    ByteBuffer stamp = ByteBuffer.allocate(10);
    long rest = stampMs;
    for (; rest > 0x7f; rest >>>= 7) {
      stamp.put((byte) (rest | 0x80));
    }
    stamp.put((byte) rest).flip();
    byte[] packet = new byte[PACKET_BYTES];
    random.nextBytes(packet);
    packet[0] = (byte) TOC;
    int headerBytes = 6 + stamp.remaining() + 3;
    return ByteBuffer.allocate(6 + 2 + headerBytes + 8 + packet.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("NANORC".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) headerBytes)
        .put(new byte[] {0, (byte) 0x80, (byte) 0xf7, 2, 1, 1})
        .put(stamp)
        .put(new byte[3])
        .putLong(packet.length)
        .put(packet)
        .array();
  }
}
