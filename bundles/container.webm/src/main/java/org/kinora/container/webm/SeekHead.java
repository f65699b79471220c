package org.kinora.container.webm;

import java.nio.ByteBuffer;
import org.kinora.lib.matroska.MatroskaId;

/** Where the elements of the first level lie (RFC 9559, section 5.1.1). */
final class SeekHead {
  /** Its size, the same for all positions. */
  static final int BYTES = element(0, 0, 0).length;

  private SeekHead() {}

  /** Positions count from the start of the segment's data. */
  static byte[] element(long info, long tracks, long cues) {
    return Ebml.element(
        MatroskaId.SEEK_HEAD,
        seek(MatroskaId.INFO, info),
        seek(MatroskaId.TRACKS, tracks),
        seek(MatroskaId.CUES, cues));
  }

  private static byte[] seek(int id, long position) {
    byte[] idBytes = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    return Ebml.element(
        MatroskaId.SEEK,
        Ebml.element(MatroskaId.SEEK_ID, idBytes),
        Ebml.wideUint(MatroskaId.SEEK_POSITION, position));
  }
}
