package org.kinora.storage.jsonl;

import org.jspecify.annotations.Nullable;
import org.kinora.lib.index.SampleTable;

/**
 * An index that was read, or a part of one.
 *
 * @param table its samples; a sample's position is its offset in the data file
 * @param inOrder whether samples are presented in the order in which they lie there
 * @param originUs what was taken off every timestamp
 * @param lines usable lines, those beyond the data included
 * @param lastTimestampUs as the last sample's line states it; the origin without samples
 * @param endOffset where the last sample ends in the data file
 * @param codedWidth as the first sample's line states it, or 0
 * @param codedHeight as the first sample's line states it, or 0
 * @param codec as the first sample's line states it
 */
record LoadedIndex(
    SampleTable table,
    boolean inOrder,
    long originUs,
    long lines,
    long lastTimestampUs,
    long endOffset,
    int codedWidth,
    int codedHeight,
    @Nullable String codec) {
  /** The number of the first key frame; the number of samples if there is none. */
  int firstKeyframe() {
    int first = 0;
    while (first < table.count() && !table.isKeyframe(first)) {
      first++;
    }
    return first;
  }
}
