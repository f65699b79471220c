package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

class Mp4VideoTest {
  private static final String H264_RECORDING = "rec_1757651534329";
  private static final String VP9_RECORDING = "rec_1757651700000";
  private static final String PICTURES = "testsrc2=size=320x240:rate=25:duration=2";

  @TempDir Path dir;

  @Test
  void write_annexBRecording_keepsTimesAndPictures() throws IOException {
    Source source = Source.recording(H264_RECORDING, format("h264", 640, 360, Blob.EMPTY));
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    String recorded = Source.recordingData(H264_RECORDING).toString();
    assertEquals(
        Judge.decodedHashes("-f", "h264", "-i", recorded),
        Judge.decodedHashes("-i", file.toString()));
    assertEquals(1, Boxes.of(file).only("moov/trak/mdia/minf/stbl/stsd").getInt(4));
  }

  @Test
  void write_vp9Recording_keepsTimesBytesAndPictures() throws IOException {
    Source source = Source.recording(VP9_RECORDING, format("vp9", 640, 360, Blob.EMPTY));
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    Judge.sameBytes(file, probe, 0, source);
    Ffmpeg.decode(file);
  }

  @ParameterizedTest
  @CsvSource({"h264,libx264,avcC", "h265,libx265,hvcC"})
  void write_reorderedPictures_keepsBothTimes(String codec, String encoder, String configName)
      throws IOException {
    Source source = reordered(codec, encoder, configName);
    assertTrue(source.infos().stream().anyMatch(info -> info.timeUs() != info.decodeTimeUs()));
    assertTrue(source.infos().get(0).decodeTimeUs() < 0);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    Judge.sameBytes(file, probe, 0, source);
    Ffmpeg.decode(file);
    assertEquals("2.000000", probe.path("format").path("duration").asText());
  }

  @ParameterizedTest
  @CsvSource({"h264,libx264,avcC", "h265,libx265,hvcC"})
  void write_annexB_givesWhatLengthPrefixesGive(String codec, String encoder, String configName)
      throws IOException {
    Source source = reordered(codec, encoder, configName);
    Path prefixed = Source.write(dir.resolve("prefixed.mp4"), Map.of(), source);
    Path file = Source.write(dir.resolve("annexb.mp4"), Map.of(), annexB(source));
    Judge.sameTimes(Ffmpeg.probe(file), 0, source);
    assertEquals(
        Judge.decodedHashes("-i", prefixed.toString()), Judge.decodedHashes("-i", file.toString()));
  }

  @Test
  void write_changedParameterSets_beginsAnotherEntry() throws IOException {
    Source first = annexB(reordered("h264", "libx264", "avcC"));
    Source second = annexB(encoded("h264", "avcC", "-c:v", "libx264", "-profile:v", "baseline"));
    List<SampleInfo> infos = new ArrayList<>(first.infos());
    infos.addAll(second.shifted(2_000_000).infos());
    List<Blob> data = new ArrayList<>(first.data());
    data.addAll(second.data());
    Source both = new Source(first.track(), infos, data);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), both);
    Ffmpeg.decode(file);
    assertEquals(2, Boxes.of(file).only("moov/trak/mdia/minf/stbl/stsd").getInt(4));
    List<String> hashes = new ArrayList<>();
    for (Source part : List.of(first, second)) {
      Path alone = Source.write(dir.resolve("part.mp4"), Map.of(), part);
      hashes.addAll(Judge.decodedHashes("-i", alone.toString()));
    }
    assertEquals(hashes, Judge.decodedHashes("-i", file.toString()));
  }

  @ParameterizedTest
  @CsvSource({"vp8,libvpx", "vp9,libvpx-vp9", "av1,libsvtav1"})
  void write_framesWithoutConfiguration_tellsItFromTheKeyframe(String codec, String encoder)
      throws IOException {
    Path ivf = dir.resolve("in.ivf");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        PICTURES,
        "-c:v",
        encoder,
        "-g",
        "999",
        "-pix_fmt",
        "yuv420p",
        ivf.toString());
    Source source = Source.ivf(ivf, format(codec, 320, 240, Blob.EMPTY));
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    assertEquals(codec, probe.path("streams").path(0).path("codec_name").asText());
    Judge.sameTimes(probe, 0, source);
    assertEquals(
        Judge.decodedHashes("-i", ivf.toString()), Judge.decodedHashes("-i", file.toString()));
  }

  @Test
  void write_trackThatStartsLate_keepsItsTimes() throws IOException {
    Source source = reordered("h264", "libx264", "avcC").shifted(1_200_000);
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode probe = Ffmpeg.probe(file);
    Judge.sameTimes(probe, 0, source);
    assertEquals("1.200000", probe.path("streams").path(0).path("start_time").asText());
  }

  @Test
  void write_knownColour_isStated() throws IOException {
    Path ivf = dir.resolve("in.ivf");
    Ffmpeg.run("-f", "lavfi", "-i", PICTURES, "-c:v", "libvpx", ivf.toString());
    ColorInfo color = new ColorInfo(ColorInfo.Range.FULL, 9, 16, 9);
    Source source = Source.ivf(ivf, new VideoFormat("vp8", 320, 240, color, Blob.EMPTY));
    Path file = Source.write(dir.resolve("out.mp4"), Map.of(), source);
    JsonNode stream = Ffmpeg.probe(file).path("streams").path(0);
    assertEquals("pc", stream.path("color_range").asText());
    assertEquals("bt2020", stream.path("color_primaries").asText());
    assertEquals("smpte2084", stream.path("color_transfer").asText());
    assertEquals("bt2020nc", stream.path("color_space").asText());
  }

  private Source reordered(String codec, String encoder, String configName) throws IOException {
    return encoded(
        codec,
        configName,
        "-c:v",
        encoder,
        "-bf",
        "3",
        "-g",
        "20",
        "-preset",
        "ultrafast",
        "-x264-params",
        "bframes=3:b-adapt=0",
        "-x265-params",
        "bframes=3:log-level=none");
  }

  private Source encoded(String codec, String configName, String... settings) throws IOException {
    Path file = dir.resolve(codec + "-source.mp4");
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", PICTURES));
    arguments.addAll(List.of(settings));
    arguments.addAll(List.of("-pix_fmt", "yuv420p", file.toString()));
    Ffmpeg.run(arguments.toArray(String[]::new));
    ByteBuffer description = Boxes.of(file).only("moov/trak/mdia/minf/stbl/stsd");
    return Source.mp4(file, 0, format(codec, 320, 240, config(description, configName)));
  }

  /** A box within a video sample description, whose own header and fields take 94 bytes. */
  private static Blob config(ByteBuffer description, String name) {
    int at = 94;
    while (!Boxes.text(description, at + 4, 4).equals(name)) {
      at += description.getInt(at);
    }
    return Blob.of(description.slice(at + 8, description.getInt(at) - 8));
  }

  private static Source annexB(Source source) throws IOException {
    VideoFormat format = (VideoFormat) source.track().format();
    NalCodec codec = NalCodec.of(format.codec()).orElseThrow();
    ParameterSets sets = ParameterSets.fromConfig(codec, format.config());
    List<SampleInfo> infos = new ArrayList<>();
    List<Blob> data = new ArrayList<>();
    for (int i = 0; i < source.infos().size(); i++) {
      SampleInfo info = source.infos().get(i);
      ByteBuffer before = info.keyframe() ? sets.annexB().buffer() : ByteBuffer.allocate(0);
      Blob bytes =
          Blob.of(
              LengthPrefixed.toAnnexB(
                  source.data().get(i).buffer(), 4, before, ByteBuffer.allocate(0)));
      data.add(bytes);
      infos.add(
          new SampleInfo(
              info.timeUs(),
              info.decodeTimeUs(),
              info.durationUs(),
              bytes.size(),
              info.keyframe()));
    }
    Track track = source.track();
    VideoFormat bare = format(format.codec(), format.width(), format.height(), Blob.EMPTY);
    return new Source(new Track(track.id(), bare, track.timescale(), ""), infos, data);
  }

  private static VideoFormat format(String codec, int width, int height, Blob config) {
    return new VideoFormat(codec, width, height, ColorInfo.UNSPECIFIED, config);
  }
}
