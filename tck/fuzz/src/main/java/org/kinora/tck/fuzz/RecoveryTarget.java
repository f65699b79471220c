package org.kinora.tck.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.media.SalvageReport;
import org.kinora.media.SalvageReport.TrackReport;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.Salvage;
import org.kinora.tck.support.MemoryFile;

/**
 * A file that was cut off, and worse. What is found is written, and what was written must be whole
 * and hold as many samples.
 *
 * @param name of the target
 * @param recovery that is tested
 * @param seeds files, finished and cut
 */
record RecoveryTarget(String name, FileRecovery recovery, List<byte[]> seeds) implements Target {
  private static final int HEAD_BYTES = 4096;

  /** A sample takes its bytes and an index entry, if it can be told from others at all. */
  private static final int GROWTH_MAX = 64;

  private static final long HEADERS_MAX_BYTES = 1 << 20;

  @Override
  public void accept(byte[] input) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(input, 0, Math.min(input.length, HEAD_BYTES));
    boolean accepted = recovery.accepts(head.slice().asReadOnlyBuffer());
    Salvage salvage;
    try {
      salvage = recovery.examine(MemoryFile.of(input, input.length));
    } catch (IOException e) {
      check(e.getMessage() != null, "an error says nothing: " + e);
      return;
    }
    check(accepted, "what is not accepted is recovered");
    SalvageReport report = salvage.report();
    checkReport(report, input.length);
    MemoryFile out = MemoryFile.limitedTo(GROWTH_MAX * (long) input.length + HEADERS_MAX_BYTES);
    try {
      salvage.writeTo(out, bytes -> check(bytes >= 0, "progress of " + bytes + " bytes"));
    } catch (IOException e) {
      check(e.getMessage() != null, "an error says nothing: " + e);
      return;
    }
    checkWritten(report, out.toByteArray());
  }

  private static void checkReport(SalvageReport report, int sizeBytes) {
    check(
        report.keptBytes() >= 0
            && report.lostBytes() >= 0
            && report.keptBytes() + report.lostBytes() == sizeBytes,
        "of " + sizeBytes + " bytes are kept and lost: " + report);
    check(report.durationUs() >= 0, "the duration is negative: " + report);
    check(samples(report) >= 0, "samples are negative: " + report);
    check(samples(report) <= sizeBytes, "more samples than bytes: " + report);
  }

  private void checkWritten(SalvageReport report, byte[] written) throws IOException {
    SalvageReport again = recovery.examine(MemoryFile.of(written, written.length)).report();
    check(again.whole(), "what was recovered is not whole: " + again);
    check(
        samples(again) == samples(report),
        "of " + samples(report) + " samples are written " + samples(again));
  }

  private static long samples(SalvageReport report) {
    return report.tracks().stream().mapToLong(TrackReport::samples).sum();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
