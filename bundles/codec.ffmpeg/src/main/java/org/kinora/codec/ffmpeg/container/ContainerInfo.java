package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.jspecify.annotations.Nullable;
import org.kinora.media.AudioFormat;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/** What an open container says of itself. */
final class ContainerInfo {
  /** The codec tag of timecode tracks, as it stands in the file: {@code tmcd}. */
  private static final int TIMECODE_TAG = 0x64636D74;

  private ContainerInfo() {}

  /**
   * Reads the description. Track ids are stream numbers from 1; streams without pictures or sound
   * have none. Languages stand in the tags as {@code language.<track id>}, timecode as {@code
   * timecode} and {@code timecode.rate}, the clock of a place that is not named as {@code
   * wall_clock}. A file whose header has no duration was never finished and counts as not complete.
   */
  static RecordingInfo of(Path file, Demuxer demuxer) {
    AVFormatContext context = demuxer.context();
    Map<String, String> tags = entries(context.metadata());
    tags.put("container", context.iformat().name().getString());
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < demuxer.streamCount(); i++) {
      AVStream stream = demuxer.stream(i);
      int id = i + 1;
      addTimecode(stream, tags);
      StreamFormats.of(stream)
          .ifPresent(
              format -> {
                Map<String, String> said = entries(stream.metadata());
                int timescale = new PacketClock(stream).timescale();
                tracks.add(new Track(id, format, timescale, name(said)));
                String language = said.getOrDefault("language", "und");
                if (!language.equals("und")) {
                  tags.put("language." + id, language);
                }
              });
    }
    addWallClock(tracks, tags);
    OptionalLong durationUs = durationUs(context);
    return new RecordingInfo(
        Optional.ofNullable(file.getFileName()).orElse(file).toString(),
        StatedStart.of(tags),
        durationUs,
        durationUs.isPresent(),
        tracks,
        tags);
  }

  private static void addTimecode(AVStream stream, Map<String, String> tags) {
    String label = entries(stream.metadata()).get(StatedStart.TIMECODE);
    if (label != null && stream.codecpar().codec_tag() == TIMECODE_TAG) {
      BigInteger frames = BigInteger.valueOf(stream.avg_frame_rate().num());
      BigInteger seconds = BigInteger.valueOf(stream.avg_frame_rate().den());
      BigInteger common = frames.gcd(seconds).max(BigInteger.ONE);
      tags.put(StatedStart.TIMECODE, label);
      tags.put(StatedStart.TIMECODE_RATE, frames.divide(common) + "/" + seconds.divide(common));
    }
  }

  private static void addWallClock(List<Track> tracks, Map<String, String> tags) {
    if (tracks.size() == 1 && tracks.get(0).format() instanceof AudioFormat sound) {
      StatedStart.wallClock(tags, sound.sampleRate())
          .ifPresent(clock -> tags.put(StatedStart.WALL_CLOCK, clock));
    }
  }

  /** The title, or the handler's name unless a muxer only filled the field. */
  private static String name(Map<String, String> said) {
    String handler = said.getOrDefault("handler_name", "");
    return said.getOrDefault("title", handler.endsWith("Handler") ? "" : handler);
  }

  private static OptionalLong durationUs(AVFormatContext context) {
    boolean guessed = context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE;
    if (guessed || context.duration() == AV_NOPTS_VALUE || context.duration() <= 0) {
      return OptionalLong.empty();
    }
    long startUs = context.start_time() == AV_NOPTS_VALUE ? 0 : context.start_time();
    return OptionalLong.of(Math.max(0, startUs + context.duration()));
  }

  private static Map<String, String> entries(@Nullable AVDictionary dictionary) {
    Map<String, String> entries = new TreeMap<>();
    if (dictionary != null) {
      AVDictionaryEntry entry = av_dict_iterate(dictionary, null);
      while (entry != null) {
        entries.put(entry.key().getString(), entry.value().getString());
        entry = av_dict_iterate(dictionary, entry);
      }
    }
    return entries;
  }
}
