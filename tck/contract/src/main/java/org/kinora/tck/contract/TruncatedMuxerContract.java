package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.Salvage;
import org.kinora.tck.contract.MuxerSession.Turn;
import org.kinora.tck.contract.rules.FileRules;
import org.kinora.tck.support.MemoryFile;

/**
 * A live file, finished or not, is cut at each byte of its last 4 KiB and at 50 random places, or
 * as many as the system property {@code kinora.cuts} says. Whatever was flushed in front of the cut
 * is recovered; what fails has a code; nothing hangs.
 */
public abstract class TruncatedMuxerContract {
  private static final int TAIL_BYTES = 4 << 10;
  private static final int FLUSH_EVERY = 60;
  private static final int HEAD_BYTES = 4_096;
  private static final int ROUNDS = 4;
  private static final int JUDGED = 6;
  private static final int CUTS_A_FILE = 61;
  private static final long MOST_MINUTES = 30;

  private final MuxerUnderTest muxer;
  private final FileRecovery recovery;

  /**
   * For a subclass.
   *
   * @param muxer one that writes live files and has a recovery
   */
  protected TruncatedMuxerContract(MuxerUnderTest muxer) {
    this.muxer = muxer;
    this.recovery = muxer.recovery().orElseThrow();
  }

  /** What was in the file after a flush. */
  private record Mark(long sizeBytes, List<Integer> samples) {}

  /** The bytes of a file and what is known of them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record LiveFile(LiveTake take, byte[] bytes, List<Mark> marks) {
    /** How many samples of each track must come out of the first so many bytes. */
    List<Integer> least(int cut) {
      List<Integer> least = take.clips().stream().map(clip -> 0).toList();
      for (Mark mark : marks) {
        least = mark.sizeBytes() <= cut ? mark.samples() : least;
      }
      return least;
    }
  }

  @Test
  @Timeout(value = MOST_MINUTES, unit = TimeUnit.MINUTES)
  void examine_unfinishedFileCut_keepsWhatWasFlushed(@TempDir Path dir) throws IOException {
    cutEverywhere(dir, false);
  }

  @Test
  @Timeout(value = MOST_MINUTES, unit = TimeUnit.MINUTES)
  void examine_finishedFileCut_keepsWhatWasFlushed(@TempDir Path dir) throws IOException {
    cutEverywhere(dir, true);
  }

  @Test
  void examine_finishedFile_isWhole(@TempDir Path dir) throws IOException {
    long sets = muxer.behaviour().liveSets().size();
    for (long seed = 0; seed < sets; seed++) {
      LiveFile file = write(dir, seed, true);
      SalvageReport report =
          recovery.examine(MemoryFile.of(file.bytes(), file.bytes().length)).report();
      assertTrue(report.whole(), () -> report + " of " + file.take().options());
      assertEquals(0, report.lostBytes());
    }
  }

  private void cutEverywhere(Path dir, boolean finished) throws IOException {
    long first = Long.getLong("kinora.seed", System.nanoTime() & 0xFFFF_FFFFL);
    for (int set = 0; set < muxer.behaviour().liveSets().size(); set++) {
      long seed = first + set;
      LiveFile file = write(dir, seed, finished);
      Random random = new Random(seed);
      for (int i = 0; i < Integer.getInteger("kinora.cuts", 50); i++) {
        Path judged = i < JUDGED ? dir.resolve(seed + "-" + i + "." + extension()) : null;
        cut(file, seed, random.nextInt(file.bytes().length), Optional.ofNullable(judged));
      }
      int sizeBytes = file.bytes().length;
      for (int cut = Math.max(0, sizeBytes - TAIL_BYTES); cut < sizeBytes; cut++) {
        cut(file, seed, cut, Optional.empty());
      }
    }
  }

  private void cut(LiveFile file, long seed, int cut, Optional<Path> judged) {
    try {
      assertKeeps(file, cut, judged);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          "-Dkinora.seed=%d, %s with %s, %d bytes cut to %d: %s"
              .formatted(
                  seed, file.take().clips(), file.take().options(), file.bytes().length, cut, e),
          e);
    }
  }

  /**
   * What is found must not be less than what was flushed; of some cuts a file is written, and
   * judged where there is a place for it.
   */
  private void assertKeeps(LiveFile file, int cut, Optional<Path> judged) throws IOException {
    List<Integer> least = file.least(cut);
    recovery.accepts(ByteBuffer.wrap(file.bytes(), 0, Math.min(HEAD_BYTES, cut)).slice());
    MemoryFile out = MemoryFile.empty();
    try {
      Salvage salvage = recovery.examine(MemoryFile.of(file.bytes(), cut));
      assertFound(salvage.report(), least, cut);
      if (judged.isPresent() || cut % CUTS_A_FILE == 0) {
        salvage.writeTo(out, written -> {});
      }
    } catch (MediaException e) {
      assertTrue(least.stream().allMatch(count -> count == 0), () -> least + " are safe: " + e);
      return;
    }
    if (judged.isPresent()) {
      Files.write(judged.get(), out.toByteArray());
      ContainerJudge.ofRecovered(judged.get(), muxer.behaviour(), least)
          .assertBeginnings(file.take().clips(), least);
      FileRules.check(judged.get()).assertKept();
    }
  }

  private static void assertFound(SalvageReport report, List<Integer> least, int cut) {
    for (int i = 0; i < least.size(); i++) {
      long found = i < report.tracks().size() ? report.tracks().get(i).samples() : 0;
      long safe = least.get(i);
      assertTrue(found >= safe, () -> "%d samples are safe: %s".formatted(safe, report));
    }
    assertTrue(report.keptBytes() + report.lostBytes() <= cut, report::toString);
  }

  /** Writes a take with a flush now and then, and once more at the end if it is not finished. */
  private LiveFile write(Path dir, long seed, boolean finished) throws IOException {
    Path clips = Files.createDirectories(dir.resolve("clips"));
    LiveTake take = LiveTake.of(muxer, new RealClips(clips), seed, ROUNDS);
    List<Mark> marks = new ArrayList<>();
    MemoryFile out = MemoryFile.empty();
    try (MuxerSession session =
        MuxerSession.open(muxer.factory(), out, MuxerSession.live(take.clips(), take.options()))) {
      List<Turn> turns = session.addAll(take.clips());
      for (int i = 0; i < turns.size(); i++) {
        session.writeTurns(turns.subList(i, i + 1));
        if (i % FLUSH_EVERY == FLUSH_EVERY - 1) {
          session.muxer().flush();
          marks.add(
              new Mark(
                  out.size(), MuxerSession.counts(turns.subList(0, i + 1), take.clips().size())));
        }
      }
      if (finished) {
        session.muxer().finish();
      }
    }
    return new LiveFile(take, out.toByteArray(), marks);
  }

  private String extension() {
    return muxer.behaviour().extension();
  }
}
