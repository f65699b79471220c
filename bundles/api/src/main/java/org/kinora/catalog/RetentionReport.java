package org.kinora.catalog;

import java.util.List;

/**
 * What a policy came to.
 *
 * @param removed what was deleted, or would be, oldest first
 * @param kept what the policy gives up and never deletes, with the reason
 * @param failed what could not be deleted, with the reason
 * @param bytesBefore what the policy counts, before
 * @param bytesAfter and after
 */
public record RetentionReport(
    List<Removal> removed,
    List<Removal> kept,
    List<Removal> failed,
    long bytesBefore,
    long bytesAfter) {
  /** Copies the lists. */
  public RetentionReport {
    removed = List.copyOf(removed);
    kept = List.copyOf(kept);
    failed = List.copyOf(failed);
  }
}
