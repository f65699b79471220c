package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;

/** Of a file that was cut only whole samples are handed over, from the first one on. */
class CutFileTest {
  private static final int CUTS = 8;
  private static final int PCM_FRAME_BYTES = 2;

  /**
   * Kinds that say where their samples end; in FLAC and MP3 a frame ends where the next one is
   * found, and of the last one a part may be left.
   */
  static final List<String> KINDS =
      List.of(
          "indexfirst.mp4",
          "fragmented.mp4",
          "aac.m4a",
          "vfr.mkv",
          "vp8.webm",
          "opus.ogg",
          "h264.avi");

  @ParameterizedTest
  @FieldSource("KINDS")
  void read_cutFile_givesWholeSamples(String kind, @TempDir Path dir) throws IOException {
    Path file = MediaFiles.make(dir, kind);
    byte[] bytes = Files.readAllBytes(file);
    Map<Integer, List<Blob>> whole = samples(file);
    long seed = new Random().nextLong();
    IntStream random = new Random(seed).ints(CUTS, 0, bytes.length);
    for (int cut : IntStream.concat(IntStream.of(bytes.length - 1), random).toArray()) {
      Files.write(file, Arrays.copyOf(bytes, cut));
      String what = "%s cut to %d of %d, seed %d".formatted(kind, cut, bytes.length, seed);
      for (Map.Entry<Integer, List<Blob>> left : samplesOrNone(file).entrySet()) {
        List<Blob> recorded = whole.getOrDefault(left.getKey(), List.of());
        int count = left.getValue().size();
        assertTrue(count <= recorded.size(), what);
        assertEquals(recorded.subList(0, count), left.getValue(), what);
      }
    }
  }

  @Test
  void read_cutPcm_givesWholeFrames(@TempDir Path dir) throws IOException {
    Path file = MediaFiles.make(dir, "pcm.wav");
    byte[] bytes = Files.readAllBytes(file);
    String recorded = sound(file);
    int dataAt = bytes.length - recorded.length() / 2;
    for (int cut = bytes.length - 4; cut < bytes.length; cut++) {
      Files.write(file, Arrays.copyOf(bytes, cut));
      int whole = (cut - dataAt) / PCM_FRAME_BYTES * PCM_FRAME_BYTES;
      assertEquals(recorded.substring(0, 2 * whole), sound(file), "cut to " + cut);
    }
  }

  /** All that the first track holds, in hexadecimal digits. */
  private static String sound(Path file) throws IOException {
    StringBuilder digits = new StringBuilder();
    for (Blob sample : samples(file).getOrDefault(1, List.of())) {
      digits.append(HexFormat.of().formatHex(sample.toByteArray()));
    }
    return digits.toString();
  }

  private static Map<Integer, List<Blob>> samplesOrNone(Path file) throws IOException {
    try {
      return samples(file);
    } catch (MediaException e) {
      return Map.of(); // its tables are gone
    }
  }

  private static Map<Integer, List<Blob>> samples(Path file) throws IOException {
    Map<Integer, List<Blob>> samples = new HashMap<>();
    try (RecordingReader reader = new ContainerFormat().open(file)) {
      for (Track track : reader.info().tracks()) {
        List<Blob> found = new ArrayList<>();
        SampleRange all = new SampleRange(track.id(), 0, reader.index(track.id()).count());
        reader.read(all, (info, data) -> found.add(Blob.of(data)));
        samples.put(track.id(), found);
      }
    }
    return samples;
  }
}
