package org.kinora.shell.command;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportRequest.Range.Cut;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.playback.PlaybackSession;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Option;

/** The options that say which part of a recording is meant. */
final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Begin there, such as 90, 1:30 or 1:00:02.250; default: at the beginning.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "End there, that moment not included; default: at the end.")
  @Nullable String to;

  @Option(
      names = "--exact",
      description =
          "Show nothing before --from: an edit list hides what is only there to be decoded. Without"
              + " it the file begins at the last key frame that is not behind --from.")
  boolean exact;

  /**
   * The range that is meant.
   *
   * @throws MediaException ARGUMENT_INVALID
   */
  Range range() throws MediaException {
    if (exact && from == null) {
      throw invalid("--exact says how --from cuts; name --from too");
    }
    OptionalLong fromUs = time(from);
    OptionalLong toUs = time(to);
    if (toUs.isPresent() && fromUs.orElse(0) >= toUs.getAsLong()) {
      throw invalid(
          "--to %s is not behind --from %s".formatted(to, from == null ? "the beginning" : from));
    }
    return new Range(fromUs, toUs, exact ? Cut.EXACT : Cut.KEY_FRAME);
  }

  private static OptionalLong time(@Nullable String text) throws MediaException {
    return text == null ? OptionalLong.empty() : OptionalLong.of(Times.parse(text));
  }

  /**
   * Adds to a plan where the range begins and ends in a track.
   *
   * @param main whose pictures, or else packets, decide
   * @throws MediaException ARGUMENT_INVALID if the range lies behind the end
   */
  static void plan(Plan plan, Range range, PlaybackSession session, Track main) throws IOException {
    if (range.isAll()) {
      return;
    }
    TrackIndex index = session.index(main.id());
    long fromUs = range.fromUs().orElse(0);
    if (fromUs >= index.endUs()) {
      throw invalid(
          "--from %s lies behind the end of track %d, %s"
              .formatted(Times.exact(fromUs), main.id(), Times.exact(index.endUs())));
    }
    boolean atKeyFrame = range.cut() == Cut.KEY_FRAME && main.format() instanceof VideoFormat;
    long beginUs = fromUs;
    if (atKeyFrame && range.fromUs().isPresent()) {
      int shown = Gops.shownAt(index, main.id(), fromUs);
      beginUs = index.timeUs(Gops.keyframeFor(index, main.id(), shown));
    }
    plan.with("begins", Times.exact(beginUs) + (atKeyFrame ? ", a key frame" : ""))
        .with("ends", Times.exact(Math.min(range.toUs().orElse(Long.MAX_VALUE), index.endUs())));
  }

  private static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, message);
  }
}
