package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records a live source. */
@Command(
    name = "record",
    description = "Records a live source until Ctrl-C; a second Ctrl-C gives up at once.",
    footer = {
      "  record rtsp://camera.local/stream1 --source-option rtsp_transport=tcp",
      "  record x11grab::0.0 --source-option framerate=30 --id demo-1",
      "  record v4l2:/dev/video0 -o live.mp4",
      "  record 'lavfi:testsrc2=size=1280x720[out0];sine[out1]' --length 10s"
    })
final class RecordCommand extends KinoraCommand {
  private static final Pattern WITH_KIND = Pattern.compile("[a-z][a-z0-9]+:.*");
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("'rec-'yyyyMMdd-HHmmss", Locale.ROOT);

  @Parameters(
      paramLabel = "SOURCE",
      description =
          "A URL (rtsp, rtmp, udp, tcp, http, https), a file, or a device: v4l2:/dev/video0,"
              + " x11grab::0.0, lavfi:GRAPH.")
  String source = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The recording's id; default: rec-<date>-<time>.")
  @Nullable String id;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write a container file, such as live.mp4 or live.mkv, and no recording. It can be read"
              + " while it grows; after a crash see recover.")
  @Nullable String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "The storage format, or with -o the container; default: "
              + RecordingCopy.USUAL_FORMAT
              + ", or what the name of the file says.")
  @Nullable String format;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the format, as 'formats' lists them; may be repeated.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--source-option",
      paramLabel = "KEY=VALUE",
      description = "An option for the source, as FFmpeg names it; may be repeated.")
  Map<String, String> sourceOptions = new LinkedHashMap<>();

  @Option(
      names = "--codec",
      paramLabel = "CODEC",
      description = "What raw pictures are encoded to: h264, vp8, vp9, av1; default: h264 or vp8.")
  @Nullable String codec;

  @Option(
      names = "--length",
      paramLabel = "TIME",
      description = "Stop after this time, such as 10s or 1:00:00.")
  @Nullable String length;

  @Option(names = "--force", description = "Replace what is there, if it was finished.")
  boolean force;

  @Option(
      names = "--dry-run",
      description = "Open the source, print what it sends and what would be done, and do nothing.")
  boolean dryRun;

  @Override
  int run(Invocation at) throws IOException {
    Optional<Duration> limit = limit();
    String from = WITH_KIND.matcher(source).matches() ? source : at.path(source).toString();
    Path target = target(at);
    String into = into(target, at);
    if (dryRun) {
      List<Track> tracks = at.platform().exports().tracks(from, sourceOptions);
      new Plan("record", from, target, force)
          .with("format", into)
          .with("codec", codec == null ? "the best for live pictures" : codec)
          .with("length", length == null ? "until Ctrl-C" : length)
          .with("tracks", CopyCommand.tracks(tracks))
          .print(at, json);
      return OK;
    }
    record(
        new ExportRequest.Capture(
            from, sourceOptions, target, into, settings, Optional.ofNullable(codec), limit, force),
        at);
    return OK;
  }

  private Path target(Invocation at) throws IOException {
    if (output == null) {
      return at.platform().catalog().resolve(id == null ? newId() : id);
    } else if (id != null) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "--id names a recording, --output a file: name one of them");
    }
    return at.path(output);
  }

  /** The storage format, or the container of a file. */
  private String into(Path target, Invocation at) throws MediaException {
    if (output == null) {
      return format == null ? RecordingCopy.USUAL_FORMAT : format;
    }
    Containers containers = new Containers(at.platform().plugins());
    return format == null ? containers.of(target) : containers.named(format);
  }

  private void record(ExportRequest.Capture request, Invocation at) throws IOException {
    try {
      JobRun.run(request, at, json);
    } catch (MediaException e) {
      if (e.code() == MediaError.CANCELLED) {
        at.err().println(e.getMessage()); // says where what was recorded is
      }
      throw e;
    }
  }

  private Optional<Duration> limit() throws MediaException {
    if (length == null) {
      return Optional.empty();
    }
    long us = Times.parse(length);
    if (us == 0) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "--length 0 leaves nothing to record");
    }
    return Optional.of(Duration.ofNanos(Math.multiplyExact(us, 1000)));
  }

  private static String newId() {
    return LocalDateTime.now(ZoneId.systemDefault()).format(ID);
  }
}
