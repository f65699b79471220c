package org.kinora.codec.ffmpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.media.AudioFormat;
import org.kinora.media.ErrorCode;
import org.kinora.media.Fault;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;

class ContainerFormatTest {
  static final List<String> KINDS = MediaFiles.KINDS;

  private final ContainerFormat format = new ContainerFormat();

  @TempDir Path directory;

  @ParameterizedTest
  @FieldSource("KINDS")
  void read_wholeTrack_equalsFfprobe(String kind) throws IOException {
    Path file = MediaFiles.make(directory, kind);
    assertInstanceOf(Probe.Match.class, format.probe(file));
    try (RecordingReader reader = format.open(file)) {
      assertFalse(reader.info().tracks().isEmpty());
      for (Track track : reader.info().tracks()) {
        List<Probed> expected = Probed.packets(file, track.id() - 1);
        assertFalse(expected.isEmpty());
        assertEquals(expected, read(reader, track.id()));
      }
    }
  }

  @Test
  void read_aacWithHeaders_equalsAacWithout() throws IOException {
    Path plain = MediaFiles.make(directory, "aac.m4a");
    Path headed = directory.resolve("sound.aac");
    Ffmpeg.run("-i", plain.toString(), "-c", "copy", headed.toString());
    try (RecordingReader reader = format.open(headed);
        RecordingReader expected = format.open(plain)) {
      AudioFormat found = (AudioFormat) reader.info().track(1).format();
      int config = found.config().buffer().getShort();
      assertEquals(
          config, ((AudioFormat) expected.info().track(1).format()).config().buffer().getShort());
      assertEquals(bytes(read(expected, 1)), bytes(read(reader, 1)));
    }
  }

  private static List<String> bytes(List<Probed> samples) {
    return samples.stream().map(sample -> sample.size() + " " + sample.md5()).toList();
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void read_randomRanges_equalsSequential(String kind) throws IOException {
    Path file = MediaFiles.make(directory, kind);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (RecordingReader reader = format.open(file)) {
      int id = reader.info().tracks().get(0).id();
      List<Probed> all = read(reader, id);
      for (int i = 0; i < 20; i++) {
        int first = random.nextInt(all.size());
        int count = random.nextInt(Math.min(10, all.size() - first + 1));
        assertEquals(
            all.subList(first, first + count),
            read(reader, new SampleRange(id, first, count)),
            "seed " + seed);
      }
    }
  }

  @Test
  void read_fileIsGone_readsOnFromWhatIsOpen() throws IOException {
    Path file = directory.resolve("read-by-ffmpeg.mp4");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=64x48:duration=4",
        "-c:v",
        "mpeg4",
        "-g",
        "25",
        file.toString());
    try (RecordingReader reader = format.open(file)) {
      List<Probed> all = read(reader, 1);
      Files.delete(file);
      SampleRange fromTheStart = new SampleRange(1, 0, 1); // which takes opening it again
      assertThrows(MediaException.class, () -> read(reader, fromTheStart));
      assertEquals(all.subList(50, 60), read(reader, new SampleRange(1, 50, 10)));
    }
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void index_everyTrack_isInDecodeOrderAndBeginsWithKeyframe(String kind) throws IOException {
    try (RecordingReader reader = format.open(MediaFiles.make(directory, kind))) {
      for (Track track : reader.info().tracks()) {
        TrackIndex index = reader.index(track.id());
        assertTrue(index.isKeyframe(0));
        for (int i = 1; i < index.count(); i++) {
          assertTrue(index.decodeTimeUs(i) >= index.decodeTimeUs(i - 1), "sample " + i);
          assertTrue(index.durationUs(i) >= 0, "sample " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void verify_wholeFile_findsNoLoss(String kind) throws IOException {
    List<Fault> faults = faults(MediaFiles.make(directory, kind));
    assertEquals(
        List.of(), faults.stream().filter(f -> f.severity() == Fault.Severity.LOSS).toList());
  }

  @Test
  void info_h264Mp4_saysWhatFfprobeSays() throws IOException {
    Path file = MediaFiles.make(directory, "h264.mp4");
    try (RecordingReader reader = format.open(file)) {
      VideoFormat video = (VideoFormat) reader.info().track(1).format();
      assertEquals("h264", video.codec());
      assertEquals(320, video.width());
      assertEquals(180, video.height());
      assertEquals(1, video.config().toByteArray()[0]);
      assertEquals(12_800, reader.info().track(1).timescale());
      AudioFormat audio = (AudioFormat) reader.info().track(2).format();
      assertEquals("aac", audio.codec());
      assertEquals(48_000, audio.sampleRate());
      assertEquals(1, audio.channels());
      assertTrue(audio.config().size() >= 2);
      long durationUs = reader.info().durationUs().orElseThrow();
      assertTrue(Math.abs(durationUs - 4_000_000) < 50_000, durationUs + " us");
      assertTrue(reader.info().complete());
    }
  }

  @Test
  void info_opus_hasHeadAndPreSkip() throws IOException {
    for (String kind : List.of("opus.ogg", "vp9opus.webm")) {
      try (RecordingReader reader = format.open(MediaFiles.make(directory, kind))) {
        Track track = reader.info().tracks().get(reader.info().tracks().size() - 1);
        AudioFormat audio = (AudioFormat) track.format();
        assertEquals("opus", audio.codec());
        assertEquals(312, audio.preSkip());
        assertEquals("OpusHead", new String(audio.config().toByteArray(), 0, 8, UTF_8));
        assertTrue(reader.index(track.id()).timeUs(0) < 0, "pre-skip lies before 0");
      }
    }
  }

  @Test
  void info_flac_hasStreamInfo() throws IOException {
    try (RecordingReader reader = format.open(MediaFiles.make(directory, "sound.flac"))) {
      assertEquals(34, ((AudioFormat) reader.info().track(1).format()).config().size());
    }
  }

  @Test
  void info_taggedFile_hasStartNameAndLanguage() throws IOException {
    Path file = directory.resolve("tagged.mkv");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=64x64:duration=1",
        "-c:v",
        "libvpx",
        "-metadata",
        "creation_time=2026-03-04T05:06:07Z",
        "-metadata:s:v",
        "title=Screen",
        "-metadata:s:v",
        "language=deu",
        file.toString());
    try (RecordingReader reader = format.open(file)) {
      assertEquals("2026-03-04T05:06:07Z", reader.info().startedAt().orElseThrow().toString());
      assertEquals("Screen", reader.info().track(1).name());
      assertEquals(
          "ger", reader.info().tags().getOrDefault("language.1", "").replace("deu", "ger"));
      assertEquals("tagged.mkv", reader.info().id());
    }
  }

  @Test
  void probe_otherThings_areNoMatch() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.mp4"), "Dear diary,\n".repeat(500));
    Path empty = Files.createFile(directory.resolve("empty.mp4"));
    Path playlist =
        Files.writeString(
            directory.resolve("list.mp4"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n");
    Path concat =
        Files.writeString(
            directory.resolve("concat.mp4"), "ffconcat version 1.0\nfile /etc/hostname\n");
    Path subtitles =
        Files.writeString(
            directory.resolve("words.mkv"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
    Path noise = directory.resolve("noise.mp3");
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    Files.write(noise, bytes);
    for (Path path :
        List.of(
            directory,
            directory.resolve("gone"),
            text,
            empty,
            playlist,
            concat,
            subtitles,
            noise)) {
      assertInstanceOf(Probe.NoMatch.class, format.probe(path), path.toString());
    }
    for (Path path : List.of(text, playlist, concat)) {
      MediaException e = assertThrows(MediaException.class, () -> format.open(path));
      assertEquals(MediaError.FORMAT_UNKNOWN, e.code());
    }
  }

  @Test
  void open_pictureTooLarge_namesTheLimit() throws IOException {
    Path file = directory.resolve("large.mp4");
    Ffmpeg.run(
        "-f", "lavfi", "-i", "testsrc2=size=64x48:duration=1", "-c:v", "libx264", file.toString());
    byte[] bytes = Files.readAllBytes(file);
    // width and height in the sample entry, 32 bytes behind "avc1" less the box's size field
    int entry = new String(bytes, ISO_8859_1).indexOf("avc1\0\0\0\0");
    ByteBuffer.wrap(bytes)
        .putShort(entry + 28, (short) 30_000)
        .putShort(entry + 30, (short) 30_000);
    Files.write(file, bytes);
    MediaException e = assertThrows(MediaException.class, () -> format.open(file));
    assertEquals(MediaError.LIMIT_EXCEEDED, e.code());
    assertTrue(e.getMessage().contains("67108864"), e.getMessage());
  }

  @Test
  void open_truncatedMp4WithoutIndex_isParseError() throws IOException {
    Path file = cut(MediaFiles.make(directory, "h264.mp4"), 20_000);
    MediaException e = assertThrows(MediaException.class, () -> format.open(file));
    assertEquals(MediaError.INDEX_PARSE_ERROR, e.code());
  }

  @Test
  void read_truncatedWebm_keepsWhatIsThereAndVerifyTellsTheLoss() throws IOException {
    Path whole = MediaFiles.make(directory, "vp8.webm");
    List<Probed> expected = Probed.packets(whole, 0);
    Path file = cut(whole, Files.size(whole) / 2);
    try (RecordingReader reader = format.open(file)) {
      List<Probed> found = read(reader, 1);
      assertTrue(found.size() > 20);
      assertEquals(expected.subList(0, found.size() - 1), found.subList(0, found.size() - 1));
    }
    assertTrue(faults(file).stream().anyMatch(f -> f.severity() == Fault.Severity.LOSS));
  }

  @Test
  void read_afterSinkFailed_goesOn() throws IOException {
    try (RecordingReader reader = format.open(MediaFiles.make(directory, "vp8.webm"))) {
      List<Probed> all = read(reader, 1);
      IOException refusal = new IOException("full");
      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  reader.read(
                      new SampleRange(1, 5, 10),
                      (info, data) -> {
                        throw refusal;
                      }));
      assertEquals(refusal, thrown);
      assertEquals(all.subList(5, 15), read(reader, new SampleRange(1, 5, 10)));
    }
  }

  @Test
  void read_wrongArguments_haveCodes() throws IOException {
    RecordingReader reader = format.open(MediaFiles.make(directory, "vp8.webm"));
    assertEquals(MediaError.TRACK_NOT_FOUND, code(() -> reader.index(9)));
    assertEquals(
        MediaError.DATA_RANGE_ERROR, code(() -> read(reader, new SampleRange(1, 99, 100))));
    reader.close();
    assertEquals(MediaError.CLOSED, code(() -> reader.index(1)));
    assertEquals(
        MediaError.DIR_NOT_FOUND, code(() -> format.open(directory.resolve("nothing.mp4"))));
  }

  @Test
  void open_manyTimes_doesNotGrow() throws IOException {
    Path file = MediaFiles.make(directory, "vp9opus.webm");
    openAndRead(file, 50);
    System.gc(); // gives the heap's unused memory back, so that what is left is not the heap's
    long before = residentBytes();
    openAndRead(file, 500);
    System.gc();
    long grown = residentBytes() - before;
    assertTrue(grown < 48L << 20, "500 cycles grew the process by " + grown + " bytes");
  }

  private void openAndRead(Path file, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (RecordingReader reader = format.open(file)) {
        reader.read(new SampleRange(1, 40, 2), (info, data) -> {});
      }
    }
  }

  private static long residentBytes() throws IOException {
    String statm = Files.readString(Path.of("/proc/self/statm"));
    return Long.parseLong(statm.split(" ", -1)[1]) * 4096;
  }

  private static ErrorCode code(Executable call) {
    return assertThrows(MediaException.class, call).code();
  }

  private List<Fault> faults(Path file) throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = format.open(file)) {
      reader.verify(faults::add);
    }
    return faults;
  }

  private Path cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
    return file;
  }

  private static List<Probed> read(RecordingReader reader, int track) throws IOException {
    return read(reader, new SampleRange(track, 0, reader.index(track).count()));
  }

  private static List<Probed> read(RecordingReader reader, SampleRange range) throws IOException {
    List<Probed> samples = new ArrayList<>();
    reader.read(
        range,
        (info, data) -> {
          assertEquals(info.size(), data.remaining());
          samples.add(Probed.of(info.timeUs(), info.keyframe(), data));
        });
    return samples;
  }
}
