package org.kinora.storage.reel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackIndex;

/**
 * The samples of one track, looked up on the disk: a few pages of entries and a few blocks' tables
 * are at hand, whatever the length. A disk that fails or a reader that is closed shows as {@link
 * UncheckedIOException}; damage does not: samples of a lost block have size 0.
 */
final class ReelIndex implements TrackIndex {
  private final int count;
  private final Rebuild rebuild;
  private volatile Blocks blocks;

  /** The block that was asked for last; most questions are about it again. */
  private volatile Blocks.Run recent = Blocks.Run.EMPTY;

  ReelIndex(Blocks blocks, Rebuild rebuild) {
    this.blocks = blocks;
    this.rebuild = rebuild;
    count = (int) blocks.last().endSample();
  }

  /** Makes the blocks anew from the log, when an entry of the stored index is damaged. */
  @FunctionalInterface
  interface Rebuild {
    /**
     * Reads the whole log.
     *
     * @param count how many samples there are to be, lost ones included
     */
    Blocks fromLog(int count) throws IOException;
  }

  /** Something to ask the blocks. */
  @FunctionalInterface
  private interface Question<R> {
    R ask(Blocks blocks) throws IOException;
  }

  private <R> R ask(Question<R> question) {
    try {
      try {
        return question.ask(blocks);
      } catch (StoredIndex.DamagedEntry e) {
        blocks = rebuild.fromLog(count);
        return question.ask(blocks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Blocks.Run run(int i) {
    Blocks.Run run = recent;
    if (!run.holds(i)) {
      Objects.checkIndex(i, count);
      int near = run.block();
      run = ask(all -> all.run(all.blockOf(i, near)));
      recent = run;
    }
    return run;
  }

  /**
   * The samples of the block that holds sample {@code i}.
   *
   * @param end the sample behind those that will be read through the window
   */
  Blocks.Run run(int i, int end, Window window) {
    Blocks.Run run = recent;
    if (!run.holds(i)) {
      int near = run.block();
      run = ask(all -> all.run(all.blockOf(i, near), end, window));
      recent = run;
    }
    return run;
  }

  /** Reads the block that most probably shows a time, in one go. */
  void readAhead(long timeUs, Window window) {
    ask(
        all -> {
          int shown = all.prefix(all.guess(timeUs), entry -> entry.maxTimeUs() <= timeUs);
          if (shown < all.count()) {
            recent = all.readAhead(shown, window);
          }
          return shown;
        });
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long timeUs(int i) {
    Blocks.Run run = run(i);
    return run.table().timeUs(i - run.first());
  }

  @Override
  public long decodeTimeUs(int i) {
    Blocks.Run run = run(i);
    return run.table().decodeTimeUs(i - run.first());
  }

  @Override
  public long durationUs(int i) {
    Blocks.Run run = run(i);
    return run.table().durationUs(i - run.first());
  }

  @Override
  public int size(int i) {
    Blocks.Run run = run(i);
    return run.table().size(i - run.first());
  }

  @Override
  public boolean isKeyframe(int i) {
    Blocks.Run run = run(i);
    return run.table().isKeyframe(i - run.first());
  }

  @Override
  public SampleInfo info(int i) {
    Blocks.Run run = run(i);
    return run.table().info(i - run.first());
  }

  @Override
  public long endUs() {
    return blocks.last().endUs();
  }

  @Override
  public int floor(long timeUs) {
    return ask(all -> floor(all, timeUs));
  }

  /**
   * Blocks whose greatest time so far is not later than the time asked for give the answer so far:
   * that time. Later blocks can only hold a better one up to where decode times are so late that no
   * sample of this track, however far it is shown before its decode time, is shown by then.
   */
  private int floor(Blocks all, long timeUs) throws IOException {
    Blocks.Run near = recent;
    int guess = near.spans(timeUs) ? near.block() : all.guess(timeUs);
    int shown = all.prefix(guess, entry -> entry.maxTimeUs() <= timeUs);
    long leadUs = all.last().maxLeadUs();
    int best = -1;
    long bestUs = Long.MIN_VALUE;
    for (int n = shown; n < all.count() && beginsBy(all.entry(n), timeUs, leadUs); n++) {
      Blocks.Run run = all.run(n);
      recent = run;
      int j = latest(run.table(), timeUs);
      if (j >= 0 && run.table().timeUs(j) >= bestUs) {
        best = run.first() + j;
        bestUs = run.table().timeUs(j);
      }
    }
    if (shown > 0 && all.entry(shown - 1).maxTimeUs() > bestUs) {
      int earlier = greatest(all, shown, bestUs);
      return earlier >= 0 ? earlier : best;
    }
    return best;
  }

  private static boolean beginsBy(IndexEntry entry, long timeUs, long leadUs) {
    return entry.firstDecodeUs() <= timeUs || entry.firstDecodeUs() - leadUs <= timeUs;
  }

  /**
   * The sample with the greatest time in the first blocks; -1 if that is not above {@code overUs}.
   */
  private static int greatest(Blocks all, int end, long overUs) throws IOException {
    int n = end;
    while (n > 0 && all.entry(n - 1).maxTimeUs() > overUs) {
      long greatestUs = all.entry(n - 1).maxTimeUs();
      int first = all.prefix(n, entry -> entry.maxTimeUs() < greatestUs);
      for (int block : new int[] {n - 1, first}) { // nearly always the last one holds it
        Blocks.Run run = all.run(block);
        int j = latest(run.table(), greatestUs);
        if (j >= 0 && run.table().timeUs(j) == greatestUs) {
          return run.first() + j;
        }
      }
      n = first; // the block that held it is lost
    }
    return -1;
  }

  /** The last of a block's samples with the greatest time not later than this one; -1 if none. */
  private static int latest(BlockTable table, long timeUs) {
    int best = -1;
    for (int j = 0; j < table.count() && !table.isLost(); j++) {
      if (table.timeUs(j) <= timeUs && (best < 0 || table.timeUs(j) >= table.timeUs(best))) {
        best = j;
      }
    }
    return best;
  }

  @Override
  public int keyframeBefore(int i) {
    Objects.checkIndex(i, count);
    return ask(all -> keyframeBefore(all, i));
  }

  private int keyframeBefore(Blocks all, int i) throws IOException {
    int n = all.blockOf(i, recent.block());
    Blocks.Run run = all.run(n);
    int j = i - run.first();
    long shownUs = run.table().timeUs(j);
    while (true) {
      for (; j >= 0; j--) {
        if (run.table().isKeyframe(j) && run.table().timeUs(j) <= shownUs) {
          return run.first() + j;
        }
      }
      n = n == 0 ? -1 : Math.min(n - 1, all.entry(n - 1).keyEntry());
      if (n < 0) {
        return -1;
      }
      run = all.run(n);
      j = run.table().count() - 1;
    }
  }
}
