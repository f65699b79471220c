package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.SalvageReport.TrackReport;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.Salvage;
import org.kinora.tck.support.Ffmpeg;

class Mp4RecoveryTest {
  private static final VideoFormat H264 =
      new VideoFormat("h264", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY);
  private static final MuxerSettings LIVE =
      new MuxerSettings(Source.RECORDING, OptionalLong.empty(), true, Map.of());

  @TempDir Path dir;

  @Test
  void writeTo_fileThatWasNeverFinished_givesAllThatWasFlushed() throws IOException {
    Source video = Encodings.H264.source(dir).shifted(1_500_000);
    Source sound = Encodings.OPUS.source(dir).shifted(1_506_500);
    Path cut = unfinished(video, sound);
    SalvageReport report = report(cut);
    assertFalse(report.whole());
    assertEquals(
        List.of(
            new TrackReport(1, "h264", video.infos().size()),
            new TrackReport(2, "opus", sound.infos().size())),
        report.tracks());
    assertEquals(0, report.lostBytes());
    Path recovered = recover(cut);
    assertEquals(List.of("ftyp", "mdat", "moov"), Boxes.of(recovered).top());
    JsonNode probe = Ffmpeg.probe(recovered);
    Judge.sameTimes(probe, 0, video);
    Judge.sameTimes(probe, 1, sound);
    Judge.sameBytes(recovered, probe, 0, video);
    Judge.sameBytes(recovered, probe, 1, sound);
    Path plain = Source.write(dir.resolve("plain.mp4"), Map.of(), video, sound);
    for (String box : List.of("elst", "tkhd")) {
      String path = box.equals("elst") ? "moov/trak/edts/elst" : "moov/trak/tkhd";
      assertEquals(Boxes.of(plain).all(path), Boxes.of(recovered).all(path), box);
    }
    assertTrue(report(recovered).whole());
  }

  @ParameterizedTest
  @EnumSource(Encodings.class)
  void writeTo_eachCodec_isDecodedAsBefore(Encodings encoding) throws IOException {
    Source source = encoding.source(dir);
    Path plain = Source.write(dir.resolve("plain.mp4"), Map.of(), source);
    Path recovered = recover(unfinished(source));
    assertEquals(
        Judge.decodedHashes("-i", plain.toString()),
        Judge.decodedHashes("-i", recovered.toString()));
    if (encoding.durationsAreRead()) {
      Judge.sameDurations(Ffmpeg.probe(recovered), 0, source);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frag_keyframe",
        "frag_keyframe+empty_moov",
        "frag_keyframe+empty_moov+default_base_moof",
        "frag_keyframe+empty_moov+omit_tfhd_offset",
        "hybrid_fragmented+empty_moov"
      })
  void writeTo_cutFileOfFfmpeg_givesWhatFfmpegReads(String flags) throws IOException {
    Path whole = dir.resolve("whole.mp4");
    Ffmpeg.run(
        ("-f lavfi -i testsrc2=size=64x64:rate=25:duration=4 -f lavfi -i sine=duration=4"
                + " -c:v libx264 -g 12 -bf 2 -c:a libopus -frag_duration 500000 -movflags "
                + flags
                + " "
                + whole)
            .split(" "));
    byte[] bytes = Files.readAllBytes(whole);
    int size = bytes.length * 2 / 3;
    Path cut = Files.write(dir.resolve("cut.mp4"), Arrays.copyOf(bytes, size));
    JsonNode expected = Ffmpeg.probe(whole);
    Path recovered = recover(cut);
    JsonNode found = Ffmpeg.probe(recovered);
    for (int stream = 0; stream < 2; stream++) {
      List<String> times = times(expected, stream, size);
      assertTrue(times.size() > 30, flags);
      assertEquals(times, times(found, stream, Long.MAX_VALUE));
    }
    Ffmpeg.decode(recovered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libx265"})
  void writeTo_cutFileWithItsIndexInFront_keepsTheSamplesBeforeTheCut(String codec)
      throws IOException {
    Path whole = dir.resolve("whole.mp4");
    Ffmpeg.run(
        ("-f lavfi -i testsrc2=size=64x64:rate=25:duration=4 -f lavfi -i sine=duration=4"
                + " -c:v "
                + codec
                + " -g 12 -bf 2 -c:a aac -movflags +faststart "
                + whole)
            .split(" "));
    byte[] bytes = Files.readAllBytes(whole);
    assertTrue(report(whole).whole());
    int size = bytes.length * 2 / 3;
    Path cut = Files.write(dir.resolve("cut.mp4"), Arrays.copyOf(bytes, size));
    assertFalse(report(cut).whole());
    Path recovered = recover(cut);
    JsonNode expected = Ffmpeg.probe(whole);
    JsonNode found = Ffmpeg.probe(recovered);
    for (int stream = 0; stream < 2; stream++) {
      List<String> times = times(expected, stream, size);
      assertTrue(times.size() > 30);
      assertEquals(times, times(found, stream, Long.MAX_VALUE));
    }
    Ffmpeg.decode(recovered);
    assertTrue(report(recovered).whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "fragmented"})
  void examine_trackWithDamagedDescription_isToldAndTheOthersKept(String mode) throws IOException {
    Source video = Source.recording("rec_1757651534329", H264).first(60);
    Source sound = Encodings.OPUS.source(dir);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of("mode", mode), sound, video);
    byte[] bytes = Files.readAllBytes(file);
    int description = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("stsd");
    bytes[description] = 'x';
    Files.write(file, bytes);
    SalvageReport report = report(file);
    assertFalse(report.whole());
    assertEquals(
        List.of(new TrackReport(2, "h264", 60), new TrackReport(1, "", 0)), report.tracks());
    Path recovered = recover(file);
    Judge.sameTimes(Ffmpeg.probe(recovered), 0, video);
    assertTrue(report(recovered).whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid", "fragmented", "unfinished"})
  void examine_cutAnywhere_keepsWhatIsThere(String kind) throws IOException {
    Source video = Source.recording("rec_1757651534329", H264).first(60);
    Source sound = Encodings.OPUS.source(dir);
    Path file =
        kind.equals("unfinished")
            ? unfinished(video, sound)
            : Source.write(dir.resolve("out.mp4"), Map.of("mode", kind), video, sound);
    byte[] bytes = Files.readAllBytes(file);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path cut = dir.resolve("cut.mp4");
    for (int round = 0; round < 12; round++) {
      int size = round < 4 ? bytes.length - 1 - round * 50 : random.nextInt(bytes.length);
      Files.write(cut, Arrays.copyOf(bytes, size));
      String where = kind + " cut at " + size + ", seed " + seed;
      try {
        SalvageReport report = report(cut);
        assertTrue(report.keptBytes() + report.lostBytes() == size, where);
        long samples = report.tracks().stream().mapToLong(TrackReport::samples).sum();
        if (samples > 0) {
          Path recovered = recover(cut);
          JsonNode packets = Ffmpeg.probe(recovered).path("packets");
          assertEquals(samples, packets.size(), where);
          assertTrue(report(recovered).whole(), where);
        }
      } catch (MediaException e) {
        assertTrue(
            e.code() == MediaError.INDEX_NOT_FOUND || e.code() == MediaError.INDEX_PARSE_ERROR,
            () -> where + ": " + e.getMessage());
        int moov = new String(bytes, 0, 200, StandardCharsets.ISO_8859_1).indexOf("moov") - 4;
        assertTrue(size < moov + ByteBuffer.wrap(bytes).getInt(moov), where);
      }
    }
  }

  @Test
  void examine_finishedFiles_areWhole() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(60);
    for (String mode : List.of("plain", "faststart", "fragmented", "hybrid")) {
      Path file = Source.write(dir.resolve(mode), Map.of("mode", mode), source);
      SalvageReport report = report(file);
      assertTrue(report.whole(), mode);
      assertEquals(60, report.tracks().get(0).samples(), mode);
      assertEquals(Files.size(file), report.keptBytes());
      assertEquals(Blob.of(Files.readAllBytes(file)), Blob.of(Files.readAllBytes(recover(file))));
    }
  }

  @Test
  void examine_plainFileWithoutIndex_saysSo() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(60);
    Path file = Source.write(dir.resolve("plain.mp4"), Map.of(), source);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    MediaException failure = assertThrows(MediaException.class, () -> report(file));
    assertEquals(MediaError.INDEX_NOT_FOUND, failure.code());
    assertTrue(failure.getMessage().contains("moov"));
  }

  @Test
  void examine_damagedAnywhere_neverBreaksDown() throws IOException {
    Source video = Source.recording("rec_1757651534329", H264).first(30);
    byte[] bytes = Files.readAllBytes(unfinished(video, Encodings.OPUS.source(dir).first(60)));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path damaged = dir.resolve("damaged.mp4");
    for (int round = 0; round < 300; round++) {
      byte[] copy = bytes.clone();
      for (int i = 0; i < 1 + random.nextInt(4); i++) {
        int at = random.nextInt(random.nextBoolean() ? 2_000 : copy.length);
        copy[at] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
      }
      Files.write(damaged, copy);
      try {
        recover(damaged);
      } catch (MediaException e) {
        assertFalse(e.getMessage().isBlank());
      } catch (RuntimeException | IOException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void accepts_fileTypes_isByTheFirstBox() {
    Mp4Recovery recovery = new Mp4Recovery();
    assertTrue(recovery.accepts(ByteBuffer.wrap(new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p'})));
    assertFalse(recovery.accepts(ByteBuffer.wrap(new byte[] {'R', 'I', 'F', 'F', 0, 0, 0, 0})));
    assertFalse(recovery.accepts(ByteBuffer.wrap(new byte[] {0, 0, 0, 24, 'f', 't', 'y'})));
  }

  /** What a crash leaves behind a flush. */
  private Path unfinished(Source... sources) throws IOException {
    Path file = dir.resolve("unfinished.mp4");
    try (FileChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Muxer muxer = new Mp4MuxerFactory().create(out, LIVE)) {
      Source.writeAll(muxer, sources);
      muxer.flush();
    }
    return file;
  }

  private static SalvageReport report(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return new Mp4Recovery().examine(in).report();
    }
  }

  private Path recover(Path file) throws IOException {
    Path target = dir.resolve("recovered.mp4");
    try (FileChannel in = FileChannel.open(file);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      Salvage salvage = new Mp4Recovery().examine(in);
      salvage.writeTo(out, written -> {});
    }
    return target;
  }

  /** Of the packets whose bytes lie in front of a place. */
  private static List<String> times(JsonNode probe, int stream, long limit) {
    return Ffmpeg.packets(probe, stream).stream()
        .takeWhile(p -> p.path("pos").asLong() + p.path("size").asLong() <= limit)
        .map(p -> p.path("dts_time") + " " + p.path("pts_time") + " " + p.path("size"))
        .toList();
  }
}
