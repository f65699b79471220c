package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
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
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/** What an open container says of itself. */
final class ContainerInfo {
  private static final String CREATION_TIME = "creation_time";

  private ContainerInfo() {}

  /**
   * Reads the description. Track ids are stream numbers from 1; streams without pictures or sound
   * have none. Languages stand in the tags as {@code language.<track id>}. A file whose header has
   * no duration was never finished and counts as not complete.
   */
  static RecordingInfo of(Path file, Demuxer demuxer) {
    AVFormatContext context = demuxer.context();
    Map<String, String> tags = entries(context.metadata());
    tags.put("container", context.iformat().name().getString());
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < demuxer.streamCount(); i++) {
      AVStream stream = demuxer.stream(i);
      int id = i + 1;
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
    OptionalLong durationUs = durationUs(context);
    return new RecordingInfo(
        Optional.ofNullable(file.getFileName()).orElse(file).toString(),
        startedAt(tags.get(CREATION_TIME)),
        durationUs,
        durationUs.isPresent(),
        tracks,
        tags);
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

  private static Optional<ZonedDateTime> startedAt(@Nullable String creationTime) {
    if (creationTime == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZonedDateTime.parse(creationTime));
    } catch (DateTimeException e) {
      // free text; it stays among the tags
      return Optional.empty();
    }
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
