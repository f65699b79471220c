package org.kinora.shell.command;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes thumbnails. */
@Command(
    name = "thumbs",
    description = "Fills thumbs/ of a recording with small pictures of its key frames.",
    footer = {"  thumbs rec_1757651534329", "  thumbs rec_1757651534329 --width 160 --every 10s"})
final class ThumbsCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      defaultValue = "320",
      description = "How wide they are; default: ${DEFAULT-VALUE}.")
  int width;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "One for each so much time, such as 10s; default: all key frames.")
  @Nullable String every;

  @Option(names = "--track", paramLabel = "N", description = "The video track; default: the first.")
  @Nullable Integer track;

  @Option(names = "--force", description = "Make those anew that are there.")
  boolean force;

  @Override
  int run(Invocation at) throws IOException {
    OptionalLong everyUs =
        every == null ? OptionalLong.empty() : OptionalLong.of(Times.parse(every));
    OptionalInt chosen = track == null ? OptionalInt.empty() : OptionalInt.of(track);
    ExportRequest request;
    try {
      request = new ExportRequest.Thumbnails(recording.resolve(at), chosen, width, everyUs, force);
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, String.valueOf(e.getMessage()), e);
    }
    JobRun.run(request, at, json);
    return OK;
  }
}
