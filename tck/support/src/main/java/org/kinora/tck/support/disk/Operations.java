package org.kinora.tck.support.disk;

import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Counts what is done with a disk and lets it go wrong as planned. */
final class Operations {
  static final String BROKEN = "Input/output error";
  static final String FULL = "No space left on device";

  private final DiskFaults faults;
  private final @Nullable Random lengths;
  private int count;
  private int reads;
  private long usedBytes;
  private boolean powerIsGone;

  Operations(DiskFaults faults) {
    this.faults = faults;
    lengths = faults.shortTransfers().isPresent() ? seeded(faults) : null;
  }

  private static Random seeded(DiskFaults faults) {
    return new Random(faults.shortTransfers().orElseThrow());
  }

  int count() {
    return count;
  }

  int reads() {
    return reads;
  }

  long usedBytes() {
    return usedBytes;
  }

  void checkPower() throws PowerLoss {
    if (powerIsGone) {
      throw new PowerLoss();
    }
  }

  /** Begins an operation; tells whether it is to fail. */
  boolean begin() throws PowerLoss {
    checkPower();
    return count == faults.failureAt();
  }

  /** Ends an operation, whose effect is there as far as it is to be. */
  void end(boolean fails) throws IOException {
    if (count++ == faults.powerLossAt()) {
      powerIsGone = true;
      throw new PowerLoss();
    }
    if (fails) {
      throw new IOException(BROKEN);
    }
  }

  /** Whether the sync that just ended was one. */
  boolean isSynced() {
    return count <= faults.syncsUntil();
  }

  /** Counts a read. */
  void read() throws IOException {
    checkPower();
    if (reads++ == faults.readFailureAt()) {
      throw new IOException(BROKEN);
    }
  }

  /** How many of the wanted bytes are moved. */
  int moved(int wantedBytes) {
    return lengths == null || wantedBytes <= 1 ? wantedBytes : 1 + lengths.nextInt(wantedBytes);
  }

  /** Takes room for a sector; tells whether there was any. */
  boolean take(int bytes) {
    boolean fits = usedBytes + bytes <= faults.sizeBytes();
    usedBytes += fits ? bytes : 0;
    return fits;
  }

  void giveBack(long bytes) {
    usedBytes -= bytes;
  }
}
