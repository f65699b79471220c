package org.kinora.lib.bitstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;
import org.kinora.tck.support.Ffmpeg;

class AudioTest {
  @TempDir Path directory;

  private static Blob blob(String hex) {
    return Blob.of(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 1, audio",
    "5, 2, audio",
    "10, 1, voip",
    "20, 2, audio",
    "40, 1, voip",
    "60, 2, voip",
    "80, 1, audio",
    "120, 2, voip"
  })
  void opus_eachFrameDuration_hasFfprobesDuration(
      String milliseconds, int channels, String application) {
    Path ogg =
        Streams.make(
            directory.resolve("a.ogg"),
            "sine=d=2",
            "-c:a",
            "libopus",
            "-ac",
            Integer.toString(channels),
            "-b:a",
            "24k",
            "-frame_duration",
            milliseconds,
            "-application",
            application);
    List<JsonNode> packets = Ffmpeg.packets(Ffmpeg.probe(ogg), 0);
    List<ByteBuffer> data = Streams.packets(ogg);
    // The last packet of an Ogg stream may be cut short by the page's granule position.
    for (int i = 0; i < packets.size() - 1; i++) {
      int sample = i;
      assertEquals(
          packets.get(i).path("duration").asInt(), samples(data.get(i)), () -> "packet " + sample);
    }
  }

  private static int samples(ByteBuffer packet) {
    try {
      return Opus.samples(packet);
    } catch (MediaException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fb", "fb00", "fb3f", "1f07"})
  void opus_impossiblePackets_areRefused(String hex) {
    ByteBuffer packet = blob(hex).buffer();
    assertThrows(MediaException.class, () -> Opus.samples(packet));
  }

  @Test
  void opus_silence_tellsDurationAndChannels() throws MediaException {
    assertEquals(960, Opus.samples(blob("f8fffe").buffer()));
    assertEquals(1, Opus.channels(blob("f8fffe").buffer()));
    assertEquals(2, Opus.channels(blob("fcfffe").buffer()));
  }

  @ParameterizedTest
  @CsvSource({"mono, 1", "stereo, 2", "5.1, 6"})
  void opusHead_ofEachLayout_isFfmpegs(String layout, int channels) throws IOException {
    Path ogg =
        Streams.make(
            directory.resolve("a.ogg"),
            "anullsrc=r=48000:cl=" + layout + ":d=0.5",
            "-c:a",
            "libopus");
    byte[] file = Files.readAllBytes(ogg);
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("OpusHead");
    int size = channels <= 2 ? 19 : 21 + channels;
    Blob theirs = Blob.of(ByteBuffer.wrap(file, at, size));
    OpusHead head = OpusHead.parse(theirs);
    assertEquals(channels, head.channels());
    assertEquals(312, head.preSkip());
    assertEquals(48_000, head.inputRateHz());
    assertEquals(theirs, head.toBlob());
    assertEquals(head, OpusHead.of(head.toFormat()));
    assertEquals(Streams.box(Streams.toMp4(ogg), "dOps"), head.toDOps());
  }

  @Test
  void opusHead_trackWithoutConfiguration_isMade() throws MediaException {
    AudioFormat format = new AudioFormat("opus", 48_000, 2, 312, Blob.EMPTY);
    assertEquals("4f707573486561640102380180bb0000000000", OpusHead.of(format).toBlob().toString());
    AudioFormat surround = new AudioFormat("opus", 48_000, 6, 312, Blob.EMPTY);
    assertThrows(MediaException.class, () -> OpusHead.of(surround));
  }

  @ParameterizedTest
  @CsvSource({"8000, 1", "22050, 2", "44100, 2", "48000, 6", "96000, 1"})
  void aacConfig_ofEachRate_isFfprobes(int rate, int channels) throws IOException {
    Path mp4 =
        Streams.make(
            directory.resolve("a.mp4"),
            "sine=d=0.5:r=" + rate,
            "-c:a",
            "aac",
            "-ar",
            Integer.toString(rate),
            "-ac",
            Integer.toString(channels));
    String esds = Streams.box(mp4, "esds").toString();
    int at = esds.indexOf("05808080"); // DecoderSpecificInfo
    AacConfig config = AacConfig.parse(blob(esds.substring(at + 10, at + 14)));
    JsonNode probe = Ffmpeg.probe(mp4);
    JsonNode stream = probe.path("streams").path(0);
    assertEquals(2, config.objectType());
    assertEquals(stream.path("sample_rate").asInt(), config.sampleRate());
    assertEquals(stream.path("channels").asInt(), config.channels());
    assertEquals(Ffmpeg.packets(probe, 0).get(1).path("duration").asInt(), config.frameSamples());
  }

  @Test
  void aacConfig_explicitHeAac_countsTheDecodedSignal() throws MediaException {
    assertEquals(new AacConfig(5, 44_100, 2, 2048), AacConfig.parse(blob("2b920800")));
    AudioFormat format = new AudioFormat("aac", 44_100, 2, 0, blob("2b920800"));
    assertEquals("mp4a.40.5", CodecString.of(format));
  }
}
