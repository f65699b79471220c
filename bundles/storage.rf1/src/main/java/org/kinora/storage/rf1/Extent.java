package org.kinora.storage.rf1;

/** What a run of pictures takes of a segment's three limits. */
record Extent(long ticks, long bytes, long entries) {
  static final Extent NOTHING = new Extent(0, 0, 0);

  Extent plus(Extent other) {
    return new Extent(ticks + other.ticks, bytes + other.bytes, entries + other.entries);
  }

  Extent minus(Extent other) {
    return new Extent(ticks - other.ticks, bytes - other.bytes, entries - other.entries);
  }

  /** The greater of each. */
  Extent max(Extent other) {
    return new Extent(
        Math.max(ticks, other.ticks),
        Math.max(bytes, other.bytes),
        Math.max(entries, other.entries));
  }

  /** Whether a segment can hold it. */
  boolean fits() {
    return ticks <= Entry.MOST_TICKS && bytes <= Entry.MOST_BYTES && entries <= Entry.MOST_ENTRIES;
  }
}
