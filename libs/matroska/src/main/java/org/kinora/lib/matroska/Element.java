package org.kinora.lib.matroska;

/**
 * The header of an EBML element (RFC 8794, section 5).
 *
 * @param id with its marker bits
 * @param at where the ID begins
 * @param dataAt where its data begins
 * @param sizeBytes of its data, as it says; {@link #UNKNOWN_SIZE} if it does not
 */
public record Element(int id, long at, long dataAt, long sizeBytes) {
  /** The size of an element that ends where something begins that cannot be in it. */
  public static final long UNKNOWN_SIZE = -1;

  /** Whether it does not say how long it is. */
  public boolean isUnknownSize() {
    return sizeBytes == UNKNOWN_SIZE;
  }

  /** Where it says that it ends; it must say so. A size has 56 bits: this cannot overflow. */
  public long end() {
    return dataAt + sizeBytes;
  }

  /** Whether it says where it ends, and that is not behind the place. */
  public boolean endsBy(long place) {
    return !isUnknownSize() && end() <= place;
  }
}
