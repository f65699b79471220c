package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.spi.container.Salvage;

/** Files that lie, and elements that our own muxer never writes. */
class DamagedFileTest extends WrittenFiles {
  private static final byte[] TRACKS =
      Ebml.element(
          MatroskaId.TRACKS,
          Ebml.element(
              MatroskaId.TRACK_ENTRY,
              Ebml.uint(MatroskaId.TRACK_NUMBER, 7),
              Ebml.uint(MatroskaId.TRACK_UID, 7),
              Ebml.uint(MatroskaId.TRACK_TYPE, 2),
              Ebml.uint(MatroskaId.DEFAULT_DURATION, 10_000_000),
              Ebml.text(MatroskaId.CODEC_ID, "A_PCM/INT/LIT"),
              Ebml.element(MatroskaId.AUDIO, Ebml.uint(MatroskaId.BIT_DEPTH, 24))));

  private static final byte[] TIMESTAMP = Ebml.uint(MatroskaId.TIMESTAMP, 500);
  private static final byte[] POSITION = Ebml.uint(MatroskaId.POSITION, 4_711);
  private static final byte[] PREV_SIZE = Ebml.uint(MatroskaId.PREV_SIZE, 815);
  private static final byte[] CRC = Ebml.element(MatroskaId.CRC_32, new byte[] {1, 2, 3, 4});

  /** Track 7, 20 ms into the cluster, Xiph lacing of three frames of one byte. */
  private static final byte[] LACED =
      Ebml.element(
          MatroskaId.SIMPLE_BLOCK, new byte[] {(byte) 0x87, 0, 20, (byte) 0x82, 2, 1, 1, 9, 9, 9});

  private static byte[] fileOf(byte[]... inSegment) {
    return Ebml.concat(
        List.of(
            Ebml.element(MatroskaId.EBML, Ebml.text(MatroskaId.DOC_TYPE, "matroska")),
            Ebml.open(MatroskaId.SEGMENT),
            Ebml.concat(List.of(inSegment))));
  }

  private Path recovered(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("in.mka"), bytes);
    Path whole = directory.resolve("out.mka");
    try (FileChannel in = FileChannel.open(file);
        FileChannel out =
            FileChannel.open(
                whole,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      new MatroskaRecovery().examine(in).writeTo(out, told -> {});
    }
    return whole;
  }

  private SalvageReport report(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("in.mka"), bytes);
    try (FileChannel in = FileChannel.open(file)) {
      return new MatroskaRecovery().examine(in).report();
    }
  }

  @Test
  void examine_lacedBlocks_countsTheirFrames() throws IOException {
    SalvageReport report =
        report(fileOf(TRACKS, Ebml.open(MatroskaId.CLUSTER), TIMESTAMP, LACED, LACED));
    assertEquals(new SalvageReport.TrackReport(7, "pcm_s24le", 6), report.tracks().get(0));
    assertEquals(550_000, report.durationUs());
    assertEquals("mka", report.container());
    assertEquals(0, report.lostBytes());
    assertFalse(report.whole(), "a stream that never says where it ends");
  }

  /** 256 frames by its lacing, in two bytes. */
  @Test
  void examine_moreLacedFramesThanBytes_stopsBeforeThem() throws IOException {
    byte[] start = fileOf(TRACKS, Ebml.open(MatroskaId.CLUSTER), TIMESTAMP, LACED);
    byte[] block = {(byte) 0x87, 0, 20, (byte) 0x82, (byte) 0xFF, 9, 9};
    byte[] crowded = Ebml.element(MatroskaId.SIMPLE_BLOCK, block);
    SalvageReport report = report(Ebml.concat(List.of(start, crowded, LACED)));
    assertEquals(start.length, report.keptBytes());
    assertEquals(3, report.tracks().get(0).samples());
  }

  @Test
  void writeTo_hintsThatGoWrong_becomeVoid() throws IOException {
    byte[] cluster = Ebml.element(MatroskaId.CLUSTER, CRC, TIMESTAMP, POSITION, PREV_SIZE, LACED);
    List<String> before = Elements.of(Files.write(directory.resolve("a"), fileOf(TRACKS, cluster)));
    List<String> after = Elements.of(recovered(fileOf(TRACKS, cluster)));
    assertTrue(before.stream().anyMatch(line -> line.contains("CRC-32")));
    assertTrue(after.stream().noneMatch(line -> line.contains("CRC-32")), after::toString);
    assertEquals(
        3, after.stream().filter(line -> line.startsWith("    ") && line.endsWith("Void")).count());
    assertTrue(after.stream().anyMatch(line -> line.contains("SimpleBlock track 7, time 20")));
  }

  @Test
  void examine_sizesThatReachTooFar_stopsBeforeThem() throws IOException {
    byte[] tooLong = Ebml.header(MatroskaId.SIMPLE_BLOCK, 1L << 50);
    byte[] cluster = Ebml.header(MatroskaId.CLUSTER, 1L << 55);
    byte[] start = fileOf(TRACKS, cluster, TIMESTAMP, LACED);
    SalvageReport report = report(Ebml.concat(List.of(start, tooLong, LACED)));
    assertEquals(start.length, report.keptBytes());
    assertEquals(3, report.tracks().get(0).samples());
    byte[] deep = Ebml.open(MatroskaId.BLOCK_GROUP);
    assertEquals(start.length, report(Ebml.concat(List.of(start, deep, deep, LACED))).keptBytes());
    byte[] zeros = new byte[5_000];
    assertEquals(start.length, report(Ebml.concat(List.of(start, zeros))).keptBytes());
  }

  /** Nesting costs a file two bytes, a stack more. */
  @Test
  void examine_soundWithinSoundWithinSound_isNotFollowed() throws IOException {
    byte[] nested = Ebml.uint(MatroskaId.BIT_DEPTH, 16);
    for (int depth = 0; depth < 5_000; depth++) {
      nested = Ebml.element(MatroskaId.AUDIO, nested);
    }
    byte[] number = Ebml.uint(MatroskaId.TRACK_NUMBER, 1);
    byte[] tracks =
        Ebml.element(MatroskaId.TRACKS, Ebml.element(MatroskaId.TRACK_ENTRY, number, nested));
    assertEquals(1, report(fileOf(tracks)).tracks().size());
  }

  /** A clock that is no clock makes no time that is none. */
  @Test
  void examine_timesOutOfRange_stopsBeforeThem() throws IOException {
    byte[] start = fileOf(TRACKS, Ebml.element(MatroskaId.CLUSTER, TIMESTAMP, LACED));
    byte[] late =
        Ebml.element(MatroskaId.CLUSTER, Ebml.uint(MatroskaId.TIMESTAMP, Long.MAX_VALUE), LACED);
    SalvageReport report = report(Ebml.concat(List.of(start, late)));
    assertEquals(start.length, report.keptBytes());
    assertEquals(550_000, report.durationUs());
  }

  /** A block's time may lie before its cluster's, and that one's at 0. */
  @Test
  void examine_allTimesBelowZero_lastsNoTime() throws IOException {
    byte[] early =
        Ebml.element(
            MatroskaId.SIMPLE_BLOCK, new byte[] {(byte) 0x87, (byte) 0x82, 0, (byte) 0x80, 9});
    SalvageReport report =
        report(
            fileOf(
                TRACKS,
                Ebml.element(MatroskaId.CLUSTER, Ebml.uint(MatroskaId.TIMESTAMP, 0), early)));
    assertEquals(1, report.tracks().get(0).samples());
    assertEquals(0, report.durationUs());
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void examine_randomDamage_endsAndWritesNoMoreThanThereIs() throws IOException {
    byte[] good =
        Files.readAllBytes(
            Muxing.write(directory.resolve("a.webm"), Map.of(), vp9().until(600_000), opus("0.6")));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      byte[] bad = good.clone();
      int reach = round % 2 == 0 ? bad.length : Math.min(bad.length, 1_000);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(reach);
        bad[at] = random.nextInt(3) == 0 ? (byte) 0xFF : (byte) random.nextInt();
      }
      try {
        Path out = recovered(bad);
        long most = bad.length + Files.size(out) / 2 + 1_000; // an index at most
        assertTrue(Files.size(out) <= most, "seed " + seed + ", round " + round);
      } catch (MediaException refused) {
        assertTrue(refused.getMessage().startsWith("matroska: "), refused.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void writeTo_progressThatThrows_endsTheWork() throws IOException {
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), vp9());
    try (FileChannel in = FileChannel.open(file);
        FileChannel out =
            FileChannel.open(
                directory.resolve("b.webm"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Salvage salvage = new MatroskaRecovery().examine(in);
      assertThrows(
          IllegalStateException.class,
          () ->
              salvage.writeTo(
                  out,
                  told -> {
                    throw new IllegalStateException("enough");
                  }));
      assertTrue(in.isOpen() && out.isOpen(), "channels stay the caller's");
    }
  }
}
