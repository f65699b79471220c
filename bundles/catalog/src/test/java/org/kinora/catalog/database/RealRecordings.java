package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.storage.jsonl.JsonlFormat;
import org.kinora.storage.reel.ReelFormat;
import org.kinora.storage.rf1.Rf1Format;

/** Recordings of real formats, a month before {@link ArchiveContract#NOW}. */
final class RealRecordings {
  static final ZonedDateTime STARTED = ZonedDateTime.parse("2026-05-01T10:00:00.000+02:00");
  static final long DURATION_US = 2_000_000;

  private static final long STEP_US = 100_000;
  private static final long PICTURE_US = 10_000_000;

  private RealRecordings() {}

  static void reel(Path at, boolean finished) throws IOException {
    write(new ReelFormat(), at, finished);
  }

  static void jsonl(Path at) throws IOException {
    write(new JsonlFormat(), at, true);
  }

  private static void write(StorageFormat format, Path at, boolean finished) throws IOException {
    try (RecordingWriter writer = begin(format, at)) {
      for (long timeUs = 0; timeUs < DURATION_US; timeUs += STEP_US) {
        append(writer, timeUs, STEP_US);
      }
      writer.flush();
      if (finished) {
        writer.finish();
      }
    }
    age(at);
  }

  /** A camera's directory of an hour and more, with a picture every ten seconds. */
  static void rf1(Path at) throws IOException {
    try (RecordingWriter writer = begin(new Rf1Format(), at)) {
      for (int i = 0; i < 400; i++) {
        append(writer, i * PICTURE_US, PICTURE_US);
      }
      writer.finish();
    }
    age(at);
  }

  /** How many index files there are. */
  static int rf1Segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.filter(file -> file.toString().endsWith(".rf1i")).count();
    }
  }

  /** A writer that is held open. */
  static RecordingWriter begin(StorageFormat format, Path at) throws IOException {
    Files.createDirectories(at.toAbsolutePath().getParent());
    Track track =
        new Track(
            1,
            new VideoFormat("h264", 320, 240, ColorInfo.UNSPECIFIED, Blob.EMPTY),
            1_000_000,
            "video");
    return format.create(
        at,
        new RecordingInfo(
            at.getFileName().toString(),
            Optional.of(STARTED),
            OptionalLong.empty(),
            false,
            List.of(track),
            Map.of()),
        Map.of());
  }

  /** Writes a key frame of one slice behind a start code. */
  static void append(RecordingWriter writer, long timeUs, long durationUs) throws IOException {
    byte[] slice = {0, 0, 1, 0x65, 0x55, 0x55, 0x55, 0x55};
    writer.append(
        1, SampleInfo.inOrder(timeUs, durationUs, slice.length, true), ByteBuffer.wrap(slice));
  }

  /** Makes all files as old as the recording. */
  static void age(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(STARTED.plusHours(2).toInstant()));
      }
    }
  }
}
