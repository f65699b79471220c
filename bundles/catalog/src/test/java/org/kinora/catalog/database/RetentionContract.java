package org.kinora.catalog.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinora.catalog.Removal;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.RetentionReport;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.reel.ReelFormat;
import org.kinora.storage.rf1.Rf1Format;

/** What is deleted and what is not, the same on every database. */
abstract class RetentionContract extends RetentionSetup {
  @Test
  void retain_maxAge_countsFromTheEnd() throws IOException {
    Path old = tape("a", 40, 31, true);
    Path justOld = tape("b", 40, 30, true);
    RetentionReport report = archive().retain(maxAge(Duration.ofDays(30)), false);
    assertEquals(List.of(old), recordings(report.removed()));
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(justOld));
    assertEquals(1, archive().recordings().size());
    assertEquals(
        List.of(2L * BLOCK, 1L * BLOCK), List.of(report.bytesBefore(), report.bytesAfter()));
  }

  @Test
  void retain_maxSize_deletesOldestOverAllStreams() throws IOException {
    Path third = tape("a", 3, 2, true);
    Path first = tape("b", 9, 8, true);
    Path second = tape("c", 5, 4, true);
    Path fourth = tape("b", 2, 1, true);
    RetentionReport report = archive().retain(maxBytes(2 * BLOCK), false);
    assertEquals(List.of(first, second), recordings(report.removed()));
    assertTrue(Files.exists(third) && Files.exists(fourth));
    assertTrue(Files.isDirectory(root.resolve("c")), "a stream's directory is gone");
  }

  @Test
  void retain_lowMark_isWhatIsLeftOnceThereWasTooMuch() throws IOException {
    for (int days = 5; days >= 1; days--) {
      tape("a", days, days - 1, true);
    }
    assertEquals(2 * BLOCK, archive().retain(between(2 * BLOCK, 4 * BLOCK), false).bytesAfter());
    tape("a", 9, 8, true);
    tape("a", 8, 7, true);
    assertEquals(List.of(), archive().retain(between(2 * BLOCK, 4 * BLOCK), false).removed());
  }

  @Test
  void retain_lowMarkAndAge_whatIsTooOldMayBeEnough() throws IOException {
    tape("a", 40, 39, true);
    tape("a", 3, 2, true);
    tape("a", 2, 1, true);
    RetentionPolicy policy =
        new RetentionPolicy(
            Optional.of(Duration.ofDays(30)),
            OptionalLong.of(2 * BLOCK),
            Optional.empty(),
            RetentionPolicy.USUAL_QUIET,
            OptionalLong.of(0));
    assertEquals(2 * BLOCK, archive().retain(policy, false).bytesAfter());
  }

  @Test
  void retain_oneStream_leavesOthers() throws IOException {
    Path other = tape("b", 9, 8, true);
    Path own = tape("a", 3, 2, true);
    RetentionPolicy policy =
        new RetentionPolicy(
            Optional.empty(), OptionalLong.of(0), Optional.of("a"), Duration.ofMinutes(10));
    RetentionReport report = archive().retain(policy, false);
    assertEquals(List.of(own), recordings(report.removed()));
    assertEquals(BLOCK, report.bytesBefore());
    assertTrue(Files.exists(other));
  }

  @Test
  void retain_dryRun_tellsTheSameAndDeletesNothing() throws IOException {
    tape("a.roll", 9, 8, true);
    tape("a.roll", 8, 7, true);
    tape("b", 5, 4, true);
    List<Path> before = tree();
    RetentionReport would = archive().retain(maxBytes(BLOCK), true);
    assertEquals(before, tree());
    assertEquals(would, archive().retain(maxBytes(BLOCK), false));
    assertEquals(2, would.removed().size());
  }

  @Test
  void retain_segments_goOneByOneAndTheDirectoryWithTheLast() throws IOException {
    Path first = tape("a.roll", 9, 8, true);
    Path second = tape("a.roll", 8, 7, true);
    Files.writeString(root.resolve("unrelated"), "x");
    RetentionReport report = archive().retain(maxBytes(BLOCK), false);
    assertEquals(List.of(List.of(first)), report.removed().stream().map(Removal::files).toList());
    assertTrue(Files.exists(second));
    assertEquals(1, archive().recordings().get(0).segments());
    RetentionReport rest = archive().retain(maxBytes(0), false);
    assertEquals(List.of(List.of()), rest.removed().stream().map(Removal::files).toList());
    assertFalse(Files.exists(root.resolve("a.roll")));
    assertTrue(Files.exists(root.resolve("unrelated")));
    assertEquals(0, rest.bytesAfter());
  }

  @Test
  void retain_onlySegmentIsBeingWritten_keepsItAndItsDirectory() throws IOException {
    Path old = tape("a.roll", 9, 8, true);
    Path open = tape("a.roll", 8, 7, false);
    RetentionReport report = archive().retain(maxBytes(0), false);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(open));
    assertEquals(
        Optional.of("it is the last segment, which its recorder has not closed"),
        report.kept().get(0).obstacle());
  }

  @Test
  void retain_recorderBetweenTwoSegments_keepsTheLastAndItsDirectory() throws IOException {
    Path last = tape("a.roll", 9, 8, true);
    Files.setLastModifiedTime(last, FileTime.from(NOW.minusSeconds(599)));
    RetentionReport report = archive().retain(maxBytes(0), false);
    assertEquals(1, report.kept().size());
    assertTrue(Files.exists(last));
    archive(NOW.plusSeconds(2)).retain(maxBytes(0), false);
    assertFalse(Files.exists(last));
  }

  @Test
  void retain_clockWentBackWhileRecording_keepsTheDirectory() throws IOException {
    Path newest = tape("a.roll", 9, 8, true);
    Path ahead = tape("a.roll", 8, 7, true);
    Files.setLastModifiedTime(newest, FileTime.from(NOW.minusSeconds(60)));
    RetentionReport report = archive().retain(maxBytes(0), false);
    assertEquals(List.of(List.of(ahead)), report.kept().stream().map(Removal::files).toList());
    assertTrue(Files.exists(ahead));
  }

  @Test
  void retain_reelBeingWritten_isKeptAndStaysWhole() throws IOException {
    Path at = root.resolve("live/rec_1");
    try (RecordingWriter writer = RealRecordings.begin(new ReelFormat(), at)) {
      RealRecordings.append(writer, 0, 100_000);
      writer.flush();
      Path finished = root.resolve("live/rec_0");
      RealRecordings.reel(finished, true);
      RetentionReport report = archive(Instant.now()).retain(maxBytes(0), false);
      assertEquals(List.of(finished), recordings(report.removed()));
      assertEquals(List.of(at), recordings(report.kept()));
      RealRecordings.append(writer, 100_000, 100_000);
      writer.finish();
    }
    archive().rescan(false, progress -> {});
    assertEquals(200_000, archive().recordings().get(0).durationUs());
  }

  @Test
  void retain_cameraThatRecords_losesOldSegmentsOnly() throws IOException {
    Path at = root.resolve("front-HD");
    try (RecordingWriter writer = RealRecordings.begin(new Rf1Format(), at)) {
      for (long second = 0; second < 3000; second += 10) {
        RealRecordings.append(writer, second * 1_000_000, 10_000_000);
      }
      writer.flush();
      int segments = RealRecordings.rf1Segments(at);
      assertTrue(segments > 1, "one segment");
      RetentionReport report = archive(Instant.now()).retain(maxBytes(0), false);
      assertEquals(segments - 1, report.removed().size());
      assertEquals(1, RealRecordings.rf1Segments(at));
      RealRecordings.append(writer, 3_000_000_000L, 10_000_000);
      writer.finish();
    }
    archive().rescan(false, progress -> {});
    assertEquals(1, archive().recordings().get(0).segments());
  }

  @Test
  void retain_brokenRecording_isNeitherCountedNorDeleted() throws IOException {
    Path broken = root.resolve("a-b.tape");
    Files.write(broken, new byte[100]);
    RetentionReport report = archive().retain(maxBytes(0), false);
    assertEquals(0, report.bytesBefore());
    assertTrue(Files.exists(broken));
  }

  @Test
  void retain_undeletableFile_isToldAndOthersGoOn() throws IOException {
    Path stubborn = tape("a.roll", 9, 8, true);
    tape("a.roll", 8, 1, true);
    Path later = tape("b", 5, 4, true);
    archive().rescan(false, progress -> {});
    Files.delete(stubborn);
    Files.createDirectories(stubborn.resolve("in the way"));
    Files.setLastModifiedTime(stubborn, FileTime.from(NOW.minus(Duration.ofDays(20))));
    RetentionReport report = archive().retain(maxAge(Duration.ofDays(2)), false);
    assertEquals(List.of(later), recordings(report.removed()));
    assertEquals(List.of(stubborn), report.failed().get(0).files());
    assertTrue(Files.exists(stubborn));
    assertFalse(Files.exists(later));
  }

  @Test
  void retain_earlierPieceStays_keepsTheLastAndItsDirectory() throws IOException {
    Path stubborn = tape("a.roll", 9, 8, true);
    Path last = tape("a.roll", 8, 7, true);
    Files.delete(stubborn);
    Files.createDirectories(stubborn.resolve("in the way"));
    Files.setLastModifiedTime(stubborn, FileTime.from(NOW.minus(Duration.ofDays(20))));
    RetentionReport report = archive().retain(maxAge(Duration.ofDays(2)), false);
    assertEquals(
        List.of(List.of(stubborn), List.of(last)),
        report.failed().stream().map(Removal::files).toList());
    assertEquals(
        Optional.of("it cannot be deleted: an earlier piece of it stays"),
        report.failed().get(1).obstacle());
    assertTrue(Files.exists(last));
  }

  @Test
  void retain_nameThatIsNoText_deletesWhatItNames() throws IOException {
    Path directory = Path.of(URI.create(root.toUri() + "b%FCro"));
    Files.createDirectory(directory);
    Path tape = directory.resolve(Tape.name(NOW.minusSeconds(99_999), NOW.minusSeconds(9), true));
    Tape.write(tape, BLOCK);
    RetentionReport report = archive().retain(maxBytes(0), false);
    assertEquals(List.of(tape), recordings(report.removed()));
    assertFalse(Files.exists(tape));
    assertTrue(Files.exists(directory));
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(path -> !path.toString().contains(".kinora")).sorted().toList();
    }
  }
}
