package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.spi.container.FileRecovery;
import org.kinora.tck.contract.MuxerSession.Turn;
import org.kinora.tck.contract.rules.FileRules;

/**
 * A file that is written live outlives its process: that is killed (SIGKILL) at random moments, 3
 * times, or as often as the system property {@code kinora.kills} says. FFmpeg then reads all that
 * was flushed, and what the recovery makes of the file is a whole one with all of that.
 *
 * <p>The process begins anew with the class of the muxer's contract test alone, which therefore has
 * a constructor without parameters.
 */
public abstract class KilledMuxerContract {
  private final MuxerUnderTest muxer;

  /**
   * For a subclass.
   *
   * @param muxer one whose behaviour has sets of options for live files
   */
  protected KilledMuxerContract(MuxerUnderTest muxer) {
    this.muxer = muxer;
  }

  @Test
  void recover_muxerKilled_hasAllThatWasFlushed(@TempDir Path dir)
      throws IOException, InterruptedException {
    long seed = Long.getLong("kinora.seed", System.nanoTime() & 0xFFFF_FFFFL);
    Path clips = Files.createDirectory(dir.resolve("clips"));
    for (int n = Integer.getInteger("kinora.kills", 3); n > 0; n--, seed++) {
      LiveTake take = LiveTake.of(muxer, new RealClips(clips), seed, KilledMuxer.ROUNDS);
      Path file = dir.resolve("killed-" + seed + "." + muxer.behaviour().extension());
      int flushed = writeUntilKilled(take, file, clips, seed);
      try {
        assertSurvived(take, file, flushed);
      } catch (IOException | AssertionError e) {
        throw new AssertionError(
            "-Dkinora.seed=%d, %s with %s, %d samples flushed: %s"
                .formatted(seed, take.clips(), take.options(), flushed, e),
            e);
      }
      Files.delete(file);
    }
  }

  /** Returns how many samples the process was told are in the file. */
  private int writeUntilKilled(LiveTake take, Path file, Path clips, long seed)
      throws IOException, InterruptedException {
    int count = take.clips().stream().mapToInt(clip -> clip.samples().size()).sum();
    int enough = new Random(seed).nextInt(count + 1);
    return JavaProcess.killAt(enough, KilledMuxer.start(muxer.getClass(), file, clips, seed));
  }

  private void assertSurvived(LiveTake take, Path file, int flushed) throws IOException {
    List<Integer> least = flushedOf(take, flushed);
    ContainerJudge.ofCut(file, muxer.behaviour()).assertBeginnings(take.clips(), least);
    Optional<FileRecovery> recovery = muxer.recovery();
    if (recovery.isEmpty()) {
      return;
    }
    Path whole = file.resolveSibling("whole-" + file.getFileName());
    try (SeekableByteChannel in = FileChannel.open(file);
        SeekableByteChannel out = MuxerSession.newFile(whole)) {
      recovery.get().examine(in).writeTo(out, written -> {});
    }
    ContainerJudge.ofRecovered(whole, muxer.behaviour(), least)
        .assertBeginnings(take.clips(), least);
    FileRules.check(whole).assertKept();
    Files.delete(whole);
  }

  /** How many samples of each clip are among the first so many of all. */
  private static List<Integer> flushedOf(LiveTake take, int flushed) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < take.clips().size(); i++) {
      int clip = i;
      take.clips().get(i).samples().forEach(sample -> turns.add(new Turn(clip, clip, sample)));
    }
    turns.sort(Comparator.comparingLong(turn -> turn.sample().info().decodeTimeUs()));
    return MuxerSession.counts(turns.subList(0, flushed), take.clips().size());
  }
}
