package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.kinora.lib.movie.BoxFile;
import org.kinora.lib.movie.FoundSample;
import org.kinora.lib.output.PatchableOutput;

/**
 * Copies samples of a file into a plain MP4 file. They are taken by the batch: within one, what
 * lies side by side is copied at once, in the order of the file.
 */
final class SampleCopy implements FoundSample.Sink {
  private static final int BATCH = 4096;

  private final BoxFile in;
  private final NativeMovie movie;
  private final long[] shiftTicks;
  private final PatchableOutput out;
  private final WholeLayout layout;
  private final LongConsumer progress;

  private final FoundSample[] taken = new FoundSample[BATCH];
  private int count;

  /**
   * Begins the file.
   *
   * @param movie has the tracks already
   * @param shiftTicks for each track, what turns times of its media into those of the recording
   */
  SampleCopy(
      BoxFile in,
      SeekableByteChannel channel,
      NativeMovie movie,
      long[] shiftTicks,
      LongConsumer progress)
      throws IOException {
    this.in = in;
    this.movie = movie;
    this.shiftTicks = shiftTicks;
    this.progress = progress;
    out = new PatchableOutput(channel);
    layout = new WholeLayout(movie, new Mp4Options(Mp4Options.Mode.PLAIN, 0), out);
    layout.begin(List.of());
  }

  @Override
  public void accept(FoundSample sample) throws IOException {
    taken[count++] = sample;
    if (count == BATCH) {
      copyBatch();
    }
  }

  /** Completes the file. */
  void finish() throws IOException {
    copyBatch();
    layout.finish();
  }

  private void copyBatch() throws IOException {
    long[] places = new long[count];
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingLong(i -> taken[i].offset()))
            .mapToInt(Integer::intValue)
            .toArray();
    long from = 0;
    long to = 0;
    long place = 0;
    for (int i : order) {
      FoundSample sample = taken[i];
      if (sample.offset() != to) {
        in.copy(from, to, out, progress);
        from = sample.offset();
        to = from;
        place = layout.offset();
      }
      places[i] = place + (to - from);
      to += sample.sizeBytes();
    }
    in.copy(from, to, out, progress);
    for (int i = 0; i < count; i++) {
      enter(taken[i], places[i]);
    }
    Arrays.fill(taken, 0, count, null);
    count = 0;
  }

  private void enter(FoundSample sample, long place) throws IOException {
    long shift = shiftTicks[sample.track()];
    movie.add(
        sample.track(),
        sample.entry(),
        sample.sizeBytes(),
        sample.key(),
        sample.decodeTicks() + shift,
        sample.presentationTicks() + shift,
        place,
        sample.durationTicks());
  }
}
