package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;

/**
 * The simplest recordings there can be: their names say everything. {@code <from>-<to>[-open].tape}
 * is a file of pictures, with {@code .sound} instead one of sound, times in microseconds since
 * 1970; a directory {@code *.roll} holds such files as segments. A name that is wrong is broken; a
 * name without {@code -} does not say when it was made.
 */
record Tape(Path at, RecordingInfo info, List<Segment> segments) implements RecordingReader {
  static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  static boolean isTape(Path at) {
    String name = at.getFileName().toString();
    return name.endsWith(".tape") || name.endsWith(".sound") || name.endsWith(".roll");
  }

  /** Writes a tape, or a segment of a roll, that was last changed at its end. */
  static Path write(Path at, int sizeBytes) throws IOException {
    Files.createDirectories(at.getParent());
    Files.write(at, new byte[sizeBytes]);
    long endUs = Name.of(at).endUs();
    Files.setLastModifiedTime(at, FileTime.from(Times.instant(endUs)));
    return at;
  }

  static String name(Instant from, Instant to, boolean complete) {
    return Times.us(from) + "-" + Times.us(to) + (complete ? ".tape" : "-open.tape");
  }

  static Tape open(Path at) throws IOException {
    if (!at.getFileName().toString().endsWith(".roll")) {
      Name name = Name.of(at);
      return new Tape(at, info(at, name.startUs(), name.endUs(), name.complete()), List.of());
    }
    List<Path> files;
    try (Stream<Path> stream = Files.list(at)) {
      files = stream.sorted().toList();
    }
    if (files.isEmpty()) {
      throw new MediaException(MediaError.FORMAT_UNKNOWN, at + " is empty");
    }
    long startUs = Name.of(files.get(0)).startUs();
    List<Segment> segments = new ArrayList<>();
    long endUs = startUs;
    boolean complete = true;
    for (Path file : files) {
      Name name = Name.of(file);
      segments.add(
          new Segment(
              List.of(file),
              name.startUs() - startUs,
              name.endUs() - startUs,
              Files.size(file),
              name.complete()));
      endUs = Math.max(endUs, name.endUs());
      complete &= name.complete();
    }
    return new Tape(at, info(at, startUs, endUs, complete), segments);
  }

  private static RecordingInfo info(Path at, long startUs, long endUs, boolean complete) {
    boolean sound = at.getFileName().toString().endsWith(".sound");
    return new RecordingInfo(
        at.getFileName().toString(),
        startUs == 0 ? Optional.empty() : Optional.of(Times.instant(startUs).atZone(ZONE)),
        OptionalLong.of(endUs - startUs),
        complete,
        List.of(
            new Track(
                1,
                sound
                    ? new AudioFormat("opus", 48_000, 2, 0, Blob.EMPTY)
                    : new VideoFormat("h264", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY),
                1_000_000,
                "it's a \0 name")),
        Map.of());
  }

  /** What a file's name says. */
  record Name(long startUs, long endUs, boolean complete) {
    static Name of(Path file) throws MediaException {
      String name = file.getFileName().toString();
      String[] parts = name.substring(0, name.lastIndexOf('.')).split("-", -1);
      if (parts.length == 1) {
        return new Name(0, 0, true);
      }
      try {
        return new Name(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts.length == 2);
      } catch (NumberFormatException e) {
        throw new MediaException(MediaError.INDEX_PARSE_ERROR, file + " says no times", e);
      }
    }
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return new TapeIndex(info.durationUs().orElse(0));
  }

  /** One sample as long as the tape. */
  private record TapeIndex(long durationUs) implements TrackIndex {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public long timeUs(int i) {
      return 0;
    }

    @Override
    public long decodeTimeUs(int i) {
      return 0;
    }

    @Override
    public long durationUs(int i) {
      return durationUs;
    }

    @Override
    public int size(int i) {
      return 1;
    }

    @Override
    public boolean isKeyframe(int i) {
      return true;
    }

    @Override
    public int floor(long timeUs) {
      return timeUs < 0 ? -1 : 0;
    }

    @Override
    public int keyframeBefore(int i) {
      return i;
    }
  }

  @Override
  public void read(SampleRange range, SampleSink sink) {
    throw new UnsupportedOperationException("a tape has no samples");
  }

  @Override
  public void verify(FaultSink faults) {}

  @Override
  public void close() {}
}
