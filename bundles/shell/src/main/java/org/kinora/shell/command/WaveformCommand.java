package org.kinora.shell.command;

import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures sound. */
@Command(
    name = "waveform",
    description = "Measures how loud a recording is over time, into its thumbs/.",
    footer = {"  waveform rec_1757651534329", "  waveform rec_1757651534329 --rate 50 --track 2"})
final class WaveformCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Measures a second; default: ${DEFAULT-VALUE}.")
  int rate;

  @Option(names = "--track", paramLabel = "N", description = "The audio track; default: all.")
  @Nullable Integer track;

  @Option(names = "--force", description = "Make it anew if it is there.")
  boolean force;

  @Override
  int run(Invocation at) throws IOException {
    OptionalInt chosen = track == null ? OptionalInt.empty() : OptionalInt.of(track);
    ExportRequest request;
    try {
      request = new ExportRequest.Waveform(recording.resolve(at), chosen, rate, force);
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, String.valueOf(e.getMessage()), e);
    }
    JobRun.run(request, at, json);
    return OK;
  }
}
