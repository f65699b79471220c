package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.ErrorCode;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.storage.jsonl.Recordings.Sample;
import org.kinora.tck.support.Ffmpeg;

class JsonlReaderTest {
  private static final String META = "{\"codec\":\"vp8\",\"width\":16,\"height\":16}";

  @TempDir Path temp;

  @Test
  void info_wholeRecording_tellsWhatTheRecorderWrote() throws IOException {
    try (RecordingReader reader = Recordings.open(Recordings.example(Recordings.WHOLE))) {
      RecordingInfo info = reader.info();
      assertEquals("rec_1757651534329", info.id());
      assertEquals(Optional.of(ZonedDateTime.parse("2025-09-12T04:32:14.329Z")), info.startedAt());
      assertTrue(info.complete());
      assertEquals(OptionalLong.of(20_383_319 + 16_667), info.durationUs());
      assertEquals("13948200417", info.tags().get("timeOriginUs"));
      assertEquals("avc1.64002A", info.tags().get("codecString"));
      assertEquals("30", info.tags().get("fps"));
      Track track = info.tracks().get(0);
      assertEquals(1, track.id());
      VideoFormat video = (VideoFormat) track.format();
      assertEquals("h264", video.codec());
      assertEquals(640, video.width());
      assertEquals(360, video.height());
      assertEquals(Blob.EMPTY, video.config());
    }
  }

  @Test
  void read_wholeRecording_handsOnEveryByteAndTime() throws IOException {
    Path recording = Recordings.example(Recordings.WHOLE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Sample> samples = Recordings.samples(recording);
    samples.forEach(sample -> bytes.writeBytes(sample.bytes().toByteArray()));
    assertArrayEquals(Files.readAllBytes(recording.resolve("data.bin")), bytes.toByteArray());
    assertEquals(600, samples.size());
    assertEquals(0, samples.get(0).info().timeUs());
    assertEquals(33_334, samples.get(1).info().timeUs());
    assertEquals(33_334, samples.get(0).info().durationUs());
    assertEquals(20_383_319, samples.get(599).info().timeUs());
  }

  @Test
  void read_h264_ffprobeFindsTheSamePictures() throws IOException {
    compareWithFfprobe(Recordings.example(Recordings.WHOLE), "H264");
  }

  @Test
  void read_vp9_ffprobeFindsTheSamePictures() throws IOException {
    compareWithFfprobe(Recordings.example(Recordings.VP9), "VP90");
    Ffmpeg.decode(temp.resolve("a.ivf"));
  }

  private void compareWithFfprobe(Path recording, String fourCc) throws IOException {
    List<Sample> samples = Recordings.samples(recording);
    Path ivf = Files.write(temp.resolve("a.ivf"), Recordings.ivf(fourCc, 640, 360, samples));
    JsonNode probe = Ffmpeg.probe(ivf);
    List<JsonNode> packets = Ffmpeg.packets(probe, 0);
    assertEquals(samples.size(), packets.size());
    for (int i = 0; i < packets.size(); i++) {
      JsonNode packet = packets.get(i);
      Sample sample = samples.get(i);
      assertEquals(sample.info().size(), packet.path("size").asInt(), "size of " + i);
      assertEquals(sample.info().timeUs(), packet.path("pts").asLong(), "time of " + i);
      assertEquals(
          sample.info().keyframe(), packet.path("flags").asText().startsWith("K"), "key " + i);
    }
    JsonNode stream = probe.path("streams").path(0);
    assertEquals(640, stream.path("width").asInt());
    assertEquals(360, stream.path("height").asInt());
  }

  @Test
  void verify_wholeRecordings_findsNothing() throws IOException {
    assertEquals(List.of(), Recordings.faults(Recordings.example(Recordings.WHOLE)));
    assertEquals(List.of(), Recordings.faults(Recordings.example(Recordings.VP9)));
  }

  @Test
  void verify_crashedRecording_tellsOfTheRest() throws IOException {
    List<Fault> faults = Recordings.faults(Recordings.example(Recordings.CRASHED));
    assertEquals(
        List.of("data.bin, offset 1889814", "meta.json"),
        faults.stream().map(Fault::place).toList());
    assertTrue(faults.get(0).message().startsWith("121415 bytes"), faults::toString);
    try (RecordingReader reader = Recordings.open(Recordings.example(Recordings.CRASHED))) {
      assertFalse(reader.info().complete());
      assertEquals(563, reader.index(1).count());
    }
  }

  @Test
  void open_codecAuto_looksAtTheFirstKeyFrame() throws IOException {
    for (String id : List.of(Recordings.WHOLE, Recordings.VP9)) {
      Path recording = Recordings.copy(id, temp);
      Recordings.editMeta(recording, meta -> meta.put("codec", "auto"));
      Recordings.editLines(
          recording,
          lines ->
              lines.stream()
                  .map(line -> line.replaceAll("\"codec\":\"[^\"]*\"", "\"codec\":\"auto\""))
                  .toList());
      String codec = id.equals(Recordings.VP9) ? "vp9" : "h264";
      assertEquals(codec, video(recording).codec());
    }
  }

  @Test
  void open_metaContradictsIndex_believesIndex() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editMeta(recording, meta -> meta.put("width", 1920).put("height", 1080));
    assertEquals(640, video(recording).width());
    assertHas(Severity.NOTE, "meta.json", "1920x1080", recording);
  }

  @Test
  void open_sizeOnlyInSamples_believesThemBeforeMeta() throws IOException {
    for (String id : List.of(Recordings.WHOLE, Recordings.VP9)) {
      Path recording = Recordings.copy(id, temp);
      Recordings.editMeta(recording, meta -> meta.put("width", 1920).put("height", 1080));
      Recordings.editLines(
          recording,
          lines ->
              lines.stream()
                  .map(line -> line.replaceAll("\"coded(Width|Height)\":\\d+,", ""))
                  .toList());
      VideoFormat video = video(recording);
      assertEquals(640, video.width());
      assertEquals(360, video.height());
    }
  }

  @Test
  void open_metaIsNoJson_livesOnTheIndex() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.writeString(recording.resolve("meta.json"), "{\"id\":\"rec_17576");
    assertEquals("h264", video(recording).codec());
    assertEquals(600, Recordings.samples(recording).size());
    assertHas(Severity.WARNING, "meta.json", "not used", recording);
  }

  @Test
  void open_typeAndKeyframeContradict_keyIfEitherSaysSo() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editLines(
        recording,
        lines -> {
          lines.replaceAll(line -> line.replace("\"isKeyframe\":true", "\"isKeyframe\":false"));
          return lines;
        });
    try (RecordingReader reader = Recordings.open(recording)) {
      assertTrue(reader.index(1).isKeyframe(0));
      assertFalse(reader.index(1).isKeyframe(1));
    }
    assertHas(Severity.NOTE, "index.jsonl, line 1, offset 0", "contradict", recording);
  }

  @Test
  void open_badLine_losesThatSampleOnly() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editLines(
        recording,
        lines -> {
          lines.set(7, lines.get(7).substring(0, 30));
          return lines;
        });
    assertEquals(599, Recordings.samples(recording).size());
    assertHas(Severity.LOSS, "index.jsonl, line 8, ", "skipped", recording);
    assertHas(Severity.WARNING, "index.jsonl, line 9, ", "lies behind", recording);
  }

  @Test
  void open_firstLineIsGone_tellsThatNothingCanBeDecodedThere() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editLines(recording, lines -> lines.subList(1, 600));
    assertEquals(0, Recordings.samples(recording).get(0).info().timeUs());
    assertHas(Severity.WARNING, "index.jsonl, line 1, ", "6507 lies behind 0", recording);
    assertHas(Severity.LOSS, "index.jsonl, line 1, ", "no key frame", recording);
  }

  @Test
  void open_tornLastLine_dropsIt() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    truncate(recording.resolve("index.jsonl"), Files.size(recording.resolve("index.jsonl")) - 20);
    assertEquals(599, Recordings.samples(recording).size());
    assertHas(Severity.LOSS, "index.jsonl, line 600, ", "torn", recording);
  }

  @Test
  void open_dataShorterThanIndex_dropsWhatIsNotThere() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    truncate(recording.resolve("data.bin"), 11_421 + 5);
    assertEquals(3, Recordings.samples(recording).size());
    assertEquals(
        597,
        Recordings.faults(recording).stream()
            .filter(fault -> fault.severity() == Severity.LOSS)
            .count());
  }

  @Test
  void open_samplesInAnotherOrderWithGaps_readsEachFromItsPlace() throws IOException {
    List<Sample> whole = Recordings.samples(Recordings.example(Recordings.WHOLE));
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editLines(
        recording, lines -> List.of(lines.get(0), lines.get(9), lines.get(4), lines.get(4)));
    List<Blob> found = Recordings.samples(recording).stream().map(Sample::bytes).toList();
    assertEquals(
        List.of(
            whole.get(0).bytes(), whole.get(9).bytes(), whole.get(4).bytes(), whole.get(4).bytes()),
        found);
    assertHas(Severity.WARNING, "index.jsonl, line 3, ", "lies before", recording);
    assertHas(Severity.WARNING, "index.jsonl, line 3, ", "less than", recording);
    assertHas(Severity.NOTE, "index.jsonl, line 4, ", "twice", recording);
  }

  @Test
  void open_timestampsFall_keepsOrderAndMakesDecodeTimesRise() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editLines(
        recording,
        lines -> {
          Collections.swap(lines, 5, 6);
          return lines;
        });
    try (RecordingReader reader = Recordings.open(recording)) {
      TrackIndex index = reader.index(1);
      assertTrue(index.timeUs(6) < index.timeUs(5));
      for (int i = 0; i < index.count(); i++) {
        assertTrue(index.decodeTimeUs(i) <= index.timeUs(i), "sample " + i);
        assertTrue(i == 0 || index.decodeTimeUs(i) >= index.decodeTimeUs(i - 1), "sample " + i);
      }
    }
  }

  @Test
  void open_dataMissing_isADataRangeError() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.delete(recording.resolve("data.bin"));
    assertFails(MediaError.DATA_RANGE_ERROR, () -> Recordings.open(recording));
  }

  @Test
  void open_noSampleHasData_isADataRangeError() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    truncate(recording.resolve("data.bin"), 0);
    assertFails(MediaError.DATA_RANGE_ERROR, () -> Recordings.open(recording));
  }

  @Test
  void open_indexMissing_isIndexNotFound() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.delete(recording.resolve("index.jsonl"));
    assertEquals(new Probe.Match(0), new JsonlFormat().probe(recording));
    assertFails(MediaError.INDEX_NOT_FOUND, () -> Recordings.open(recording));
  }

  @Test
  void open_metaMissing_isMetaNotFound() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.delete(recording.resolve("meta.json"));
    assertEquals(new Probe.Match(0), new JsonlFormat().probe(recording));
    assertFails(MediaError.META_NOT_FOUND, () -> Recordings.open(recording));
  }

  @Test
  void open_directoryMissing_isDirNotFound() {
    assertFails(MediaError.DIR_NOT_FOUND, () -> Recordings.open(temp.resolve("nothing")));
  }

  @Test
  void open_noUsableLine_isIndexParseError() throws IOException {
    Path recording = Recordings.write(temp.resolve("r"), META, "one\ntwo\n", new byte[9]);
    assertFails(MediaError.INDEX_PARSE_ERROR, () -> Recordings.open(recording));
  }

  @Test
  void open_emptyIndex_hasNoSamples() throws IOException {
    Path recording = Recordings.write(temp.resolve("r"), META, "", new byte[0]);
    try (RecordingReader reader = Recordings.open(recording)) {
      assertEquals(0, reader.index(1).count());
      assertEquals(OptionalLong.of(0), reader.info().durationUs());
    }
  }

  @Test
  void probe_newerVersion_isWrongVersion() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editMeta(recording, meta -> meta.put("opfsFormat", 2));
    assertEquals(new Probe.WrongVersion(2, 0, 1), new JsonlFormat().probe(recording));
    assertFails(MediaError.FORMAT_TOO_NEW, () -> Recordings.open(recording));
  }

  @Test
  void probe_otherPlaces_doesNotMatch() throws IOException {
    Path file = Files.writeString(temp.resolve("meta.json"), "{}");
    assertTrue(new JsonlFormat().probe(file) instanceof Probe.NoMatch);
    assertTrue(new JsonlFormat().probe(temp) instanceof Probe.NoMatch);
    assertTrue(new JsonlFormat().probe(temp.resolve("nothing")) instanceof Probe.NoMatch);
  }

  @Test
  void open_cameraAndAudioOfTheRecorder_becomeTracks() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Path camera = Recordings.example(Recordings.VP9);
    Files.copy(camera.resolve("data.bin"), recording.resolve("camera.bin"));
    Files.copy(camera.resolve("index.jsonl"), recording.resolve("camera-index.jsonl"));
    Files.write(recording.resolve("audio.bin"), new byte[] {(byte) 0xFC, 1, 2, (byte) 0xFC, 1});
    Files.writeString(
        recording.resolve("audio-index.jsonl"),
        """
        {"offset":0,"size":3,"timestamp":5000,"duration":20000}
        {"offset":3,"size":2,"timestamp":25000,"duration":20000}
        """);
    Recordings.editMeta(
        recording, meta -> meta.putObject("audio").put("codec", "opus").put("sampleRate", 48000));
    try (RecordingReader reader = Recordings.open(recording)) {
      assertEquals(List.of(1, 2, 3), reader.info().tracks().stream().map(Track::id).toList());
      assertEquals("vp9", ((VideoFormat) reader.info().track(2).format()).codec());
      assertEquals(0, reader.index(2).timeUs(0));
      assertEquals(
          new AudioFormat("opus", 48_000, 2, 0, Blob.EMPTY), reader.info().track(3).format());
      assertEquals(0, reader.index(3).timeUs(0)); // on another clock: 5 ms instead of 13,948 s
      assertTrue(reader.index(3).isKeyframe(1));
      assertEquals(20_000, reader.index(3).durationUs(1));
    }
    assertHas(Severity.WARNING, "audio-index.jsonl", "another clock", recording);
  }

  @Test
  void open_brokenCamera_isLeftOut() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Files.writeString(recording.resolve("camera-index.jsonl"), "nothing\n");
    Files.write(recording.resolve("camera.bin"), new byte[3]);
    try (RecordingReader reader = Recordings.open(recording)) {
      assertEquals(1, reader.info().tracks().size());
    }
    assertHas(Severity.LOSS, "camera-index.jsonl", "left out", recording);
  }

  @Test
  void verify_totalsAreWrong_namesThem() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    Recordings.editMeta(recording, meta -> meta.put("totalChunks", 601).put("totalBytes", 1));
    assertHas(Severity.WARNING, "meta.json", "totalChunks of index.jsonl is 600", recording);
    assertHas(Severity.WARNING, "meta.json", "totalBytes", recording);
  }

  @Test
  void verify_keyFrameIsOverwritten_namesSampleAndOffset() throws IOException {
    Path recording = Recordings.copy(Recordings.VP9, temp);
    try (FileChannel data =
        FileChannel.open(recording.resolve("data.bin"), StandardOpenOption.WRITE)) {
      data.write(ByteBuffer.allocate(64), 0);
    }
    assertHas(Severity.WARNING, "data.bin, sample 0, offset 0", "vp9 is stated", recording);
  }

  @Test
  void verify_lengthPrefixesWithoutConfiguration_isALoss() throws IOException {
    byte[] idr = {0, 0, 0, 3, 0x65, 1, 2};
    String line = "{\"offset\":0,\"size\":7,\"timestamp\":0,\"type\":\"key\",\"codec\":\"avc1\"}\n";
    Path recording = Recordings.write(temp.resolve("r"), META, line, idr);
    assertHas(Severity.LOSS, "data.bin, sample 0, offset 0", "length prefixes", recording);
  }

  @Test
  void verify_sinkFails_passesItsExceptionOn() throws IOException {
    try (RecordingReader reader = Recordings.open(Recordings.example(Recordings.CRASHED))) {
      IOException mine = new IOException("enough");
      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  reader.verify(
                      fault -> {
                        throw mine;
                      }));
      assertEquals(mine, thrown);
      assertEquals(563, Recordings.samples(reader, 1).size());
    }
  }

  @Test
  void read_dataShrinksAfterOpening_handsOnWhatIsThereThenFails() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    try (RecordingReader reader = Recordings.open(recording)) {
      truncate(recording.resolve("data.bin"), 8_883 + 100);
      List<Integer> sizes = new ArrayList<>();
      MediaException thrown =
          assertThrows(
              MediaException.class,
              () ->
                  reader.read(
                      new SampleRange(1, 0, 10), (info, data) -> sizes.add(data.remaining())));
      assertEquals(MediaError.DATA_RANGE_ERROR, thrown.code());
      assertTrue(
          thrown.getMessage().contains("sample 2, offset 8883: 100 of 2538"), thrown::getMessage);
      assertEquals(List.of(6507, 2376), sizes);
    }
  }

  @Test
  void read_sampleIsHuge_isRefusedAndToldByVerify() throws IOException {
    String line = "{\"offset\":0,\"size\":300000000,\"timestamp\":0,\"type\":\"key\"}\n";
    Path recording = Recordings.write(temp.resolve("r"), META, line, new byte[0]);
    try (FileChannel data =
        FileChannel.open(recording.resolve("data.bin"), StandardOpenOption.WRITE)) {
      data.write(ByteBuffer.allocate(1), 300_000_000 - 1);
    }
    try (RecordingReader reader = Recordings.open(recording)) {
      assertFails(
          MediaError.LIMIT_EXCEEDED,
          () -> reader.read(new SampleRange(1, 0, 1), (info, data) -> {}));
    }
    assertHas(Severity.LOSS, "data.bin, sample 0, offset 0", "300000000", recording);
  }

  @Test
  void read_sinkReadsToo_bothGetTheirBytes() throws IOException {
    List<Sample> all = Recordings.samples(Recordings.example(Recordings.WHOLE));
    try (RecordingReader reader = Recordings.open(Recordings.example(Recordings.WHOLE))) {
      List<Blob> found = new ArrayList<>();
      reader.read(
          new SampleRange(1, 0, 2),
          (info, data) -> {
            reader.read(new SampleRange(1, 500, 1), (i, other) -> found.add(Blob.of(other)));
            found.add(Blob.of(data));
          });
      Blob other = all.get(500).bytes();
      assertEquals(List.of(other, all.get(0).bytes(), other, all.get(1).bytes()), found);
    }
  }

  @Test
  void read_beyondTheLastSample_isADataRangeError() throws IOException {
    try (RecordingReader reader = Recordings.open(Recordings.example(Recordings.WHOLE))) {
      assertFails(
          MediaError.DATA_RANGE_ERROR,
          () -> reader.read(new SampleRange(1, 599, 2), (info, data) -> {}));
      assertFails(MediaError.TRACK_NOT_FOUND, () -> reader.index(9));
    }
  }

  @Test
  void read_afterClose_isClosed() throws IOException {
    RecordingReader reader = Recordings.open(Recordings.example(Recordings.WHOLE));
    reader.close();
    reader.close();
    assertFails(MediaError.CLOSED, () -> reader.read(new SampleRange(1, 0, 1), (info, data) -> {}));
  }

  @Test
  void info_colorInTheStream_isCarriedAlong() throws IOException {
    assertEquals(
        new ColorInfo(ColorInfo.Range.LIMITED, 2, 2, 2),
        video(Recordings.example(Recordings.VP9)).color());
  }

  private static VideoFormat video(Path recording) throws IOException {
    try (RecordingReader reader = Recordings.open(recording)) {
      return (VideoFormat) reader.info().firstVideo().orElseThrow().format();
    }
  }

  private static void truncate(Path file, long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertHas(Severity severity, String place, String text, Path recording)
      throws IOException {
    List<Fault> faults = Recordings.faults(recording);
    assertTrue(
        faults.stream()
            .anyMatch(
                fault ->
                    fault.severity() == severity
                        && fault.place().startsWith(place)
                        && fault.message().contains(text)),
        () -> severity + " at " + place + ": " + text + " is not among " + faults);
  }

  private static void assertFails(ErrorCode code, Executable call) {
    assertEquals(code, assertThrows(MediaException.class, call).code());
  }
}
