package org.kinora.storage.opuswal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/** What becomes of stamps that are out of order, missing, or of a generation not known here. */
class StampTest {
  private static final String KIND_RATE_CHANNELS = "0080f70201";

  @TempDir Path temp;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private byte packets;

  StampTest() {
    byte[] key = "Bob".getBytes(US_ASCII);
    ByteBuffer header = ByteBuffer.allocate(32 + key.length).order(ByteOrder.LITTLE_ENDIAN);
    log.writeBytes(
        header.put(WalScanner.FILE_MAGIC).putLong(0).putLong(60_480).putLong(3).put(key).array());
  }

  /** Appends a record; its packet of 20 ms ends in its number. */
  private void record(String headerHex) {
    byte[] header = HexFormat.of().parseHex(headerHex);
    ByteBuffer record = ByteBuffer.allocate(16 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    record.put(WalScanner.RECORD_MAGIC).putShort((short) header.length).put(header);
    log.writeBytes(record.putLong(4).put(new byte[] {0x78, 1, 2, packets++}).array());
  }

  private void stamped(long ms) {
    ByteBuffer header = ByteBuffer.allocate(RecordHeader.MOST_WRITTEN_BYTES);
    RecordHeader.put(header, 1, ms);
    record(HexFormat.of().formatHex(header.array(), 0, header.position()));
  }

  private Path session() throws IOException {
    Path wal = Files.createDirectories(temp.resolve("session/wal"));
    Files.write(wal.resolve(WalName.of("Bob", 1)), log.toByteArray());
    return wal.resolve("..").normalize();
  }

  /** The numbers of the packets in the order of reading, each with the time of its capture. */
  private void assertPackets(String expected) throws IOException {
    List<String> found = new ArrayList<>();
    try (RecordingReader reader = Sessions.open(session())) {
      TrackIndex index = reader.index(1);
      for (Blob packet : Sessions.packets(reader, 1)) {
        long capturedUs = index.timeUs(found.size()) + 6_500;
        found.add(packet.toByteArray()[3] + "@" + capturedUs / 1000.0);
      }
    }
    assertEquals(expected, String.join(" ", found));
  }

  @Test
  void read_outOfOrder_isSortedByStamp() throws IOException {
    for (long ms : new long[] {100, 160, 120, 140, 180}) {
      stamped(ms);
    }
    assertPackets("0@100.0 2@120.0 3@140.0 1@160.0 4@180.0");
  }

  @Test
  void read_repeatedStampsAfterAPause_followEachOther() throws IOException {
    for (long ms : new long[] {0, 20, 1_000, 1_000, 1_000, 1_060}) {
      stamped(ms);
    }
    assertPackets("0@0.0 1@20.0 2@1000.0 3@1020.0 4@1040.0 5@1060.0");
  }

  @Test
  void read_noStamp_followsThePacketBeforeIt() throws IOException {
    stamped(500);
    record(KIND_RATE_CHANNELS + "00" + "000000");
    stamped(540);
    assertPackets("0@500.0 1@520.0 2@540.0");
    List<Fault> faults = Sessions.faults(session());
    assertTrue(
        faults.stream()
            .anyMatch(f -> f.severity() == Severity.NOTE && f.place().endsWith("offset 66")),
        faults::toString);
  }

  /** Whatever stands behind the stamp, also bytes that look like another stamp. */
  @Test
  void read_unknownTail_isIgnored() throws IOException {
    record(KIND_RATE_CHANNELS + "01" + "f403" + "ff".repeat(900));
    record(KIND_RATE_CHANNELS + "01" + "8804");
    record("0180f70201" + "9c04" + "01".repeat(60));
    assertPackets("0@500.0 1@520.0 2@540.0");
  }

  /** A header that is cut, of an unknown kind, or with numbers that never end. */
  @Test
  void read_headersWithoutSense_keepTheirPackets() throws IOException {
    stamped(500);
    for (String header : List.of("", "00", "07" + "01".repeat(9), "ff".repeat(40))) {
      record(header);
    }
    assertPackets("0@500.0 1@520.0 2@540.0 3@560.0 4@580.0");
  }
}
