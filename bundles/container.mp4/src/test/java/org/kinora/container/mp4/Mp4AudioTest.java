package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

class Mp4AudioTest {
  private static final String SOUND = "sine=frequency=440:sample_rate=48000:duration=3.005";
  private static final AudioFormat OPUS = new AudioFormat("opus", 48_000, 1, 312, Blob.EMPTY);
  private static final long PRE_SKIP_US = 6_500;

  @TempDir Path dir;

  @Test
  void write_opusFromTimeBeforeZero_keepsTimesAndSound() throws IOException {
    Source source = opus();
    assertEquals(-PRE_SKIP_US, source.infos().get(0).timeUs());
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    Judge.sameBytes(file, probe, 0, source);
    assertEquals("0.000000", probe.path("format").path("start_time").asText());
    assertEquals("3.005000", probe.path("format").path("duration").asText());
    assertEquals(
        Judge.decodedHashes("-i", dir.resolve("opus.mp4").toString()),
        Judge.decodedHashes("-i", file.toString()));
  }

  @Test
  void write_opusFromTimeZero_isHeardFromItsPreSkipOn() throws IOException {
    Source source = opus().shifted(PRE_SKIP_US);
    Path file = Source.write(dir.resolve("late.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    assertEquals("0.006500", probe.path("format").path("start_time").asText());
  }

  @Test
  void write_opus_hasTheBoxesOfItsMapping() throws IOException {
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), opus());
    Boxes boxes = Boxes.of(file);
    assertEquals(List.of(), boxes.all("moov/trak/mdia/minf/stbl/stss"));
    ByteBuffer groups = boxes.only("moov/trak/mdia/minf/stbl/sgpd");
    assertEquals("roll", Boxes.text(groups, 4, 4));
    assertEquals(-4, groups.getShort(groups.limit() - 2));
    ByteBuffer members = boxes.only("moov/trak/mdia/minf/stbl/sbgp");
    assertEquals(opus().infos().size(), members.getInt(12));
    ByteBuffer edits = boxes.only("moov/trak/edts/elst");
    assertEquals(1, edits.getInt(4));
    assertEquals(144_240, edits.getInt(8));
    assertEquals(312, edits.getInt(12));
    ByteBuffer brands = boxes.only("ftyp");
    assertEquals("Opus", Boxes.text(brands, brands.limit() - 4, 4));
    // 3.005 s and 312 samples in front end 72 samples into the last packet's 20 ms
    ByteBuffer deltas = boxes.only("moov/trak/mdia/minf/stbl/stts");
    assertEquals((144_240 + 312) % 960, deltas.getInt(deltas.limit() - 4));
  }

  @Test
  void write_aac_keepsTimesAndBytes() throws IOException {
    Path in = dir.resolve("aac.mp4");
    String sound = "sine=frequency=440:sample_rate=44100:duration=3";
    Ffmpeg.run("-f", "lavfi", "-i", sound, "-ac", "2", "-c:a", "aac", in.toString());
    AudioFormat format = new AudioFormat("aac", 44_100, 2, 0, Blob.of((byte) 0x12, (byte) 0x10));
    Source source = Source.mp4(in, 0, format);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    Judge.sameBytes(file, probe, 0, source);
    assertEquals(
        Judge.decodedHashes("-i", in.toString()), Judge.decodedHashes("-i", file.toString()));
  }

  @Test
  void write_soundHeardAfterItsDecodeTime_keepsTimes() throws IOException {
    Source source = Encodings.AAC.source(dir);
    SampleInfo first = source.infos().get(0);
    List<SampleInfo> infos = new ArrayList<>(source.infos());
    // as in files that leave out the first packet's sound without an edit list
    infos.set(
        0,
        new SampleInfo(
            infos.get(1).timeUs(), first.decodeTimeUs(), first.durationUs(), first.size(), true));
    Source late = new Source(source.track(), infos, source.data()).shifted(-first.timeUs());
    assertEquals(0, late.infos().get(0).decodeTimeUs());
    for (String mode : List.of("plain", "fragmented", "hybrid")) {
      Path file = Source.write(dir.resolve(mode + ".mp4"), Map.of("mode", mode), late);
      Judge.sameTimes(Ffmpeg.probe(file), 0, late);
    }
  }

  @Test
  void write_flac_keepsEverySample() throws IOException {
    Path in = dir.resolve("flac.mp4");
    Ffmpeg.run(
        "-f", "lavfi", "-i", "sine=sample_rate=96000:duration=2", "-c:a", "flac", in.toString());
    ByteBuffer description = Boxes.of(in).only("moov/trak/mdia/minf/stbl/stsd");
    // stsd 8, box header 8, fields 28, dfLa header 8, version 4, block header 4
    Blob info = Blob.of(description.slice(60, 34));
    Source source = Source.mp4(in, 0, new AudioFormat("flac", 96_000, 1, 0, info));
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    Judge.sameBytes(file, probe, 0, source);
    assertEquals("96000", probe.path("streams").path(0).path("sample_rate").asText());
    assertEquals(
        Judge.decodedHashes("-i", in.toString()), Judge.decodedHashes("-i", file.toString()));
  }

  @Test
  void write_pictureAndTwoSounds_keepsEachTrack() throws IOException {
    VideoFormat format = new VideoFormat("h264", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    Source video = Source.recording("rec_1757651534329", format).first(90);
    Source early = opus();
    Source late = opus().shifted(PRE_SKIP_US + 1_000_020);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), video, early, late);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, video);
    Judge.sameTimes(probe, 1, early);
    Judge.sameTimes(probe, 2, late);
    Judge.sameBytes(file, probe, 1, early);
    assertEquals(
        video.infos().size() + 2 * early.infos().size(),
        Judge.decodedHashes("-i", file.toString(), "-map", "0").size());
    assertEquals(3, Boxes.of(file).all("moov/trak").size());
  }

  private Source opus() throws IOException {
    Path file = dir.resolve("opus.mp4");
    Ffmpeg.run("-f", "lavfi", "-i", SOUND, "-c:a", "libopus", file.toString());
    return Source.mp4(file, 0, OPUS);
  }
}
