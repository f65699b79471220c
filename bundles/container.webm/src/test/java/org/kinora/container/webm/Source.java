package org.kinora.container.webm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.tck.support.Ffmpeg;

/** Samples to write: from an example recording, or from a stream that FFmpeg made. */
record Source(TrackFormat format, List<SampleInfo> infos, List<ByteBuffer> data) {
  /** A recording of which nothing is known. */
  static final RecordingInfo RECORDING =
      new RecordingInfo("rec_1", Optional.empty(), OptionalLong.empty(), true, List.of(), Map.of());

  private static final Path RECORDINGS = Path.of("../../examples/recordings");
  private static final Pattern LINE =
      Pattern.compile("\"offset\":(\\d+),\"size\":(\\d+),\"timestamp\":(\\d+),\"type\":\"(\\w+)\"");

  /** The samples of an example recording, from time 0, the last one as long as the one before. */
  static Source ofRecording(String id, TrackFormat format) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(RECORDINGS.resolve(id + "/data.bin")));
    List<SampleInfo> infos = new ArrayList<>();
    List<ByteBuffer> data = new ArrayList<>();
    long startUs = -1;
    for (String line : Files.readAllLines(RECORDINGS.resolve(id + "/index.jsonl"))) {
      Matcher match = LINE.matcher(line);
      if (!match.find()) {
        throw new AssertionError("index line: " + line);
      }
      int size = Integer.parseInt(match.group(2));
      long timeUs = Long.parseLong(match.group(3));
      startUs = startUs < 0 ? timeUs : startUs;
      boolean key = match.group(4).equals("key");
      infos.add(SampleInfo.inOrder(timeUs - startUs, 33_333, size, key));
      data.add(bytes.slice(Integer.parseInt(match.group(1)), size));
    }
    return new Source(format, infos, data);
  }

  /** The packets of the first stream of a file. */
  static Source ofFile(Path file, TrackFormat format) {
    return ofStream(file, 0, format);
  }

  /** The packets of one stream of a file, as FFmpeg reads it. */
  static Source ofStream(Path file, int stream, TrackFormat format) {
    JsonNode probe = Ffmpeg.probe(file);
    String[] base = probe.path("streams").path(stream).path("time_base").asText().split("/", 2);
    double tickUs = Double.parseDouble(base[0]) * 1e6 / Double.parseDouble(base[1]);
    ByteBuffer bytes =
        ByteBuffer.wrap(
            Ffmpeg.run(
                "-i", file.toString(), "-map", "0:" + stream, "-c", "copy", "-f", "data", "-"));
    List<SampleInfo> infos = new ArrayList<>();
    List<ByteBuffer> data = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.packets(probe, stream)) {
      int size = packet.path("size").asInt();
      long timeUs = Math.round(packet.path("pts").asLong() * tickUs);
      long durationUs = Math.round(packet.path("duration").asLong() * tickUs);
      boolean key = packet.path("flags").asText().startsWith("K");
      infos.add(SampleInfo.inOrder(timeUs, durationUs, size, key));
      data.add(bytes.slice(bytes.position(), size));
      bytes.position(bytes.position() + size);
    }
    return new Source(format, infos, data);
  }

  int count() {
    return infos.size();
  }

  /** The same samples at other times. */
  Source shifted(long byUs) {
    List<SampleInfo> moved =
        infos.stream()
            .map(i -> SampleInfo.inOrder(i.timeUs() + byUs, i.durationUs(), i.size(), i.keyframe()))
            .toList();
    return new Source(format, moved, data);
  }

  /** The samples that begin before a time. */
  Source until(long endUs) {
    int count = (int) infos.stream().filter(info -> info.timeUs() < endUs).count();
    return new Source(format, infos.subList(0, count), data.subList(0, count));
  }
}
