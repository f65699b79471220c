package org.kinora.tck.support.disk;

import java.util.OptionalLong;

/**
 * What goes wrong with a disk. Operations and reads are counted from 0; an operation is a call that
 * changes or syncs something.
 *
 * @param powerLossAt the operation in which the power goes; -1 for none. A sync does not happen;
 *     anything else does, unsynced
 * @param failureAt the operation that fails; -1 for none. A failed write leaves half of its bytes.
 *     A failed sync gives up what it covered, as Linux does: it stays to be seen, it never becomes
 *     durable, and the next sync succeeds
 * @param readFailureAt the read of a file, or of a directory's names, that fails; -1 for none
 * @param syncsUntil the operation from which syncs only say that they happened
 * @param sizeBytes how much the sectors of all files may take
 * @param shortTransfers seed of how many of the wanted bytes a read or write moves, at least one;
 *     empty if it moves all
 */
public record DiskFaults(
    int powerLossAt,
    int failureAt,
    int readFailureAt,
    int syncsUntil,
    long sizeBytes,
    OptionalLong shortTransfers) {
  private static final int NEVER = -1;
  private static final int ALWAYS = Integer.MAX_VALUE;
  private static final long ANY = Long.MAX_VALUE;

  /** Everything works. */
  public static final DiskFaults NONE =
      new DiskFaults(NEVER, NEVER, NEVER, ALWAYS, ANY, OptionalLong.empty());

  private static DiskFaults of(int powerLossAt, int failureAt, int readFailureAt) {
    return new DiskFaults(powerLossAt, failureAt, readFailureAt, ALWAYS, ANY, OptionalLong.empty());
  }

  /** The power goes in an operation. */
  public static DiskFaults powerLossAt(int operation) {
    return of(operation, NEVER, NEVER);
  }

  /** An operation fails; the others work. */
  public static DiskFaults failureAt(int operation) {
    return of(NEVER, operation, NEVER);
  }

  /** A read fails; the others work. */
  public static DiskFaults readFailureAt(int read) {
    return of(NEVER, NEVER, read);
  }

  /** From an operation on, the drive says that it synced and did not. */
  public static DiskFaults lyingFrom(int operation) {
    return new DiskFaults(NEVER, NEVER, NEVER, operation, ANY, OptionalLong.empty());
  }

  /** There is room for this much. */
  public static DiskFaults fullAt(long sizeBytes) {
    return new DiskFaults(NEVER, NEVER, NEVER, ALWAYS, sizeBytes, OptionalLong.empty());
  }

  /** Reads and writes move fewer bytes than asked for. */
  public static DiskFaults shortTransfers(long seed) {
    return new DiskFaults(NEVER, NEVER, NEVER, ALWAYS, ANY, OptionalLong.of(seed));
  }
}
