package org.kinora.dataset.shards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.kinora.dataset.shards.RecordingFacts.Box;
import org.kinora.media.FrameRate;

/**
 * Writes a chunk's {@code metadata.json}: the fields of the layout that this one grew from under
 * their names, and behind them what they leave open (docs/formats/shards.md).
 */
final class ChunkMetadata {
  static final int SCHEMA_VERSION = 1;

  private static final double US = 1e6;
  private static final int US_PER_MS = 1000;

  private final ObjectMapper json = new ObjectMapper();

  /** The file's bytes: the same for the same chunk. */
  byte[] bytes(Layout layout, ChunkSpan span, RecordingFacts recording, ChunkFacts chunk) {
    ObjectNode root = json.createObjectNode();
    root.put("uuid", layout.chunkName() + "_actions");
    root.put("chunk_id", layout.chunkId());
    root.put("chunk_size", span.frames());
    original(root.putObject("original_video"), layout, span, recording);
    modalities(root.putObject("modality_config"), recording);
    boxes(root, recording);
    sync(root.putObject("sync"), span, recording.sync());
    root.put("schema_version", SCHEMA_VERSION);
    root.put("interval", "half-open");
    root.put("is_tail", span.tail());
    // What was down when recording began, nobody knows.
    root.put("state_known", span.number() > 0);
    captureRect(root.putObject("capture_rect"), recording.captureRect());
    media(root, chunk);
    ObjectNode rows = root.putObject("rows");
    chunk.rows().forEach(rows::put);
    processing(root.putArray("processing"), chunk.processing());
    ObjectNode quality = root.putObject("quality");
    chunk.quality().forEach((name, value) -> quality.putPOJO(name, value));
    root.putObject("redaction").put("typed_text", word(recording.typedText()));
    for (String label : Labels.NAMES) {
      root.put(label, recording.labels().values().get(label));
    }
    ObjectNode generator = root.putObject("generator");
    generator.put("name", recording.generator().name());
    generator.put("version", recording.generator().version());
    return pretty(json, root);
  }

  private static void original(
      ObjectNode video, Layout layout, ChunkSpan span, RecordingFacts recording) {
    PictureSize picture = recording.picture();
    FrameRate rate = recording.rate();
    video.putArray("resolution").add(picture.height()).add(picture.width());
    video.put("video_id", layout.videoId());
    video.put("source", recording.source());
    video.put("url", recording.url().map(Object::toString).orElse(null));
    video.put("start_time", span.startUs() / US);
    video.put("end_time", span.endUs() / US);
    video.put("duration", span.durationUs() / US);
    video.put("start_frame", span.startFrame());
    video.put("end_frame", span.endFrame());
    if (rate.seconds() == 1) {
      video.put("fps", rate.frames());
    } else {
      video.put("fps", (double) rate.frames() / rate.seconds());
    }
    video.putObject("frame_rate").put("num", rate.frames()).put("den", rate.seconds());
    video.put("frame_timing", recording.variableRate() ? "vfr" : "cfr");
    video.put("start_us", span.startUs());
    video.put("end_us", span.endUs());
    video.put("width", picture.width());
    video.put("height", picture.height());
    video.put("rotation", recording.rotation());
    video.put("sample_aspect_ratio", "1:1");
    video.put("source_sha256", recording.sourceSha256().orElse(null));
  }

  private static void modalities(ObjectNode config, RecordingFacts recording) {
    Modalities modalities = recording.modalities();
    config.putObject("screen").put("enabled", modalities.screen());
    config.putObject("webcam").put("enabled", modalities.webcam());
    ObjectNode audio = config.putObject("audio");
    audio.put("enabled", modalities.audio().isPresent());
    modalities
        .audio()
        .ifPresent(
            sound -> {
              audio.put("channels", sound.channels());
              audio.put("sample_rate", sound.sampleRateHz());
            });
    config.putObject("keyboard").put("enabled", modalities.keyboard());
    config
        .putObject("mouse")
        .put("enabled", modalities.mouse())
        // Places are moved into the picture; this is where they come from.
        .put("coordinate_space", modalities.coordinateSpace());
    config.putObject("touch").put("enabled", modalities.touch());
    config.putObject("gamepad").put("enabled", modalities.gamepad());
  }

  private static void boxes(ObjectNode root, RecordingFacts recording) {
    if (recording.overlay().isPresent()) {
      Box box = recording.overlay().get();
      root.putArray("bbox_controller_overlay")
          .add(box.x())
          .add(box.y())
          .add(box.width())
          .add(box.height());
    } else {
      root.putNull("bbox_controller_overlay");
    }
    root.putObject("bbox_game_area")
        .put("xtl", 0.0)
        .put("ytl", 0.0)
        .put("xbr", 1.0)
        .put("ybr", 1.0);
    root.putArray("bbox_others");
  }

  private static void sync(ObjectNode node, ChunkSpan span, Sync sync) {
    node.put("timebase", "ms");
    node.put("video_offset_ms", sync.videoOffsetUs() / (double) US_PER_MS);
    node.put("audio_offset_ms", sync.audioOffsetUs() / (double) US_PER_MS);
    node.put("applied", true);
    node.put("drift_ppm", sync.driftPpm());
    node.put("clock", "monotonic");
    if (sync.startUnixUs().isPresent()) {
      node.put("wall_clock_start_unix_us", sync.startUnixUs().getAsLong() + span.startUs());
    } else {
      node.putNull("wall_clock_start_unix_us");
    }
    node.put("confidence", sync.confidence());
  }

  private static void captureRect(ObjectNode node, CaptureRect rect) {
    node.put("x", rect.x());
    node.put("y", rect.y());
    node.put("w", rect.width());
    node.put("h", rect.height());
    node.put("device_pixel_ratio", rect.devicePixelRatio());
  }

  private static void media(ObjectNode root, ChunkFacts chunk) {
    ObjectNode video = root.putObject("video");
    video.put("cut", chunk.cut().word());
    ArrayNode videos = video.putArray("tracks");
    ArrayNode sounds = root.putObject("audio").putArray("tracks");
    for (ChunkFacts.MediaFile file : chunk.media()) {
      (file.video() ? videos : sounds)
          .addObject()
          .put("track", file.track())
          .put("path", file.path())
          .put("codec", file.codec())
          .put(file.video() ? "frames" : "samples", file.units());
    }
  }

  private void processing(ArrayNode steps, Processing processing) {
    for (Step step : processing.steps()) {
      ObjectNode node = steps.addObject();
      node.put("step", step.name());
      node.put("version", step.version());
      ObjectNode parameters = node.putObject("parameters");
      for (Map.Entry<String, ?> parameter :
          new TreeMap<String, Object>(step.parameters()).entrySet()) {
        parameters.putPOJO(parameter.getKey(), parameter.getValue());
      }
    }
  }

  private static String word(TypedText policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }

  /** JSON for people, with the same line ends on every system and one behind the last line. */
  static byte[] pretty(ObjectMapper json, ObjectNode root) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return (json.writer(printer).writeValueAsString(root) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }
}
