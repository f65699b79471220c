package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;

/**
 * One rule that makes better rows of a chunk's rows. It sees one chunk only, so that chunks can be
 * processed in any order and by any number of workers.
 */
interface Step {
  /** Its name in the metadata. */
  String name();

  /** Changes whenever the same rows and parameters give other rows. */
  int version();

  /** All numbers that its result depends on, with units in their names. */
  Map<String, ?> parameters();

  /** New rows; those that stay keep their order. */
  List<ActionRow> apply(List<ActionRow> rows, ChunkSpan span);
}
