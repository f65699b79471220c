package org.kinora.shell.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.kinora.export.Progress;

/** How far a job is, in one line. */
public final class ProgressLine {
  private static final int BAR_MIN = 10;
  private static final int BAR_MAX = 30;

  private ProgressLine() {}

  /**
   * Writes a line for a terminal, with a bar where there is room.
   *
   * @param width columns that may be used
   */
  public static String bar(Progress progress, int width) {
    String text = plain(progress);
    int room = isOpenEnded(progress) ? 0 : Math.min(BAR_MAX, width - text.length() - 3);
    if (room < BAR_MIN) {
      return text.substring(0, Math.min(text.length(), Math.max(0, width)));
    }
    int full = (int) (progress.fraction() * room);
    return "[" + "=".repeat(full) + " ".repeat(room - full) + "] " + text;
  }

  /**
   * Writes percent, time, speed, what remains or what the job does instead of working, samples
   * where they are made, and bytes; time and bytes where no end is set; and how often a live source
   * was interrupted.
   */
  public static String plain(Progress progress) {
    if (isOpenEnded(progress)) {
      String time = Times.clock(progress.timeUs() / 1_000_000);
      return time + "  " + Sizes.bytes(progress.bytes()) + gaps(progress);
    }
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%3d %%", (int) (progress.fraction() * 100)));
    line.append("  ").append(Times.clock(progress.timeUs() / 1_000_000));
    if (progress.totalUs() > 0) {
      line.append(" of ").append(Times.clock(progress.totalUs() / 1_000_000));
    }
    line.append(String.format(Locale.ROOT, "  %.1fx", progress.speed()));
    stage(progress).ifPresent(word -> line.append("  ").append(word));
    if (progress.stage() == Progress.Stage.ENCODING) {
      line.append("  ").append(progress.samples()).append(" samples");
    }
    return line.append("  ")
        .append(Sizes.bytes(progress.bytes()))
        .append(gaps(progress))
        .toString();
  }

  /** What it does when it does not move samples, else how long it will still do so. */
  private static Optional<String> stage(Progress progress) {
    return switch (progress.stage()) {
      case QUEUED -> Optional.of("waits for other jobs");
      case PREPARING -> Optional.of("preparing");
      case PAUSED -> Optional.of("paused");
      case FINISHING -> Optional.of("finishing");
      default -> progress.remaining().map(left -> left(left) + " left");
    };
  }

  private static String gaps(Progress progress) {
    return switch (progress.gaps()) {
      case 0 -> "";
      case 1 -> "  1 gap";
      default -> "  " + progress.gaps() + " gaps";
    };
  }

  /** Whether it goes on until someone stops it. */
  private static boolean isOpenEnded(Progress progress) {
    return progress.totalUs() <= 0 && progress.timeUs() > 0;
  }

  private static String left(Duration duration) {
    return Times.clock((duration.toMillis() + 999) / 1000);
  }
}
