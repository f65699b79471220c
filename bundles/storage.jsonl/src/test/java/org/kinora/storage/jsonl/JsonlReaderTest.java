package org.kinora.storage.jsonl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.storage.jsonl.Recordings.Sample;
import org.kinora.tck.support.Ffmpeg;

/** What a reader hands on. */
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

  @Test
  void read_dataShrinksAfterOpening_handsOnWhatIsThereThenFails() throws IOException {
    Path recording = Recordings.copy(Recordings.WHOLE, temp);
    try (RecordingReader reader = Recordings.open(recording)) {
      Recordings.truncate(recording.resolve("data.bin"), 8_883 + 100);
      List<Integer> sizes = new ArrayList<>();
      MediaException thrown =
          assertThrows(
              MediaException.class,
              () ->
                  reader.read(
                      new SampleRange(1, 0, 10), (info, data) -> sizes.add(data.remaining())));
      assertEquals(MediaError.DATA_RANGE_ERROR, thrown.code());
      assertTrue(
          thrown.getMessage().contains("sample at 66667 us, offset 8883: 100 of 2538"),
          thrown::getMessage);
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
      Recordings.assertFails(
          MediaError.LIMIT_EXCEEDED,
          () -> reader.read(new SampleRange(1, 0, 1), (info, data) -> {}));
    }
    Recordings.assertHas(Severity.LOSS, "data.bin, sample 0, offset 0", "300000000", recording);
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
      Recordings.assertFails(
          MediaError.DATA_RANGE_ERROR,
          () -> reader.read(new SampleRange(1, 599, 2), (info, data) -> {}));
      Recordings.assertFails(MediaError.TRACK_NOT_FOUND, () -> reader.index(9));
    }
  }

  @Test
  void read_afterClose_isClosed() throws IOException {
    RecordingReader reader = Recordings.open(Recordings.example(Recordings.WHOLE));
    reader.close();
    reader.close();
    Recordings.assertFails(
        MediaError.CLOSED, () -> reader.read(new SampleRange(1, 0, 1), (info, data) -> {}));
  }

  @Test
  void info_colorInTheStream_isCarriedAlong() throws IOException {
    assertEquals(
        new ColorInfo(ColorInfo.Range.LIMITED, 2, 2, 2),
        Recordings.video(Recordings.example(Recordings.VP9)).color());
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
}
