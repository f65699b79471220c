package org.kinora.dataset.shards;

/** What becomes of the rest of a recording that is shorter than a chunk. */
enum Tail {
  /** It is a chunk of its own. */
  KEEP,
  /** It is left out, and a recording shorter than a chunk altogether. */
  DROP,
  /** It belongs to the chunk before it, if there is one. */
  MERGE
}
