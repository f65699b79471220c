package org.kinora.storage.opuswal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

class OpusWalReaderTest {
  @TempDir Path temp;
  private Path session;

  @BeforeEach
  void copyExample() throws IOException {
    session = Sessions.copyExample(temp);
  }

  @Test
  void hash_knownNames_giveTheMeasuredNumbers() {
    assertEquals("Bob-14643510497630610329-0001.log", WalName.of("Bob", 1));
    assertEquals("Alaydriem-2772347611254923984-0001.log", WalName.of("Alaydriem", 1));
    assertEquals(
        "BobBythe3rdofaverylo-15773612358692602819-0001.log",
        WalName.of("Bob By, the 3rd of a very long name", 1));
  }

  @Test
  void open_example_hasAPacketForEachNanorc() throws IOException {
    Map<String, Integer> expected =
        Map.of("Alaydriem", 100, "Bob", 50, "Bob By, the 3rd of a very long name", 50);
    try (RecordingReader reader = Sessions.open(session)) {
      assertEquals("2025-11-24T23:03:56.123Z", reader.info().startedAt().orElseThrow().toString());
      assertTrue(reader.info().complete());
      assertEquals(3, reader.info().tracks().size());
      for (Track track : reader.info().tracks()) {
        int count = reader.index(track.id()).count();
        assertEquals(expected.get(track.name()), count, track.name());
        assertEquals(markers(track.name()), count, "NANORC in the log of " + track.name());
        AudioFormat format = (AudioFormat) track.format();
        assertEquals(List.of(1, 312), List.of(format.channels(), format.preSkip()));
      }
      // Its stamp is 37 ms; those of the next packets say that the run began at 40 ms.
      assertEquals(40_000 - 6_500, reader.index(1).timeUs(0));
      assertEquals(SampleInfo.inOrder(33_500, 20_000, 112, true), reader.index(1).info(0));
    }
  }

  @Test
  void open_headerOfOneLogCut_keepsTheNumbersOfTheOthers() throws IOException {
    List<Blob> bob = bob();
    Path first = session.resolve(Sessions.ALAYDRIEM);
    Files.write(first, Arrays.copyOf(Files.readAllBytes(first), 21));
    assertEquals(bob, bob());
    try (RecordingReader reader = Sessions.open(session)) {
      assertEquals(0, reader.index(1).count());
    }
  }

  private int markers(String key) throws IOException {
    Path log = session.resolve("wal").resolve(WalName.of(key, 1));
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    return text.split("NANORC", -1).length - 1;
  }

  @Test
  void open_truncatedInTheLast4KiB_keepsEveryWholePacket() throws IOException {
    byte[] whole = Files.readAllBytes(session.resolve(Sessions.BOB));
    List<Blob> truth = bob();
    for (int length = whole.length - 1; length >= whole.length - 4096; length--) {
      Files.write(session.resolve(Sessions.BOB), Arrays.copyOf(whole, length));
      List<Blob> found = bob();
      assertEquals(truth.subList(0, found.size()), found, "cut to " + length);
      assertEquals(wholeRecords(whole, length), found.size(), "cut to " + length);
    }
  }

  /** Every record of this log ends where the next one, or the file, begins. */
  private static int wholeRecords(byte[] log, int length) {
    String text = new String(log, StandardCharsets.ISO_8859_1) + "NANORC";
    int count = 0;
    int next = text.indexOf("NANORC", text.indexOf("NANORC") + 1);
    while (next >= 0 && next <= length) {
      count++;
      next = text.indexOf("NANORC", next + 1);
    }
    return count;
  }

  private List<Blob> bob() throws IOException {
    try (RecordingReader reader = Sessions.open(session)) {
      return Sessions.packets(reader, 2);
    }
  }

  @Test
  void open_randomDamage_isReadOrRefused() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Path log = session.resolve(Sessions.ALAYDRIEM);
    byte[] whole = Files.readAllBytes(log);
    for (int n = 0; n < 300; n++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int i = 0; i < 1 + n % 20; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(log, damaged);
      try (RecordingReader reader = Sessions.open(session)) {
        for (Track track : reader.info().tracks()) {
          assertEquals(
              reader.index(track.id()).count(), Sessions.packets(reader, track.id()).size());
        }
      } catch (MediaException | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + n, e);
      }
    }
  }

  @Test
  void verify_bytesBetweenRecords_namesTheOffsetAndReadsOn() throws IOException {
    Path log = session.resolve(Sessions.BOB);
    byte[] whole = Files.readAllBytes(log);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(whole, 0, 35);
    changed.writeBytes(new byte[] {1, 2, 3, 4, 5});
    changed.write(whole, 35, whole.length - 35);
    List<Blob> truth = bob();
    Files.write(log, changed.toByteArray());
    assertEquals(truth, bob());
    assertTrue(
        Sessions.faults(session).stream()
            .anyMatch(fault -> fault.place().equals(Sessions.BOB + ", offset 35")));
  }

  @Test
  void open_noSessionJson_readsTheLogsAlone() throws IOException {
    Files.delete(session.resolve("session.json"));
    try (RecordingReader reader = Sessions.open(session)) {
      assertEquals(Sessions.ID, reader.info().id());
      assertEquals(3, reader.info().tracks().size());
      assertFalse(reader.info().complete());
    }
    assertEquals("session.json", Sessions.faults(session).get(0).place());
  }

  @Test
  void open_secondSegmentUnderAnotherName_isJoinedByItsKey() throws IOException {
    Path first = session.resolve(Sessions.BOB);
    byte[] whole = Files.readAllBytes(first);
    List<Blob> truth = bob();
    int cut = new String(whole, StandardCharsets.ISO_8859_1).indexOf("NANORC", 5000);
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    second.write(whole, 0, 35);
    second.write(whole, cut, whole.length - cut);
    Files.write(first, Arrays.copyOf(whole, cut));
    Files.write(session.resolve("wal/renamed-1-0002.log"), second.toByteArray());
    assertEquals(truth, bob());
  }

  @Test
  void write_example_givesTheSamePacketsAndItsHeader() throws IOException {
    Path copy = temp.resolve("copy");
    try (RecordingReader reader = Sessions.open(session);
        RecordingWriter writer = new OpusWalFormat().create(copy, reader.info())) {
      for (Track track : reader.info().tracks()) {
        int[] next = {0};
        for (Blob packet : Sessions.packets(reader, track.id())) {
          SampleInfo info = reader.index(track.id()).info(next[0]++);
          writer.append(track.id(), info, packet.buffer());
        }
      }
      writer.finish();
      try (RecordingReader again = Sessions.open(copy)) {
        assertEquals(reader.info().tracks(), again.info().tracks());
        for (Track track : reader.info().tracks()) {
          assertEquals(Sessions.packets(reader, track.id()), Sessions.packets(again, track.id()));
        }
      }
    }
    byte[] original = Files.readAllBytes(session.resolve(Sessions.ALAYDRIEM));
    byte[] written = Files.readAllBytes(copy.resolve(Sessions.ALAYDRIEM));
    int first = 41 + 6 + 2 + 10 + 8 + 112;
    original[41 + 6 + 2 + 6] = 40; // the stamp becomes when the packet was placed
    assertArrayEquals(
        Arrays.copyOfRange(original, 41, first), Arrays.copyOfRange(written, 41, first));
  }

  @Test
  void stampMs_inputAndOutput_readTheFourthField() {
    assertEquals(37, stamp("0080f702010125000000"));
    assertEquals(500, stamp("0180f70201f403010003426f62"));
    assertEquals(RecordHeader.NO_STAMP, stamp("0080f7020100000000"));
    assertEquals(RecordHeader.NO_STAMP, stamp("0080f70201"));
  }

  private static long stamp(String hex) {
    return RecordHeader.stampMs(Blob.of(HexFormat.of().parseHex(hex)).buffer());
  }
}
