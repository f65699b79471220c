package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;

/** A process with little memory that writes a day of pictures and seeks in it. */
final class LongRecording {
  static final int SAMPLES = 24 * 3600 * 30;

  private static final int GOP = 30;
  private static final int SAMPLE_BYTES = 12;

  private LongRecording() {}

  private static long timeUs(int i) {
    return i * 1_000_000L / 30;
  }

  /** Arguments: directory. */
  public static void main(String[] arguments) throws IOException {
    Path at = Path.of(arguments[0]);
    write(at);
    seek(at);
    Files.delete(at.resolve(ReelFiles.index(1)));
    seek(at);
  }

  private static void write(Path at) throws IOException {
    RecordingInfo info =
        new RecordingInfo(
            "day", Optional.empty(), OptionalLong.empty(), false, List.of(Take.VIDEO), Map.of());
    ByteBuffer data = ByteBuffer.allocate(SAMPLE_BYTES);
    try (RecordingWriter writer = new ReelFormat().create(at, info, Map.of("durability", "none"))) {
      for (int i = 0; i < SAMPLES; i++) {
        data.clear().putInt(0, i);
        long durationUs = timeUs(i + 1) - timeUs(i);
        writer.append(
            1, SampleInfo.inOrder(timeUs(i), durationUs, SAMPLE_BYTES, i % GOP == 0), data);
      }
      writer.finish();
    }
  }

  private static void seek(Path at) throws IOException {
    Random random = new Random(1);
    try (RecordingReader reader = new ReelFormat().open(at)) {
      TrackIndex index = reader.index(1);
      check(index.count() == SAMPLES, "samples: " + index.count());
      check(reader.info().complete(), "end");
      for (int n = 0; n < 2_000; n++) {
        int i = random.nextInt(SAMPLES);
        check(index.floor(timeUs(i)) == i, "floor " + index.floor(timeUs(i)) + ", not " + i);
        check(index.floor(timeUs(i) - 1) == i - 1, "floor before " + i);
        check(index.keyframeBefore(i) == i - i % GOP, "key frame " + index.keyframeBefore(i));
        reader.read(
            new SampleRange(1, i, 1), (info, data) -> check(data.getInt() == i, "bytes of " + i));
      }
    }
  }

  private static void check(boolean condition, String found) throws IOException {
    if (!condition) {
      throw new IOException("wrong " + found);
    }
  }
}
