package org.kinora.codec.ffmpeg.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;

class Mp4TablesTest {
  private static final Path CORPUS = Path.of("../../tck/corpus");

  @TempDir static Path shared;
  @TempDir Path directory;

  /** Pictures with B-frames, and AAC. */
  private static Path source;

  @BeforeAll
  static void makeSource() {
    source = shared.resolve("source.mp4");
    make(
        source,
        "-f lavfi -i testsrc2=size=160x96:rate=30:duration=12 -f lavfi -i sine=duration=12"
            + " -c:v libx264 -preset veryfast -g 40 -bf 3 -c:a aac");
  }

  private static Path make(Path file, String arguments) {
    List<String> command = new ArrayList<>(List.of(arguments.split(" ", -1)));
    command.add(file.toString());
    Ffmpeg.run(command.toArray(String[]::new));
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "-movflags faststart",
    "-movflags negative_cts_offsets",
    "-use_editlist 0",
    "-movflags frag_keyframe",
    "-movflags frag_keyframe+empty_moov",
    "-movflags frag_keyframe+empty_moov+default_base_moof",
    "-movflags frag_keyframe+empty_moov+delay_moov",
    "-movflags dash+global_sidx+frag_keyframe",
    "-movflags hybrid_fragmented",
    "-movflags frag_keyframe -frag_duration 300000",
    "-f mov",
    "-video_track_timescale 1000",
    "-map 0:a -map 0:v",
    "-map 0:v -map 0:a -map 0:a",
    "-output_ts_offset 1.7",
  })
  void read_copies_equalScan(String options) throws IOException {
    String arguments = "-i " + source + " -c copy " + options;
    Path file = make(directory.resolve("copy.mp4"), arguments.strip());
    Set<Integer> placed = BothWays.compare(file);
    assertEquals(options.endsWith("-map 0:a -map 0:a") ? 3 : 2, placed.size(), options);
  }

  @ParameterizedTest
  @CsvSource({"0.5", "1.4", "2.55", "7"})
  void read_cutByEditList_equalsScan(String second) throws IOException {
    Path file = directory.resolve("cut.mp4");
    make(file, "-ss " + second + " -i " + source + " -c copy");
    assertTrue(BothWays.compare(file).contains(0));
  }

  @Test
  void read_oneTrackLater_equalsScan() throws IOException {
    Path file = directory.resolve("late.mp4");
    make(file, "-i " + source + " -itsoffset 1.5 -i " + source + " -map 0:v -map 1:a -c copy");
    assertEquals(Set.of(0, 1), BothWays.compare(file));
  }

  @ParameterizedTest
  @CsvSource({
    "libx264 -preset ultrafast -bf 2, true",
    "libx264 -preset ultrafast -x264-params open-gop=1:bframes=3, true",
    "libx265 -preset ultrafast -bf 3 -x265-params log-level=error, true",
    "libsvtav1 -preset 12, true",
    "libvpx-vp9 -deadline realtime -cpu-used 8 -fps_mode cfr, true",
    // FFmpeg says of all pictures that they last as long as the shortest
    "libvpx-vp9 -deadline realtime -cpu-used 8, false",
    "mpeg4, false",
  })
  void read_unevenPictures_equalScan(String codec, boolean placed) throws IOException {
    String pictures =
        "-f lavfi -i testsrc2=size=160x96:rate=30:duration=6"
            + " -vf select=not(mod(n\\,3))+not(mod(n\\,7)) -fps_mode vfr -g 30 -c:v ";
    Path file = make(directory.resolve("uneven.mp4"), pictures + codec);
    assertEquals(placed ? Set.of(0) : Set.of(), BothWays.compare(file));
  }

  @ParameterizedTest
  @CsvSource({
    "aac, m4a, true",
    "libopus, mp4, true",
    "flac, mp4, true",
    "libopus -movflags frag_keyframe+empty_moov -frag_duration 500000, mp4, true",
    // FFmpeg makes large packets of small samples
    "pcm_s16le, mov, false",
    "alac, m4a, false",
  })
  void read_sound_equalsScan(String codec, String extension, boolean placed) throws IOException {
    Path file = directory.resolve("sound." + extension);
    make(file, "-f lavfi -i sine=sample_rate=48000:duration=5 -c:a " + codec);
    assertEquals(placed ? Set.of(0) : Set.of(), BothWays.compare(file));
  }

  @Test
  void read_storedFiles_equalScan() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(CORPUS)) {
      files = all.filter(path -> path.toString().matches(".*\\.(mp4|m4a|mov)")).toList();
    }
    assertFalse(files.isEmpty());
    int placed = 0;
    for (Path file : files) {
      try {
        placed += BothWays.compare(file).size();
      } catch (MediaException e) {
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage()); // it does not open
      }
    }
    assertTrue(placed > 1, placed + " tracks were read by their places");
  }

  @ParameterizedTest
  @CsvSource({"faststart", "frag_keyframe+empty_moov"})
  void read_cutFile_isWhatEachTrackHas(String flags) throws IOException {
    Path file = directory.resolve("cut.mp4");
    make(file, "-i " + source + " -c copy -movflags " + flags);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * 2 / 3);
    }
    Set<Integer> placed = BothWays.compare(file);
    assertTrue(placed.isEmpty() || flags.startsWith("frag"), placed.toString());
  }

  @Test
  void open_gigabyteWithHoles_readsNextToNothing() throws IOException {
    Path flat = directory.resolve("flat.mp4");
    make(flat, "-i " + source + " -c copy -movflags faststart");
    Path sparse = SparseMovie.of(flat, directory.resolve("sparse.mp4"), 1L << 30);
    assertTrue(Files.size(sparse) > 1L << 30);
    ContainerFormat format = new ContainerFormat();
    try (RecordingReader expected = format.open(flat)) {
      int count = expected.index(1).count();
      List<String> samples = samples(expected, count - 1);
      long before = SparseMovie.readBytes();
      try (RecordingReader reader = format.open(sparse)) {
        assertEquals(count, reader.index(1).count());
        assertEquals(expected.index(2).count(), reader.index(2).count());
        assertEquals(samples, samples(reader, count - 1));
      }
      long read = SparseMovie.readBytes() - before;
      assertTrue(read < 64L << 20, read + " bytes were read");
    }
  }

  private static List<String> samples(RecordingReader reader, int number) throws IOException {
    List<String> samples = new ArrayList<>();
    reader.read(
        new SampleRange(1, number, 1), (info, data) -> samples.add(info + " " + data.hashCode()));
    return samples;
  }
}
