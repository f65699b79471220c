package org.kinora.tck.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.FrameRate;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;

/**
 * A recording to make data sets of, without an engine: the pictures of a media file, cut by
 * FFmpeg's own program, and input events. Track 1 has the pictures, track 2 the events.
 */
public final class FfmpegSource implements RecordingSource {
  private static final double US = 1e6;
  private static final Map<String, String> ENCODERS =
      Map.of("h264", "libx264", "vp9", "libvpx-vp9", "av1", "libaom-av1");

  private final Path file;
  private final RecordingInfo info;
  private final List<SampleInfo> pictures = new ArrayList<>();
  private final List<Map.Entry<Long, String>> events;

  /**
   * A recording.
   *
   * @param file whose first stream is video
   * @param events as samples of schema version 1, by their times
   */
  public FfmpegSource(
      String id, Optional<ZonedDateTime> startedAt, Path file, SortedMap<Long, String> events) {
    this.file = file;
    this.events = List.copyOf(events.entrySet());
    JsonNode probe = Ffmpeg.probe(file);
    JsonNode stream = probe.path("streams").path(0);
    for (JsonNode packet : Ffmpeg.packets(probe, 0)) {
      long timeUs = Math.round(packet.path("pts_time").asDouble() * US);
      long durationUs = Math.round(packet.path("duration_time").asDouble() * US);
      boolean key = packet.path("flags").asText().startsWith("K");
      pictures.add(new SampleInfo(timeUs, timeUs, durationUs, packet.path("size").asInt(), key));
    }
    VideoFormat video =
        new VideoFormat(
            stream.path("codec_name").asText(),
            stream.path("width").asInt(),
            stream.path("height").asInt(),
            ColorInfo.UNSPECIFIED,
            Blob.EMPTY);
    info =
        new RecordingInfo(
            id,
            startedAt,
            OptionalLong.empty(),
            true,
            List.of(
                new Track(1, video, 1_000_000, ""),
                new Track(2, new EventFormat("input", 1), 1_000_000, "")),
            Map.of());
  }

  /**
   * Makes a film to begin with: H.264 at 25 pictures a second, none of them reordered.
   *
   * @param size of the pictures, as in 160x96
   */
  public static Path film(Path file, String size, double seconds) {
    String source = String.format(Locale.ROOT, "testsrc2=s=%s:r=25:d=%.2f", size, seconds);
    List<String> making = List.of("-f", "lavfi", "-i", source, "-c:v", "libx264", "-bf", "0");
    List<String> command = new ArrayList<>(making);
    command.addAll(List.of("-pix_fmt", "yuv420p", file.toString()));
    byte[] ignored = Ffmpeg.run(command.toArray(String[]::new));
    return file;
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int track) throws IOException {
    TrackFormat format = info.track(track).format();
    return new SampleIndex(
        format instanceof VideoFormat
            ? pictures
            : events.stream()
                .map(
                    event ->
                        new SampleInfo(
                            event.getKey(), event.getKey(), 0, bytes(event).remaining(), true))
                .toList());
  }

  private static ByteBuffer bytes(Map.Entry<Long, String> event) {
    return ByteBuffer.wrap(event.getValue().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean isClosed(int track, int sample) throws IOException {
    return index(track).isKeyframe(sample);
  }

  @Override
  public void read(int track, long startUs, long endUs, SampleSink sink) throws IOException {
    if (!(info.track(track).format() instanceof EventFormat)) {
      throw new UnsupportedOperationException("samples of pictures");
    }
    TrackIndex index = index(track);
    for (int i = 0; i < index.count(); i++) {
      if (index.timeUs(i) >= startUs && index.timeUs(i) < endUs) {
        sink.accept(index.info(i), bytes(events.get(i)));
      }
    }
  }

  @Override
  public void decode(int track, long startUs, long endUs, FrameSink sink) {
    throw new UnsupportedOperationException("frames");
  }

  @Override
  public VideoCut.Made cut(VideoCut cut, Path target, VideoCut.Frames frames) throws IOException {
    List<SampleInfo> shown =
        pictures.stream()
            .filter(p -> p.timeUs() >= cut.startUs() && p.timeUs() < cut.endUs())
            .toList();
    if (shown.isEmpty()) {
      throw new MediaException(MediaError.DATA_RANGE_ERROR, "nothing is shown");
    }
    List<String> command = new ArrayList<>();
    VideoFormat from = (VideoFormat) info.track(1).format();
    VideoCut.Made made;
    if (cut.making() instanceof VideoCut.Encoded encoded) {
      command.addAll(List.of("-i", file.toString(), "-map", "0:0"));
      made = encode(encoded, cut, from, command, frames);
    } else {
      String length = seconds(cut.endUs() - cut.startUs());
      command.addAll(List.of("-ss", seconds(cut.startUs()), "-t", length));
      command.addAll(List.of("-i", file.toString(), "-map", "0:0", "-c", "copy"));
      shown.forEach(p -> tell(p, cut.startUs(), frames));
      made = new VideoCut.Made(from.codec(), from.width(), from.height(), "copy");
    }
    command.addAll(List.of("-fflags", "+bitexact", "-flags", "+bitexact", "-f", cut.container()));
    command.add(target.toString());
    byte[] ignored = Ffmpeg.run(command.toArray(String[]::new));
    return made;
  }

  private static void tell(SampleInfo picture, long startUs, VideoCut.Frames frames) {
    frames.accept(
        picture.timeUs() - startUs, picture.durationUs(), picture.timeUs(), picture.keyframe());
  }

  /** Frame n shows what is on the screen n periods behind the cut's start. */
  private VideoCut.Made encode(
      VideoCut.Encoded encoded,
      VideoCut cut,
      VideoFormat from,
      List<String> command,
      VideoCut.Frames frames) {
    FrameRate rate = encoded.rate().orElse(new FrameRate(30, 1));
    int group = (int) Math.max(1, rate.frameAt(encoded.groupUs()));
    int count = (int) rate.frameAt(cut.endUs() - cut.startUs() - 1) + 1;
    String codec = encoded.codecs().get(0);
    String encoder = ENCODERS.getOrDefault(codec, codec);
    String scale =
        encoded.width().isPresent() ? ",scale=" + encoded.width().getAsInt() + ":-2" : "";
    command.addAll(
        List.of(
            "-vf",
            "fps=%s:start_time=%s:round=up,setpts=PTS-STARTPTS,tpad=stop=-1:stop_mode=clone%s"
                .formatted(rate, seconds(cut.startUs()), scale),
            "-frames:v",
            "" + count,
            "-c:v",
            encoder,
            "-g",
            "" + group,
            "-bf",
            "0",
            "-threads",
            "1",
            "-pix_fmt",
            "yuv420p"));
    for (int i = 0; i < count; i++) {
      long sourceUs = onScreenUs(cut.startUs() + rate.timeUs(i));
      frames.accept(rate.timeUs(i), rate.timeUs(i + 1) - rate.timeUs(i), sourceUs, i % group == 0);
    }
    int width = encoded.width().orElse(from.width());
    return new VideoCut.Made(codec, width, from.height() * width / from.width(), encoder);
  }

  /** When the picture began that is shown at a time. */
  private long onScreenUs(long timeUs) {
    long foundUs = pictures.get(0).timeUs();
    for (SampleInfo picture : pictures) {
      if (picture.timeUs() <= timeUs) {
        foundUs = Math.max(foundUs, picture.timeUs());
      }
    }
    return foundUs;
  }

  @Override
  public void cut(AudioCut cut, Path target) throws IOException {
    throw new MediaException(MediaError.TRACK_NOT_FOUND, "there is no sound");
  }

  private static String seconds(long timeUs) {
    return String.format(Locale.ROOT, "%.6f", timeUs / US);
  }
}
