package org.kinora.container.mp4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.tck.support.Ffmpeg;

/** What FFmpeg finds in a written file, held against what was put in. */
final class Judge {
  private Judge() {}

  /** Asserts that a stream's packets have the source's times, in ticks of the stream, and flags. */
  static void sameTimes(JsonNode probe, int stream, Source source) {
    String timeBase = probe.path("streams").path(stream).path("time_base").asText();
    int timescale = Integer.parseInt(timeBase.substring(2));
    String expected =
        source.infos().stream()
            .map(info -> line(info, timescale))
            .collect(Collectors.joining("\n"));
    String found =
        Ffmpeg.packets(probe, stream).stream().map(Judge::line).collect(Collectors.joining("\n"));
    assertEquals(expected, found);
  }

  /** Asserts that a stream's packets last as long as the source says. */
  static void sameDurations(JsonNode probe, int stream, Source source) {
    String timeBase = probe.path("streams").path(stream).path("time_base").asText();
    int timescale = Integer.parseInt(timeBase.substring(2));
    List<Long> expected =
        source.infos().stream()
            .map(i -> ticks(i.timeUs() + i.durationUs(), timescale) - ticks(i.timeUs(), timescale))
            .toList();
    List<Long> found =
        Ffmpeg.packets(probe, stream).stream().map(p -> p.path("duration").asLong()).toList();
    assertEquals(expected, found);
  }

  private static long ticks(long timeUs, int timescale) {
    return MediaTime.toTicks(timeUs, timescale);
  }

  /** Asserts that a stream's packets hold the source's bytes. */
  static void sameBytes(Path file, JsonNode probe, int stream, Source source) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
    List<Blob> found =
        Ffmpeg.packets(probe, stream).stream()
            .map(p -> Blob.of(all.slice(p.path("pos").asInt(), p.path("size").asInt())))
            .toList();
    assertEquals(source.data(), found);
  }

  /** The MD5 of each decoded picture or run of sound; an error in decoding fails. */
  static List<String> decodedHashes(String... input) {
    String[] arguments =
        Stream.of(
                List.of("-xerror"),
                List.of(input),
                List.of("-fps_mode", "passthrough", "-f", "framemd5", "-"))
            .flatMap(List::stream)
            .toArray(String[]::new);
    return new String(Ffmpeg.run(arguments), US_ASCII)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).trim())
        .toList();
  }

  private static String line(SampleInfo info, int timescale) {
    return MediaTime.toTicks(info.decodeTimeUs(), timescale)
        + " "
        + MediaTime.toTicks(info.timeUs(), timescale)
        + (info.keyframe() ? " K" : " _");
  }

  private static String line(JsonNode packet) {
    return packet.path("dts").asText()
        + " "
        + packet.path("pts").asText()
        + " "
        + packet.path("flags").asText().charAt(0);
  }
}
