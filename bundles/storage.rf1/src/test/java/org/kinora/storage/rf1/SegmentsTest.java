package org.kinora.storage.rf1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.storage.rf1.Recordings.Sample;

/** The pieces of a recording, and recordings whose oldest pieces were removed. */
class SegmentsTest {
  private static final long PICTURE_US = 5 * MediaTime.US_PER_SECOND;

  @TempDir Path temp;

  /** Pictures five seconds apart, every tenth a key frame, so that a segment holds 180 or more. */
  private static List<Sample> pictures() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      samples.add(Recordings.picture(i * PICTURE_US, i % 10 == 0, 60 + i));
    }
    return samples;
  }

  private Path write(Track... tracks) throws IOException {
    Path at = temp.resolve("recording");
    try (RecordingWriter writer = new Rf1Format().create(at, Recordings.info("r", tracks))) {
      for (Track track : tracks) {
        Recordings.append(writer, track.id(), pictures());
      }
      writer.finish();
    }
    return at;
  }

  private static List<Segment> segments(Path at) throws IOException {
    try (RecordingReader reader = Recordings.open(at)) {
      return reader.segments();
    }
  }

  @Test
  void segments_twoTracks_areEveryFileOnceInOrderWithoutGaps() throws IOException {
    Path at = write(Recordings.track(1, "HD"), Recordings.track(2, "LD"));
    List<Segment> segments = segments(at);
    assertTrue(segments.size() > 3, segments.toString());
    long endUs = 0;
    List<Path> files = new ArrayList<>();
    for (Segment segment : segments) {
      assertEquals(4, segment.files().size());
      assertTrue(segment.complete());
      assertTrue(Math.abs(segment.startUs() - endUs) < 1_000, segment + " behind " + endUs);
      assertEquals(segment.sizeBytes(), sizeBytes(segment.files()));
      endUs = segment.endUs();
      files.addAll(segment.files());
    }
    assertTrue(Math.abs(1_000 * PICTURE_US - endUs) < 1_000, "ends at " + endUs);
    try (var all = Files.list(at)) {
      assertEquals(
          all.filter(file -> !file.endsWith(Description.FILE)).sorted().toList(),
          files.stream().sorted().toList());
    }
  }

  private static long sizeBytes(List<Path> files) throws IOException {
    long sizeBytes = 0;
    for (Path file : files) {
      sizeBytes += Files.size(file);
    }
    return sizeBytes;
  }

  @Test
  void open_oldestPiecesRemoved_givesTheRestFromTimeZero() throws IOException {
    Path at = write(Recordings.VIDEO);
    List<Blob> bytes = Recordings.bytes(at);
    List<Segment> segments = segments(at);
    for (int removed = 0; removed < segments.size() - 1; removed++) {
      for (Path file : segments.get(removed).files()) {
        Files.delete(file);
      }
      Segment oldest = segments.get(removed + 1);
      int first = Math.toIntExact(Math.round(oldest.startUs() / (double) PICTURE_US));
      try (RecordingReader reader = Recordings.open(at)) {
        assertEquals("r", reader.info().id());
        assertEquals(0, reader.index(1).timeUs(0));
        assertEquals(
            oldest.startUs() + Recordings.BASE_US,
            Clock.us(reader.info().startedAt().orElseThrow().toInstant()));
        assertEquals(segments.size() - removed - 1, reader.segments().size(), "after " + removed);
        assertEquals(
            bytes.subList(first, bytes.size()),
            Recordings.samples(reader, 1).stream().map(Sample::bytes).toList());
      }
    }
  }

  /** The last piece stays open in the recorder's hands; it can still be told how far it goes. */
  @Test
  void segments_notClosed_areNotComplete() throws IOException {
    Path at = temp.resolve("recording");
    try (RecordingWriter writer =
        new Rf1Format().create(at, Recordings.info("r", Recordings.VIDEO))) {
      Recordings.append(writer, 1, pictures());
      writer.flush();
      List<Segment> segments = segments(at);
      int last = segments.size() - 1;
      assertTrue(segments.subList(0, last).stream().allMatch(Segment::complete));
      assertFalse(segments.get(last).complete());
      long endUs = segments.get(last).endUs();
      assertTrue(Math.abs(1_000 * PICTURE_US - endUs) < 1_000, "ends at " + endUs);
    }
  }
}
