package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.tck.support.Ffmpeg;

/**
 * The example session rendered in every way, judged by ffprobe, by FFmpeg's decoder, and by the
 * packets in the session's own files.
 */
final class RenderIT {
  private static final String VOICE = "019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10";

  /** File names and speakers, in the order of the tracks. */
  private static final List<String> NAMES =
      List.of("Alaydriem", "Bob", "Bob By_ the 3rd of a very long name");

  private static final List<String> SPEAKERS =
      List.of("Alaydriem", "Bob", "Bob By, the 3rd of a very long name");

  private static final int RATE_HZ = 48_000;
  private static final int FRAMES_A_PACKET = 960;
  private static final int PRE_SKIP = 312;

  /** Time 0 is 23:03:56.123: frame 3 of 25 a second, and 3 ms. */
  private static final String TIMECODE = "23:03:56:03";

  private static final double REST_S = 0.003;

  /** The end of the last packet, less the pre-skip. */
  private static final double DURATION_S = 102.0325;

  /** A packet of silence. */
  private static final int SILENCE_BYTES = 3;

  /** A packet lies so far from its stamp at most: stamps waver, and the reader evens them out. */
  private static final double STAMP_S = 0.012;

  /** The shortest packet of silence is 2.5 ms, so that sound in M4A lies on no finer a grid. */
  private static final int GRID_FRAMES = 120;

  private static final double GRID_S = 0.0025;

  /** Half a step of 24-bit PCM. */
  private static final double ROUNDING = 1.0 / (1 << 24);

  @TempDir static Path dir;

  /** In one process; also each speaker without breaks, the first one in two parts. */
  @BeforeAll
  static void render() throws Exception {
    Path session = KinoraProcess.source("examples/recordings").resolve(VOICE);
    List<String> commands = new ArrayList<>();
    commands.add("render '%s' --as m4a -o m4a".formatted(session));
    commands.add("render '%s' --as m4a --one-file -o all.m4a".formatted(session));
    commands.add("render '%s' --as wav -o wav".formatted(session));
    commands.add("render '%s' --as wav --one-file -o poly.wav".formatted(session));
    for (String run :
        List.of("1 --to 50 -o 1-0", "1 --from 101.035 -o 1-50", "2 -o 2-0", "3 -o 3-0")) {
      commands.add("copy '%s' --track %s.mka".formatted(session, run));
    }
    KinoraProcess.in(dir).run("exec", String.join(";", commands)).expect(0);
  }

  private static Path m4a(int speaker) {
    return dir.resolve("m4a").resolve(NAMES.get(speaker) + ".m4a");
  }

  private static Path wav(int speaker) {
    return dir.resolve("wav").resolve(NAMES.get(speaker) + ".wav");
  }

  /** What the session's files hold of a speaker. */
  private static List<VoiceLog.Packet> recorded(int speaker) throws IOException {
    Path logs = KinoraProcess.source("examples/recordings").resolve(VOICE).resolve("wal");
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        VoiceLog log = VoiceLog.read(file);
        if (log.speaker().equals(SPEAKERS.get(speaker))) {
          return log.packets();
        }
      }
    }
    throw new AssertionError("nothing of " + SPEAKERS.get(speaker));
  }

  /** The packets of a stream that are not silence. */
  private static List<JsonNode> voiced(JsonNode probe, int stream) {
    return Ffmpeg.packets(probe, stream).stream()
        .filter(packet -> packet.path("size").asInt() > SILENCE_BYTES)
        .toList();
  }

  private static double timeS(JsonNode packet) {
    return packet.path("pts_time").asDouble();
  }

  private static List<String> hashes(List<JsonNode> packets) {
    return packets.stream().map(packet -> packet.path("data_hash").asText()).toList();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void m4aEach_everyPacket_isTheRecordedOneInItsPlace(int speaker) throws Exception {
    assertRecorded(speaker, voiced(Ffmpeg.probe(m4a(speaker)), 0));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void m4aOneFile_everyPacket_isTheRecordedOneInItsPlace(int speaker) throws Exception {
    assertRecorded(speaker, voiced(Ffmpeg.probe(dir.resolve("all.m4a")), speaker));
  }

  private static void assertRecorded(int speaker, List<JsonNode> packets) throws IOException {
    List<VoiceLog.Packet> recorded = recorded(speaker);
    assertEquals(recorded.stream().map(VoiceLog.Packet::hash).toList(), hashes(packets));
    for (int i = 0; i < packets.size(); i++) {
      double capturedS = recorded.get(i).stampMs() / 1e3 - PRE_SKIP / (double) RATE_HZ;
      assertEquals(REST_S + capturedS, timeS(packets.get(i)), STAMP_S + GRID_S, "packet " + i);
    }
  }

  @Test
  void m4a_everyFile_hasTheSameTimecodeAndEnd() {
    for (Path file : List.of(m4a(0), m4a(1), m4a(2), dir.resolve("all.m4a"))) {
      JsonNode probe = Ffmpeg.probe(file);
      assertEquals(TIMECODE, probe.at("/format/tags/timecode").asText());
      assertEquals("1764025436123000000", probe.at("/format/tags/START_UNIX_NS").asText());
      for (JsonNode stream : probe.path("streams")) {
        if (stream.path("codec_type").asText().equals("audio")) {
          List<JsonNode> packets = Ffmpeg.packets(probe, stream.path("index").asInt());
          JsonNode last = packets.get(packets.size() - 1);
          double endS = timeS(last) + last.path("duration_time").asDouble();
          assertEquals(REST_S, stream.path("start_time").asDouble(), 1e-6);
          assertEquals(REST_S + DURATION_S, endS, 1.0 / RATE_HZ, file.toString());
        }
      }
      Ffmpeg.decode(file);
    }
  }

  @Test
  void wave_everyFile_hasTheSameTimeReferenceAndEnd() {
    for (Path file : List.of(wav(0), wav(1), wav(2), dir.resolve("poly.wav"))) {
      JsonNode format = Ffmpeg.probe(file).path("format");
      assertEquals("2025-11-24", format.at("/tags/date").asText());
      assertEquals("23:03:56", format.at("/tags/creation_time").asText());
      long framesSinceMidnight = (((23 * 60 + 3) * 60 + 56) * 1000L + 123) * (RATE_HZ / 1000);
      assertEquals(framesSinceMidnight, format.at("/tags/time_reference").asLong());
      assertEquals(DURATION_S, format.path("duration").asDouble(), 1e-6);
    }
  }

  /**
   * Each packet is in the WAVE file as FFmpeg decodes it, on the grid of the M4A file around its
   * place there; all else is silent. After a break a decoder begins anew, so every run is decoded
   * for itself.
   */
  @ParameterizedTest
  @CsvSource({"0, 1-0, 0", "0, 1-50, 50", "1, 2-0, 0", "2, 3-0, 0"})
  void wave_everyPacket_soundsAsFfmpegDecodesIt(int speaker, String run, int first) {
    float[] wanted = pcm(dir.resolve(run + ".mka"));
    float[] found = pcm(wav(speaker));
    List<JsonNode> packets = voiced(Ffmpeg.probe(m4a(speaker)), 0);
    int count = (wanted.length + PRE_SKIP) / FRAMES_A_PACKET;
    assertTrue(count >= 50, count + " packets");
    for (int i = 0; i < count; i++) {
      int from = Math.max(0, i * FRAMES_A_PACKET - PRE_SKIP);
      int to = (i + 1) * FRAMES_A_PACKET - PRE_SKIP;
      int skipped = from - (i * FRAMES_A_PACKET - PRE_SKIP);
      int due = (int) Math.round((timeS(packets.get(first + i)) - REST_S) * RATE_HZ) + skipped;
      boolean heard =
          IntStream.rangeClosed(due - GRID_FRAMES, due + GRID_FRAMES)
              .anyMatch(place -> isAt(wanted, from, to, found, place));
      assertTrue(heard, "packet " + (first + i) + " is not heard around frame " + due);
    }
  }

  private static boolean isAt(float[] wanted, int from, int to, float[] found, int place) {
    if (place < 0 || place + to - from > found.length) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (Math.abs(wanted[i] - found[place + i - from]) > ROUNDING) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void wave_whereNobodySpoke_isSilent(int speaker) {
    float[] found = pcm(wav(speaker));
    for (JsonNode packet : voiced(Ffmpeg.probe(m4a(speaker)), 0)) {
      int place = (int) Math.round((timeS(packet) - REST_S) * RATE_HZ);
      int end = Math.min(found.length, place + FRAMES_A_PACKET + GRID_FRAMES);
      Arrays.fill(found, Math.max(0, place - GRID_FRAMES), end, 0);
    }
    assertArrayEquals(new float[found.length], found);
  }

  @Test
  void wavePoly_everyChannel_isTheSpeakersOwnFile() {
    float[] poly = pcm(dir.resolve("poly.wav"));
    for (int speaker = 0; speaker < SPEAKERS.size(); speaker++) {
      float[] channel = new float[poly.length / SPEAKERS.size()];
      for (int i = 0; i < channel.length; i++) {
        channel[i] = poly[i * SPEAKERS.size() + speaker];
      }
      assertArrayEquals(pcm(wav(speaker)), channel, SPEAKERS.get(speaker));
    }
  }

  /** What FFmpeg makes of a file of sound. */
  private static float[] pcm(Path file) {
    byte[] bytes = Ffmpeg.run("-i", file.toString(), "-f", "f32le", "-");
    FloatBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] pcm = new float[numbers.remaining()];
    numbers.get(pcm);
    return pcm;
  }
}
