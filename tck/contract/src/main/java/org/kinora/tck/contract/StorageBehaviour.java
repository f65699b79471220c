package org.kinora.tck.contract;

import java.util.List;
import org.kinora.media.Track;

/**
 * What a storage format that writes promises. What it does not promise it must refuse.
 *
 * @param accepted sets of tracks that a recording may have, at least one
 * @param refused sets of tracks that it must refuse; may be empty
 * @param reorders whether decode times may differ from presentation times
 * @param timeToleranceUs by how much a time or duration may change on the way through the disk; 0
 *     where microseconds survive
 * @param checksummed whether a sample that the disk altered is noticed: what is read after a loss
 *     of power is what was written, or nothing
 * @param durable whether a recording outlives a loss of power from the moment that it is created,
 *     and what {@code flush()} acknowledged does; else all does after {@code finish()}
 */
public record StorageBehaviour(
    List<List<Track>> accepted,
    List<List<Track>> refused,
    boolean reorders,
    long timeToleranceUs,
    boolean checksummed,
    boolean durable) {
  /** Copies and checks. */
  public StorageBehaviour {
    accepted = List.copyOf(accepted);
    refused = List.copyOf(refused);
    if (accepted.isEmpty() || timeToleranceUs < 0) {
      throw new IllegalArgumentException(
          accepted.size() + " accepted track sets, tolerance " + timeToleranceUs);
    }
  }

  /** Decode order is presentation order and microseconds survive. */
  public static StorageBehaviour accepting(List<List<Track>> accepted) {
    return new StorageBehaviour(accepted, List.of(), false, 0, false, false);
  }

  /** The same, with sets that are refused. */
  public StorageBehaviour refusing(List<List<Track>> sets) {
    return new StorageBehaviour(accepted, sets, reorders, timeToleranceUs, checksummed, durable);
  }

  /** The same, with decode times that differ from presentation times. */
  public StorageBehaviour reordering() {
    return new StorageBehaviour(accepted, refused, true, timeToleranceUs, checksummed, durable);
  }

  /** The same, with times that may change. */
  public StorageBehaviour withinUs(long toleranceUs) {
    return new StorageBehaviour(accepted, refused, reorders, toleranceUs, checksummed, durable);
  }

  /** The same, with samples that are known to be what was written. */
  public StorageBehaviour withChecksums() {
    return new StorageBehaviour(accepted, refused, reorders, timeToleranceUs, true, durable);
  }

  /** The same, with a flush that waits for the disk. */
  public StorageBehaviour durably() {
    return new StorageBehaviour(accepted, refused, reorders, timeToleranceUs, checksummed, true);
  }
}
