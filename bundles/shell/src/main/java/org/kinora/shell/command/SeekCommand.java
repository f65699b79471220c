package org.kinora.shell.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes one picture. */
@Command(
    name = "seek",
    description = "Writes the picture that is shown at a time as PNG.",
    footer = {"  seek rec_1757651534329 12.5", "  seek ./clip.mp4 1:02.250 -o picture.png --force"})
final class SeekCommand extends KinoraCommand {
  @Mixin RecordingArgument recording = new RecordingArgument();

  @Parameters(
      index = "1",
      paramLabel = "TIME",
      description = "12.5, 1:02.250, 5s, 250ms or 1500000us; seconds by default.")
  String time = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file; default: <recording>-<seconds>s.png in the working directory.")
  @Nullable String output;

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  @Mixin TrackChoice track = new TrackChoice();

  @Override
  int run(Invocation at) throws IOException {
    long timeUs = Times.parse(time);
    try (PlaybackSession session = recording.open(at)) {
      int trackId = track.of(session.info()).id();
      Path target = at.path(output == null ? defaultName(session.path(), "-", timeUs) : output);
      long shownUs = session.snapshot(trackId, timeUs, target, force);
      long sizeBytes = Files.size(target);
      long endUs = session.index(trackId).endUs();
      if (json) {
        at.json(
            out -> {
              out.writeStringField("path", target.toString());
              out.writeNumberField("track", trackId);
              out.writeNumberField("askedUs", timeUs);
              out.writeNumberField("shownUs", shownUs);
              out.writeNumberField("endUs", endUs);
              out.writeNumberField("sizeBytes", sizeBytes);
            });
      } else {
        at.out().println("wrote  " + target);
        at.out()
            .println(
                "       %s, the picture of %s, shown at %s"
                    .formatted(Sizes.bytes(sizeBytes), Times.exact(shownUs), Times.exact(timeUs)));
        if (timeUs >= endUs) {
          at.out().println("       note: the track ends at " + Times.exact(endUs));
        }
      }
    }
    return OK;
  }

  /** A name in the working directory that tells the recording and the time. */
  static String defaultName(Path recording, String between, long timeUs) {
    String seconds = BigDecimal.valueOf(timeUs, 6).stripTrailingZeros().toPlainString();
    return "./" + RecordingCopy.baseName(recording) + between + seconds + "s.png";
  }
}
