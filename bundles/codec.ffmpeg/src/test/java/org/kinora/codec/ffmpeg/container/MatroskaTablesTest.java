package org.kinora.codec.ffmpeg.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.container.webm.MatroskaMuxerFactory;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;

class MatroskaTablesTest {
  private static final String PICTURES = "-f lavfi -i testsrc2=size=160x96:rate=30:duration=3 ";
  private static final String SOUND =
      "-f lavfi -i sine=frequency=440:sample_rate=48000:duration=3 ";
  private static final String VARIABLE =
      "-vf select=not(mod(n\\,3))+not(mod(n\\,7)) -fps_mode vfr ";
  private static final String QUICK_VP9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 ";

  @TempDir static Path shared;
  @TempDir Path directory;

  /** VP9 and Opus. */
  private static Path source;

  @BeforeAll
  static void makeSource() {
    source = make(shared.resolve("a.webm"), PICTURES + SOUND + QUICK_VP9 + "-g 20 -c:a libopus");
  }

  private static Path make(Path file, String arguments) {
    List<String> command = new ArrayList<>(List.of(arguments.split(" ", -1)));
    command.add(file.toString());
    Ffmpeg.run(command.toArray(String[]::new));
    return file;
  }

  private static void assertAllPlaced(int tracks, Path file) throws IOException {
    assertEquals(tracks, BothWays.compare(file).size(), file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "copy.webm, ''",
    "copy.mkv, ''",
    "live.webm, -live 1",
    "cues.webm, -cues_to_front 1",
    "small.webm, -cluster_time_limit 100",
    "late.mkv, -output_ts_offset 7.3",
    "tracks.mkv, -map 0:a -map 0:v",
    "more.mkv, -map 0:v -map 0:a -map 0:a",
  })
  void read_copies_equalScan(String name, String options) throws IOException {
    String arguments = "-i " + source + " -c copy " + options;
    Path file = make(directory.resolve(name), arguments.strip());
    assertAllPlaced(name.startsWith("more") ? 3 : 2, file);
  }

  @ParameterizedTest
  @CsvSource({
    "'-c:v libvpx -auto-alt-ref 1 -lag-in-frames 16 -cpu-used 8'",
    "'-c:v libvpx-vp9 -auto-alt-ref 1 -lag-in-frames 25 -cpu-used 8'",
    "'-c:v libvpx-vp9 -cpu-used 8 -pix_fmt yuva420p'",
    "'-c:v libsvtav1 -preset 12 -g 25 -svtav1-params lp=1'",
    "'-c:v libaom-av1 -cpu-used 8 -g 25 -lag-in-frames 19'",
  })
  void read_pictures_equalScan(String codec) throws IOException {
    assertAllPlaced(1, make(directory.resolve("pictures.mkv"), PICTURES + codec));
  }

  @Test
  void read_rateThatVaries_equalsScan() throws IOException {
    assertAllPlaced(1, make(directory.resolve("a.webm"), PICTURES + VARIABLE + QUICK_VP9.strip()));
  }

  @ParameterizedTest
  @CsvSource({
    "-c:a libopus -frame_duration 2.5",
    "-c:a libopus -frame_duration 60",
    "-c:a libopus -frame_duration 120",
    "-c:a libopus -ac 6",
    "-c:a vorbis -strict -2 -ac 2",
    "-c:a flac",
    "-c:a flac -ar 44100",
    "-c:a aac",
    "-c:a aac -ar 44100",
  })
  void read_sound_equalsScan(String codec) throws IOException {
    assertAllPlaced(1, make(directory.resolve("sound.mka"), SOUND + codec));
  }

  /** Nobody knows when reordered pictures are decoded without looking into them. */
  @Test
  void read_reorderedPictures_areScanned() throws IOException {
    String arguments = PICTURES + SOUND + "-c:v libx264 -bf 3 -c:a libopus";
    assertEquals(Set.of(1), BothWays.compare(make(directory.resolve("a.mkv"), arguments)));
  }

  @Test
  void read_soundThatFfmpegCutsAnew_isScanned() throws IOException {
    Path file = make(directory.resolve("a.mka"), SOUND + "-c:a libmp3lame");
    assertEquals(Set.of(), BothWays.compare(file));
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, false, true",
    "1000, false, true",
    "1000000, true, true",
    "1000000, true, false"
  })
  void read_ourOwn_equalsScanAndTheSource(String scaleNs, boolean live, boolean finish)
      throws IOException {
    Path varying = make(directory.resolve("varying.webm"), varyingCopy());
    Path file = directory.resolve("own.mkv");
    Map<String, String> options = Map.of("timestampScale", scaleNs);
    try (RecordingReader in = new ContainerFormat().open(varying)) {
      write(file, in, options, live, finish);
      for (Track track : in.info().tracks()) {
        SampleTable scanned = scan(file, track.id() - 1);
        SampleTable table = table(file, track.id() - 1);
        assertSameButDurations(scanned, table);
        if (track.format() instanceof VideoFormat) {
          assertLastUntilTheNext(in.index(track.id()), table);
        } else {
          assertSame(scanned, table, track.format().codec());
        }
        assertEquals(bytes(varying, track.id()), bytes(file, track.id()));
      }
    }
  }

  private static String varyingCopy() {
    return "-i " + source + " " + VARIABLE + QUICK_VP9 + "-c:a copy";
  }

  private static void assertSameButDurations(SampleTable expected, SampleTable found) {
    assertEquals(expected.count(), found.count());
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.timeUs(i), found.timeUs(i), "time of " + i);
      assertEquals(expected.decodeTimeUs(i), found.decodeTimeUs(i), "decode time of " + i);
      assertEquals(expected.size(i), found.size(i), "size of " + i);
      assertEquals(expected.isKeyframe(i), found.isKeyframe(i), "key flag of " + i);
    }
  }

  private static void assertSame(SampleTable expected, SampleTable found, String where) {
    assertEquals(expected.count(), found.count(), where);
    for (int i = 0; i < expected.count(); i++) {
      assertEquals(expected.info(i), found.info(i), where + ", sample " + i);
    }
  }

  /**
   * How long a picture lasts that does not say so FFmpeg makes up from those that it analyses; in
   * truth it does until the next one.
   */
  private static void assertLastUntilTheNext(TrackIndex recorded, SampleTable found) {
    for (int i = 0; i < found.count() - 1; i++) {
      long lastsUs = recorded.timeUs(i + 1) - recorded.timeUs(i);
      assertTrue(Math.abs(lastsUs - found.durationUs(i)) <= 1_000, "duration of " + i);
    }
  }

  private static void write(
      Path file, RecordingReader in, Map<String, String> options, boolean live, boolean finish)
      throws IOException {
    MuxerSettings settings = new MuxerSettings(in.info(), OptionalLong.empty(), live, options);
    try (FileChannel channel = FileChannel.open(Files.createFile(file), StandardOpenOption.WRITE);
        Muxer muxer = new MatroskaMuxerFactory().create(channel, settings)) {
      List<Track> tracks = in.info().tracks();
      int[] next = new int[tracks.size()];
      for (Track track : tracks) {
        muxer.addTrack(track);
      }
      for (long untilUs = 0; untilUs < 10_000_000; untilUs += 500_000) {
        for (int i = 0; i < next.length; i++) {
          int number = i + 1;
          TrackIndex index = in.index(number);
          int end = index.floor(untilUs) + 1;
          int count = Math.max(0, end - next[i]);
          in.read(
              new SampleRange(number, next[i], count),
              (info, data) -> muxer.write(number, info, data));
          next[i] += count;
        }
      }
      muxer.flush();
      if (finish) {
        muxer.finish();
      }
    }
  }

  private static Map<Integer, SampleTable> tables(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return tables(file, channel);
    }
  }

  private static Map<Integer, SampleTable> tables(Path file, SeekableByteChannel channel)
      throws IOException {
    try (Demuxer demuxer = Demuxer.open(file, ContainerProbe.find(file).orElseThrow())) {
      return new MatroskaTables().read(channel, demuxer);
    }
  }

  private static SampleTable scan(Path file, int stream) throws IOException {
    try (Demuxer demuxer = Demuxer.open(file, ContainerProbe.find(file).orElseThrow())) {
      return Objects.requireNonNull(TrackScan.scan(demuxer, Set.of(stream)).get(stream));
    }
  }

  private static SampleTable table(Path file, int stream) throws IOException {
    return Objects.requireNonNull(tables(file).get(stream), "left to be scanned");
  }

  private static List<Integer> bytes(Path file, int track) throws IOException {
    List<Integer> hashes = new ArrayList<>();
    try (RecordingReader reader = new ContainerFormat().open(file)) {
      int count = reader.index(track).count();
      reader.read(new SampleRange(track, 0, count), (info, data) -> hashes.add(data.hashCode()));
    }
    return hashes;
  }

  /** What FFmpeg makes of a torn end is its own affair. */
  @Test
  void read_cutFile_isScanned() throws IOException {
    byte[] bytes = Files.readAllBytes(source);
    for (int sizeBytes : new int[] {bytes.length - 1, bytes.length * 2 / 3, bytes.length / 2}) {
      Path file = Files.write(directory.resolve("a.webm"), Arrays.copyOf(bytes, sizeBytes));
      assertEquals(Set.of(), BothWays.compare(file), sizeBytes + " bytes");
    }
  }

  @Test
  void read_lacedBlock_isScanned() throws IOException {
    Path file = Files.copy(source, directory.resolve("a.webm"));
    long at = table(file, 1).position(40);
    try (RandomAccessFile laced = new RandomAccessFile(file.toFile(), "rw")) {
      laced.seek(at - 1); // flags stand before the first byte of the sample
      laced.write(0x84);
    }
    assertEquals(Map.of(), tables(file));
  }

  /** A picture whose flag the bitstream contradicts: FFmpeg believes the bitstream. */
  @Test
  void read_wrongKeyFlag_isScanned() throws IOException {
    Path file = Files.copy(source, directory.resolve("a.webm"));
    long at = table(file, 0).position(41);
    try (RandomAccessFile wrong = new RandomAccessFile(file.toFile(), "rw")) {
      wrong.seek(at - 1);
      wrong.write(0x80);
    }
    assertEquals(Set.of(1), tables(file).keySet());
    assertEquals(Set.of(1), BothWays.compare(file));
  }

  /** Damage behind the description: whatever is read by places is what FFmpeg reads. */
  @Test
  void read_randomDamage_equalsScan() throws IOException {
    byte[] good = Files.readAllBytes(source);
    int head = (int) table(source, 0).position(0) - 20;
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int placed = 0;
    for (int round = 0; round < 40; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bad[head + random.nextInt(bad.length - head)] = (byte) random.nextInt();
      }
      Path file = Files.write(directory.resolve("bad.webm"), bad);
      for (Map.Entry<Integer, SampleTable> found : tables(file).entrySet()) {
        String where = "seed " + seed + ", round " + round;
        assertSame(scan(file, found.getKey()), found.getValue(), where);
        placed++;
      }
    }
    assertTrue(placed > 0, "all were scanned");
  }

  /** Counts what is read. */
  private static final class CountingFile implements SeekableByteChannel {
    private final FileChannel file;
    private long read;

    CountingFile(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int count = file.read(target);
      read += Math.max(0, count);
      return count;
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long at) throws IOException {
      file.position(at);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Test
  void read_largePictures_readsTheirHeadsOnly() throws IOException {
    String noise = "-f lavfi -i nullsrc=size=640x480:rate=30:duration=1,noise=alls=100:allf=t ";
    Path file =
        make(
            directory.resolve("a.webm"),
            noise + QUICK_VP9 + "-b:v 0 -crf 4 -g 10 -pix_fmt yuv420p");
    try (CountingFile counting = new CountingFile(FileChannel.open(file))) {
      assertEquals(Set.of(0), tables(file, counting).keySet());
      assertTrue(Files.size(file) > 2_000_000, "large pictures: " + Files.size(file));
      assertTrue(counting.read < 200_000, counting.read + " bytes read");
    }
  }
}
