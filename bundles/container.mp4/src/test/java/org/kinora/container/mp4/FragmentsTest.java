package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SalvageReport;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** Files that grow by fragments, as FFmpeg reads them. */
class FragmentsTest {
  private static final VideoFormat H264 =
      new VideoFormat("h264", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY);

  /** Of H.264: bytes that a decoder skips. */
  private static final int FILLER_UNIT = 12;

  @TempDir Path dir;

  @ParameterizedTest
  @MethodSource("org.kinora.container.mp4.Encodings#all")
  void write_eachCodec_keepsTimesBytesAndFlags(Encodings encoding) throws IOException {
    Source source = encoding.source(dir);
    for (String mode : List.of("fragmented", "hybrid")) {
      Path file =
          Source.write(
              dir.resolve(mode + ".mp4"), Map.of("mode", mode, "fragment", "400ms"), source);
      JsonNode probe = Ffmpeg.probe(file);
      Judge.sameTimes(probe, 0, source);
      Judge.sameBytes(file, probe, 0, source);
      if (encoding.durationsAreRead()) {
        Judge.sameDurations(probe, 0, source);
      }
      Ffmpeg.decode(file);
    }
  }

  @Test
  void write_pictureBefore0_isTakenWhereAnEditListHidesIt() throws IOException {
    Source early = Source.recording("rec_1757651534329", H264).first(30).shifted(-200_000);
    Source.write(dir.resolve("hybrid.mp4"), Map.of("mode", "hybrid"), early);
    MediaException e =
        assertThrows(
            MediaException.class,
            () -> Source.write(dir.resolve("fragmented.mp4"), Map.of("mode", "fragmented"), early));
    assertEquals(MediaError.MUX_ERROR, e.code());
    assertTrue(e.getMessage().contains("expected mode=plain, faststart or hybrid"), e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragmented", "hybrid"})
  void write_pictureAndSound_keepsBothInAnyState(String mode) throws IOException {
    Source video = Source.recording("rec_1757651534329", H264).first(90);
    Source sound = Encodings.OPUS.source(dir);
    Path file = dir.resolve("out.mp4");
    Source.write(file, Map.of("mode", mode), video, sound);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, video);
    Judge.sameTimes(probe, 1, sound);
    Judge.sameBytes(file, probe, 1, sound);
  }

  @Test
  void finish_hybrid_turnsIntoAPlainFile() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264);
    Path plain = Source.write(dir.resolve("plain.mp4"), Map.of(), source);
    Path hybrid = Source.write(dir.resolve("hybrid.mp4"), Map.of("mode", "hybrid"), source);
    assertEquals(List.of("ftyp", "mdat", "moov"), Boxes.of(hybrid).top());
    for (String box : List.of("tkhd", "mdia/mdhd", "mdia/minf/stbl/stts", "mdia/minf/stbl/stsz")) {
      String path = "moov/trak/" + box;
      assertEquals(Boxes.of(plain).only(path), Boxes.of(hybrid).only(path), box);
    }
  }

  @Test
  void finish_fragmented_statesTheDurationInFront() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of("mode", "fragmented"), source);
    Boxes boxes = Boxes.of(file);
    long expected =
        Boxes.of(Source.write(dir.resolve("p.mp4"), Map.of(), source)).only("moov/mvhd").getInt(16);
    assertEquals(expected, boxes.only("moov/mvhd").getLong(24));
    assertTrue(boxes.top().size() > 6);
    assertEquals(List.of("ftyp", "moov", "moof", "mdat", "moof"), boxes.top().subList(0, 5));
    JsonNode probe = Ffmpeg.probe(file);
    assertEquals(expected / 1e6, probe.path("format").path("duration").asDouble(), 1e-6);
  }

  @Test
  void write_eachFragment_goesOutInOnePiece() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264);
    Pieces pieces = new Pieces(dir.resolve("out.mp4"));
    try (pieces;
        Muxer muxer = new Mp4MuxerFactory().create(pieces, live(Map.of()))) {
      int track = muxer.addTrack(source.track());
      for (int i = 0; i < source.infos().size(); i++) {
        muxer.write(track, source.infos().get(i), source.data().get(i).buffer());
      }
      List<byte[]> written = pieces.written();
      for (int i = 1; i + 1 < written.size(); i += 2) {
        ByteBuffer box = ByteBuffer.wrap(written.get(i));
        assertEquals("free", Boxes.text(box, 4, 4));
        assertEquals("mdat", Boxes.text(box, box.getInt(0) + 4, 4));
        assertEquals(box.limit(), box.getInt(0) + box.getInt(box.getInt(0)));
        assertEquals("moof", Boxes.text(ByteBuffer.wrap(written.get(i + 1)), 0, 4));
      }
      assertTrue(written.size() > 10);
    }
  }

  /** The system may stop in the midst of a write when it kills the process. */
  @ParameterizedTest
  @ValueSource(strings = {"fragmented", "hybrid"})
  void write_killedWithinAFragment_leavesAllThatWasFlushed(String mode) throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(60);
    Pieces pieces = new Pieces(dir.resolve("out.mp4"));
    List<Integer> flushed = new ArrayList<>();
    try (pieces;
        Muxer muxer = new Mp4MuxerFactory().create(pieces, live(Map.of("mode", mode)))) {
      int track = muxer.addTrack(source.track());
      for (int i = 0; i < source.infos().size(); i++) {
        muxer.write(track, source.infos().get(i), source.data().get(i).buffer());
        if (i == 29 || i == 59) {
          muxer.flush();
          flushed.add(pieces.bytes());
        }
      }
      int from = flushed.get(0);
      int size = flushed.get(1) - from;
      for (int more : new int[] {0, 4, 8, 9, 60, 200, size / 2, size - 5, size - 4, size - 2}) {
        Path killed = Files.write(dir.resolve("killed.mp4"), pieces.after(from + more));
        int found = Ffmpeg.packets(Ffmpeg.probeBroken(killed), 0).size();
        assertTrue(found >= 30, () -> found + " pictures, " + more + " bytes behind 30");
      }
    }
  }

  @Test
  void flush_beforeFinish_leavesAllSamplesReadable() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(50);
    Path file = dir.resolve("growing.mp4");
    try (FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Muxer muxer = new Mp4MuxerFactory().create(out, live(Map.of()))) {
      int track = muxer.addTrack(source.track());
      for (int i = 0; i < source.infos().size(); i++) {
        muxer.write(track, source.infos().get(i), source.data().get(i).buffer());
        if (i % 7 == 0) {
          muxer.flush();
        }
      }
      muxer.flush();
      JsonNode probe = Ffmpeg.probe(file);
      Judge.sameTimes(probe, 0, source);
    }
  }

  @Test
  void write_trackThatBeginsLate_keepsItsTimes() throws IOException {
    Source video = Source.recording("rec_1757651534329", H264).first(90);
    Source late = Encodings.OPUS.source(dir).shifted(2_500_000);
    for (String mode : List.of("fragmented", "hybrid")) {
      Path file = Source.write(dir.resolve(mode + ".mp4"), Map.of("mode", mode), video, late);
      JsonNode probe = Ffmpeg.probe(file);
      Judge.sameTimes(probe, 0, video);
      Judge.sameTimes(probe, 1, late);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fragmented", "hybrid"})
  void write_trackThatBeginsBehindAFlush_keepsItsTimes(String mode) throws IOException {
    Source video = Encodings.H264.source(dir); // has a configuration, and pictures out of order
    Source sound = Encodings.OPUS.source(dir);
    assertEquals(-6_500, sound.infos().get(0).timeUs());
    assertTrue(video.infos().get(0).decodeTimeUs() < 0);
    Path file = dir.resolve("late.mp4");
    for (List<Source> order : List.of(List.of(video, sound), List.of(sound, video))) {
      try (FileChannel out =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          Muxer muxer = new Mp4MuxerFactory().create(out, live(Map.of("mode", mode)))) {
        for (Source source : order) {
          muxer.addTrack(source.track());
        }
        for (int track = 0; track < 2; track++) {
          Source source = order.get(track);
          for (int i = 0; i < source.infos().size(); i++) {
            muxer.write(track, source.infos().get(i), source.data().get(i).buffer());
          }
          muxer.flush();
        }
        JsonNode growing = Ffmpeg.probe(file);
        Judge.sameTimes(growing, 0, order.get(0));
        Judge.sameTimes(growing, 1, order.get(1));
        muxer.finish();
      }
      JsonNode probe = Ffmpeg.probe(file);
      for (int track = 0; track < 2; track++) {
        Judge.sameTimes(probe, track, order.get(track));
        Judge.sameBytes(file, probe, track, order.get(track));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "faststart", "fragmented", "hybrid"})
  void write_gapBeyond32BitsOfTicks_isKept(String mode) throws IOException {
    Source begin = Source.recording("rec_1757651534329", H264).first(40);
    Source source = begin.then(begin.shifted(7_200_000_123L));
    Path file = Source.write(dir.resolve("out.mp4"), Map.of("mode", mode), source);
    Judge.sameTimes(Ffmpeg.probe(file), 0, source);
    assertEquals(80, report(file).tracks().get(0).samples());
  }

  private static SalvageReport report(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      return new Mp4Recovery().examine(in).report();
    }
  }

  @Test
  void write_changedParameterSets_staysDecodableBeforeTheEnd() throws IOException {
    Source first = Encodings.H264.annexB(dir);
    Source second = Encodings.BASELINE.annexB(dir);
    Source both = first.then(second.shifted(2_000_000));
    for (String mode : List.of("fragmented", "hybrid")) {
      Path file = Source.write(dir.resolve(mode + ".mp4"), Map.of("mode", mode), both);
      assertEquals(both.infos().size(), Judge.decodedHashes("-i", file.toString()).size(), mode);
    }
  }

  @Test
  void write_trackWithoutSamples_isNoTrack() throws IOException {
    Source video = Source.recording("rec_1757651534329", H264).first(60);
    Source none = Encodings.OPUS.source(dir).first(0);
    for (String mode : List.of("fragmented", "hybrid")) {
      Path file = Source.write(dir.resolve(mode + ".mp4"), Map.of("mode", mode), none, video);
      JsonNode probe = Ffmpeg.probe(file);
      assertEquals(1, probe.path("streams").size());
      Judge.sameTimes(probe, 0, video);
    }
  }

  @Test
  void write_sampleLargerThanAFragment_isKept() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(40);
    byte[] filler = new byte[9 << 20];
    Arrays.fill(filler, (byte) 0xFF);
    ByteBuffer picture = source.data().get(10).buffer();
    ByteBuffer large = ByteBuffer.allocate(picture.remaining() + 5 + filler.length + 1);
    large.put(picture).putInt(1).put((byte) FILLER_UNIT).put(filler).put((byte) 0x80).flip();
    List<Blob> data = new ArrayList<>(source.data());
    data.set(10, Blob.of(large));
    List<SampleInfo> infos = new ArrayList<>(source.infos());
    infos.set(10, SampleInfo.inOrder(infos.get(10).timeUs(), 0, data.get(10).size(), false));
    Source padded = new Source(source.track(), infos, data);
    Path plain = Source.write(dir.resolve("plain.mp4"), Map.of(), source);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of("mode", "fragmented"), padded);
    Judge.sameTimes(Ffmpeg.probe(file), 0, padded);
    assertEquals(
        Judge.decodedHashes("-i", plain.toString()), Judge.decodedHashes("-i", file.toString()));
  }

  @Test
  void write_sameInput_givesSameBytes() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(60);
    for (String mode : List.of("fragmented", "hybrid")) {
      Path first = Source.write(dir.resolve("first.mp4"), Map.of("mode", mode), source);
      Path second = Source.write(dir.resolve("second.mp4"), Map.of("mode", mode), source);
      assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }
  }

  @Test
  void create_liveWithModeThatACrashLosesAll_isRefused() throws IOException {
    for (String mode : List.of("plain", "faststart")) {
      try (Pieces out = new Pieces(dir.resolve(mode))) {
        MediaException refusal =
            assertThrows(
                MediaException.class,
                () -> new Mp4MuxerFactory().create(out, live(Map.of("mode", mode))));
        assertEquals(MediaError.ARGUMENT_INVALID, refusal.code());
        assertFalse(refusal.getMessage().isBlank());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "fragmented", "hybrid"})
  void write_endUs_presentsNothingBehindIt(String mode) throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(90);
    MuxerSettings settings =
        new MuxerSettings(
            Source.RECORDING, OptionalLong.of(1_500_000), false, Map.of("mode", mode));
    Path file = Source.write(dir.resolve("out.mp4"), settings, source);
    Boxes boxes = Boxes.of(file);
    assertEquals(1_500_000, boxes.only("moov/trak/edts/elst").getInt(8));
    if (!mode.equals("fragmented")) {
      assertEquals(1_500_000, boxes.only("moov/mvhd").getInt(16));
      assertEquals("1.500000", Ffmpeg.probe(file).path("format").path("duration").asText());
    }
  }

  @Test
  void write_knownStart_isStated() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(5);
    ZonedDateTime start = ZonedDateTime.parse("2026-03-01T12:00:00+01:00[Europe/Berlin]");
    RecordingInfo info =
        new RecordingInfo(
            "rec_1", Optional.of(start), OptionalLong.empty(), true, List.of(), Map.of());
    for (String mode : List.of("plain", "fragmented")) {
      MuxerSettings settings = MuxerSettings.of(info, Map.of("mode", mode));
      Path file = Source.write(dir.resolve(mode), settings, source);
      JsonNode tags = Ffmpeg.probe(file).path("format").path("tags");
      assertEquals("2026-03-01T11:00:00.000000Z", tags.path("creation_time").asText());
    }
  }

  private static MuxerSettings live(Map<String, String> options) {
    return new MuxerSettings(
        Source.RECORDING, OptionalLong.empty(), true, Collections.unmodifiableMap(options));
  }
}
