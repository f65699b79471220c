package org.kinora.engine.job;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.JobInfo;
import org.kinora.export.Progress;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.scene.Scenes;

/**
 * What must be known to go on with a composed export: {@code {"version":1,"startedAt":…,
 * "target":…,"sourceEndUs":…,"sourceSamples":…,"request":{…},"scene":{…}}}.
 *
 * @param target where the file goes, absolute
 * @param sourceEndUs where the recording's pictures end, by which it is known again
 * @param sourceSamples how many there are
 */
public record JobRecord(
    ExportRequest.Compose request,
    Path target,
    Instant startedAt,
    long sourceEndUs,
    int sourceSamples) {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The document. */
  byte[] toJson(Scenes scenes) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION);
    root.put("startedAt", startedAt.toString()).put("target", target.toString());
    root.put("sourceEndUs", sourceEndUs).put("sourceSamples", sourceSamples);
    ObjectNode asked = root.putObject("request");
    asked.put("source", request.source().toAbsolutePath().toString());
    asked.put("container", request.container());
    asked.put("sound", request.sound().name()).put("reuse", request.reuse().name());
    asked.put("overwrite", request.overwrite());
    request.options().forEach(asked.putObject("options")::put);
    VideoSettings video = request.video();
    ObjectNode encoding = asked.putObject("video").put("effort", video.effort().name());
    video.codec().ifPresent(codec -> encoding.put("codec", codec));
    video.bitRate().ifPresent(rate -> encoding.put("bitRate", rate));
    video.quality().ifPresent(quality -> encoding.put("quality", quality));
    video
        .frameRate()
        .ifPresent(rate -> encoding.put("frames", rate.frames()).put("seconds", rate.seconds()));
    root.set("scene", JSON.readTree(scenes.format(request.scene())));
    return JSON.writeValueAsBytes(root);
  }

  /**
   * Reads a document.
   *
   * @param name how it is called in messages
   * @throws MediaException INDEX_PARSE_ERROR if it is none; what a scene that is not understood
   *     gives
   */
  static JobRecord parse(byte[] json, String name, Scenes scenes) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("version").asInt() != VERSION) {
        throw new IllegalArgumentException("version " + root.path("version"));
      }
      Scene scene = scenes.parse(root.path("scene").toString(), name);
      return new JobRecord(
          request(root.path("request"), scene),
          Path.of(root.path("target").asText()),
          Instant.parse(root.path("startedAt").asText()),
          root.path("sourceEndUs").asLong(),
          root.path("sourceSamples").asInt());
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR, name + " is no record of a job: " + e.getMessage(), e);
    }
  }

  private static ExportRequest.Compose request(JsonNode asked, Scene scene) {
    Map<String, String> options = new HashMap<>();
    for (Map.Entry<String, JsonNode> option : asked.path("options").properties()) {
      options.put(option.getKey(), option.getValue().asText());
    }
    return new ExportRequest.Compose(
        Path.of(asked.path("source").asText()),
        Optional.empty(),
        asked.path("container").asText(),
        scene,
        video(asked.path("video")),
        Sound.valueOf(asked.path("sound").asText()),
        Reuse.valueOf(asked.path("reuse").asText()),
        options,
        asked.path("overwrite").asBoolean());
  }

  private static VideoSettings video(JsonNode video) {
    return new VideoSettings(
        video.has("codec") ? Optional.of(video.get("codec").asText()) : Optional.empty(),
        Effort.valueOf(video.path("effort").asText()),
        video.has("bitRate")
            ? OptionalLong.of(video.get("bitRate").asLong())
            : OptionalLong.empty(),
        video.has("quality") ? OptionalInt.of(video.get("quality").asInt()) : OptionalInt.empty(),
        video.has("frames")
            ? Optional.of(new FrameRate(video.get("frames").asInt(), video.path("seconds").asInt()))
            : Optional.empty());
  }

  /** The same with its target known. */
  public JobRecord to(Path file) {
    return new JobRecord(request, file, startedAt, sourceEndUs, sourceSamples);
  }

  /**
   * Checks that the recording is still what it was.
   *
   * @throws MediaException DATA_RANGE_ERROR
   */
  public void checkSame(JobRecord now) throws MediaException {
    if (now.sourceEndUs != sourceEndUs || now.sourceSamples != sourceSamples) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s has changed since the export began: found %d pictures up to %d us, expected %d up to"
                  .formatted(request.source(), now.sourceSamples, now.sourceEndUs, sourceSamples)
              + " %d us; forget the job and export again".formatted(sourceEndUs));
    }
  }

  /** What is known of it while nobody works on it. */
  public JobInfo interrupted(String id) {
    return new JobInfo(
        id,
        "export",
        JobInfo.State.INTERRUPTED,
        request.source().toString(),
        target,
        new Progress(Progress.Stage.PAUSED, 0, 0, 0, 0, Duration.ZERO),
        startedAt,
        Optional.empty());
  }

  /** The request with its target named. */
  public ExportRequest.Compose named() {
    return new ExportRequest.Compose(
        request.source(),
        Optional.of(target),
        request.container(),
        request.scene(),
        request.video(),
        request.sound(),
        request.reuse(),
        request.options(),
        request.overwrite());
  }
}
