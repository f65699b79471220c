package org.kinora.catalog.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.database.Entry.Piece;

/**
 * What a policy gives up, worked out without touching the disk. Pieces are taken by their end,
 * oldest first, until one is young enough and the rest is small enough: no more than the most that
 * may be kept or, once that was exceeded, than the low mark.
 */
final class Retention {
  private static final Comparator<Due> OLDEST_FIRST =
      Comparator.<Due>comparingLong(due -> due.piece().endedUs())
          .thenComparing(due -> due.entry().path())
          .thenComparing(due -> due.piece().id());

  private final RetentionPolicy policy;
  private final long nowUs;
  private final List<Due> due = new ArrayList<>();
  private final long bytesBefore;

  /**
   * A piece that the policy gives up.
   *
   * @param whole whether the recording goes with it: it is the recording, or its last segment
   * @param allocatedBytes that go with it
   * @param obstacle why it stays all the same, where it does
   */
  record Due(
      Entry entry, Piece piece, boolean whole, long allocatedBytes, Optional<String> obstacle) {
    Due kept(String why) {
      return new Due(entry, piece, whole, allocatedBytes, Optional.of(why));
    }
  }

  Retention(Collection<Entry> entries, RetentionPolicy policy, long nowUs) {
    this.policy = policy;
    this.nowUs = nowUs;
    List<Entry> counted =
        entries.stream()
            .filter(entry -> !entry.isBroken())
            .filter(entry -> policy.stream().map(entry.stream()::equals).orElse(true))
            .toList();
    bytesBefore = counted.stream().mapToLong(entry -> entry.files().allocatedBytes()).sum();
    choose(
        counted.stream()
            .flatMap(entry -> pieces(entry).stream())
            .sorted(OLDEST_FIRST)
            .collect(Collectors.toList()));
  }

  private void choose(List<Due> pieces) {
    long remaining = bytesBefore;
    long oldestUs = policy.maxAge().map(age -> nowUs - age.toNanos() / 1000).orElse(Long.MIN_VALUE);
    long most = policy.maxBytes().orElse(Long.MAX_VALUE);
    for (Due piece : pieces) {
      if (piece.piece().endedUs() >= oldestUs) {
        if (remaining <= most) {
          return;
        }
        most = policy.lowBytes().orElse(most);
      }
      due.add(piece);
      if (piece.obstacle().isEmpty()) {
        remaining -= piece.allocatedBytes();
      }
    }
  }

  /** The pieces of a recording, the last one with everything that belongs to no other. */
  private List<Due> pieces(Entry entry) {
    List<Piece> pieces =
        entry.pieces().stream().sorted(Comparator.comparingLong(Piece::endedUs)).toList();
    List<Due> all = new ArrayList<>();
    long rest = entry.files().allocatedBytes();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      boolean last = i == pieces.size() - 1;
      all.add(
          new Due(
              entry,
              piece,
              last,
              last ? rest : piece.allocatedBytes(),
              obstacle(entry, piece, last)));
      rest -= piece.allocatedBytes();
    }
    return all;
  }

  /** Why a piece must not be deleted. */
  private Optional<String> obstacle(Entry entry, Piece piece, boolean last) {
    if (!entry.complete() && !piece.complete() && isRecent(piece.modifiedUs())) {
      return Optional.of("it is being written");
    }
    if (!piece.isWhole() && last && !entry.complete()) {
      return Optional.of("it is the last segment, which its recorder has not closed");
    }
    // any file counts: after a clock was set back, the newest segment is not the last
    if (!piece.isWhole() && last && isRecent(entry.files().modifiedUs())) {
      return Optional.of("it is the last segment of a stream that recorded a short while ago");
    }
    return Optional.empty();
  }

  private boolean isRecent(long modifiedUs) {
    return nowUs - modifiedUs < policy.quiet().toNanos() / 1000;
  }

  /** What is given up, oldest first, with and without an obstacle. */
  List<Due> due() {
    return due;
  }

  /** What the counted recordings take. */
  long bytesBefore() {
    return bytesBefore;
  }
}
