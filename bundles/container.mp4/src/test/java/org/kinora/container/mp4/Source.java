package org.kinora.container.mp4;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** A track and its samples, to be written. */
record Source(Track track, List<SampleInfo> infos, List<Blob> data) {
  /** A recording of which nothing is known. */
  static final RecordingInfo RECORDING =
      new RecordingInfo("rec_1", Optional.empty(), OptionalLong.empty(), true, List.of(), Map.of());

  private static final Path RECORDINGS = Path.of("../../examples/recordings");

  /** The samples of one of the example recordings, moved so that the first is at time 0. */
  static Source recording(String id, TrackFormat format) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(recordingData(id)));
    List<SampleInfo> infos = new ArrayList<>();
    List<Blob> data = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    long first = MediaTime.UNKNOWN;
    for (String line : Files.readAllLines(RECORDINGS.resolve(id).resolve("index.jsonl"))) {
      JsonNode entry = json.readTree(line);
      long timestamp = entry.get("timestamp").asLong();
      first = first == MediaTime.UNKNOWN ? timestamp : first;
      int size = entry.get("size").asInt();
      boolean key = entry.get("isKeyframe").asBoolean();
      infos.add(SampleInfo.inOrder(timestamp - first, 0, size, key));
      data.add(Blob.of(all.slice(entry.get("offset").asInt(), size)));
    }
    return new Source(new Track(1, format, MediaTime.US_PER_SECOND, ""), infos, data);
  }

  /** The bytes of an example recording, one sample after the other. */
  static Path recordingData(String id) {
    return RECORDINGS.resolve(id).resolve("data.bin");
  }

  /** The samples of a stream of an MP4 file, as ffprobe lists them. */
  static Source mp4(Path file, int stream, TrackFormat format) throws IOException {
    JsonNode probe = Ffmpeg.probe(file);
    String timeBase = probe.path("streams").path(stream).path("time_base").asText();
    int timescale = Integer.parseInt(timeBase.substring(2));
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
    List<SampleInfo> infos = new ArrayList<>();
    List<Blob> data = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.packets(probe, stream)) {
      int size = packet.path("size").asInt();
      long pts = packet.path("pts").asLong();
      long timeUs = MediaTime.toUs(pts, timescale);
      long endUs = MediaTime.toUs(pts + packet.path("duration").asLong(), timescale);
      infos.add(
          new SampleInfo(
              timeUs,
              MediaTime.toUs(packet.path("dts").asLong(), timescale),
              endUs - timeUs,
              size,
              packet.path("flags").asText().startsWith("K")));
      data.add(Blob.of(all.slice(packet.path("pos").asInt(), size)));
    }
    return new Source(new Track(stream + 1, format, timescale, ""), infos, data);
  }

  /** The frames of an IVF file, 40 ms each; the first alone is a key frame. */
  static Source ivf(Path file, TrackFormat format) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<SampleInfo> infos = new ArrayList<>();
    List<Blob> data = new ArrayList<>();
    in.position(32);
    while (in.hasRemaining()) {
      int size = in.getInt();
      in.position(in.position() + Long.BYTES);
      infos.add(SampleInfo.inOrder(infos.size() * 40_000L, 40_000, size, infos.isEmpty()));
      data.add(Blob.of(in.slice(in.position(), size)));
      in.position(in.position() + size);
    }
    return new Source(new Track(1, format, 25, ""), infos, data);
  }

  /** The same with other times. */
  Source shifted(long byUs) {
    List<SampleInfo> moved = new ArrayList<>();
    for (SampleInfo info : infos) {
      moved.add(
          new SampleInfo(
              info.timeUs() + byUs,
              info.decodeTimeUs() + byUs,
              info.durationUs(),
              info.size(),
              info.keyframe()));
    }
    return new Source(track, moved, data);
  }

  /** This and another's samples behind it. */
  Source then(Source other) {
    List<SampleInfo> allInfos = new ArrayList<>(infos);
    allInfos.addAll(other.infos);
    List<Blob> allData = new ArrayList<>(data);
    allData.addAll(other.data);
    return new Source(track, allInfos, allData);
  }

  /** Only the first samples. */
  Source first(int count) {
    return new Source(track, infos.subList(0, count), data.subList(0, count));
  }

  /** Writes one file of these sources, alternating every second. */
  static Path write(Path file, Map<String, String> options, Source... sources) throws IOException {
    return write(file, MuxerSettings.of(RECORDING, options), sources);
  }

  /** The same with more to say. */
  static Path write(Path file, MuxerSettings settings, Source... sources) throws IOException {
    try (SeekableByteChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Muxer muxer = new Mp4MuxerFactory().create(out, settings)) {
      writeAll(muxer, sources);
      muxer.finish();
    }
    return file;
  }

  /** Adds the tracks and writes their samples, alternating every second. */
  static void writeAll(Muxer muxer, Source... sources) throws IOException {
    int[] numbers = new int[sources.length];
    for (int i = 0; i < sources.length; i++) {
      numbers[i] = muxer.addTrack(sources[i].track());
    }
    int[] next = new int[sources.length];
    for (long until = 0, left = 1; left > 0; until += MediaTime.US_PER_SECOND) {
      left = 0;
      for (int i = 0; i < sources.length; i++) {
        Source source = sources[i];
        while (next[i] < source.infos.size() && source.infos.get(next[i]).decodeTimeUs() < until) {
          muxer.write(numbers[i], source.infos.get(next[i]), source.data.get(next[i]).buffer());
          next[i]++;
        }
        left += source.infos.size() - next[i];
      }
    }
  }
}
