package org.kinora.storage.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.kinora.lib.bitstream.CodecString;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/**
 * Writes meta.json in version 1: the recorder's own fields first, in its order and with its
 * spacing, then those that version 1 adds.
 */
final class MetaWriter {
  private static final int MOST_CODEC_CHARS = 64;

  private final NewDirectory directory;
  private final RecordingInfo info;
  private final ObjectMapper json;
  private final DefaultPrettyPrinter layout =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  MetaWriter(NewDirectory directory, RecordingInfo info, ObjectMapper json) {
    this.directory = directory;
    this.info = info;
    this.json = json;
  }

  /** The codec string of a track as JSON. */
  String quotedCodec(TrackFormat format) throws IOException {
    return json.writeValueAsString(codecString(format));
  }

  /**
   * Replaces the file in one step, so that a crash leaves the old one or the new one.
   *
   * @param completed whether the totals are final
   */
  void write(List<StreamWriter> streams, boolean completed) throws IOException {
    ObjectNode root = json.createObjectNode();
    root.put("id", info.id());
    info.startedAt().ifPresent(at -> root.put("createdAt", at.toInstant().toEpochMilli()));
    root.put("completed", completed);
    for (StreamWriter stream : streams) {
      if (stream.files() == StreamFiles.VIDEO) {
        recorderFields(root, stream, completed);
      }
    }
    root.put("opfsFormat", Meta.NEWEST_VERSION);
    if (completed) {
      long endUs = streams.stream().mapToLong(StreamWriter::endUs).max().orElse(0);
      root.put("durationMs", Math.round(endUs / 1000.0));
    }
    root.put("hasAudio", streams.stream().anyMatch(s -> s.files() == StreamFiles.AUDIO));
    info.startedAt().ifPresent(at -> root.put("startedAt", at.toString()));
    root.put("timeOrigin", 0);
    for (StreamWriter stream : streams) {
      if (stream.files() == StreamFiles.VIDEO) {
        ownFields(root, stream);
      } else {
        ObjectNode member = root.putObject(stream.files().member);
        if (stream.files().areEvents()) {
          stream.timeOriginUs().ifPresent(zeroUs -> member.put("timeOrigin", zeroUs));
        } else {
          recorderFields(member, stream, completed);
        }
        ownFields(member, stream);
      }
    }
    tags(root);
    String text = json.writer(layout).writeValueAsString(root) + "\n";
    directory.replace(Meta.FILE, text.getBytes(UTF_8));
  }

  private void recorderFields(ObjectNode node, StreamWriter stream, boolean completed) {
    node.put("codec", codecString(stream.track().format()));
    if (stream.track().format() instanceof VideoFormat video) {
      node.put("width", video.width()).put("height", video.height());
    } else if (stream.track().format() instanceof AudioFormat audio) {
      node.put("sampleRate", audio.sampleRate()).put("channels", audio.channels());
    }
    String fps = info.tags().getOrDefault(Tags.FPS, "");
    if (stream.files() == StreamFiles.VIDEO && fps.matches("[1-9][0-9]{0,3}")) {
      node.put("fps", Integer.parseInt(fps));
    }
    if (completed) {
      node.put("totalBytes", stream.sizeBytes()).put("totalChunks", stream.count());
      if (stream.count() > 0) {
        node.put("duration", stream.lastUs()); // the recorder's word for the last timestamp
        node.put("firstTimestamp", stream.firstUs()).put("lastTimestamp", stream.lastUs());
      }
    }
  }

  private static void ownFields(ObjectNode node, StreamWriter stream) {
    node.put("trackId", stream.track().id());
    if (!stream.track().name().isEmpty()) {
      node.put("trackName", stream.track().name());
    }
    node.put("timescale", stream.track().timescale());
    if (stream.track().format() instanceof VideoFormat video) {
      color(node.putObject("color"), video.color());
      description(node, video.config());
    } else if (stream.track().format() instanceof AudioFormat audio) {
      node.put("preSkip", audio.preSkip());
      description(node, audio.config());
    }
  }

  private static void color(ObjectNode node, ColorInfo color) {
    node.put("range", color.range().name().toLowerCase(Locale.ROOT));
    node.put("primaries", color.primaries());
    node.put("transfer", color.transfer());
    node.put("matrix", color.matrix());
  }

  private static void description(ObjectNode node, Blob config) {
    if (!config.isEmpty()) {
      node.put("description", Base64.getEncoder().encodeToString(config.toByteArray()));
    }
  }

  private void tags(ObjectNode root) {
    Map<String, String> tags = new TreeMap<>(info.tags());
    tags.keySet().removeAll(Tags.NOT_STORED);
    if (!tags.isEmpty()) {
      ObjectNode node = root.putObject("tags");
      tags.forEach(node::put);
    }
  }

  /**
   * The codec string: the recorder's own where it is known and fits, for it may say more than a
   * track without configuration; otherwise what the configuration tells.
   */
  private String codecString(TrackFormat format) {
    if (format instanceof EventFormat) {
      return format.codec();
    }
    String stored = info.tags().getOrDefault(Tags.CODEC_STRING, "");
    if (stored.length() <= MOST_CODEC_CHARS && CodecString.word(stored).equals(format.codec())) {
      return stored;
    }
    try {
      String derived = CodecString.of(format);
      return CodecString.word(derived).equals(format.codec()) ? derived : format.codec();
    } catch (MediaException broken) {
      return format.codec(); // the configuration is kept as it came; decoding it is not our task
    }
  }
}
