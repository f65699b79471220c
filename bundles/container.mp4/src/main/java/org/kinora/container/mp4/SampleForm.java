package org.kinora.container.mp4;

import java.nio.ByteBuffer;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/**
 * How the samples of a track lie in an MP4 file: their bytes, and the sample entry that describes
 * them. Belongs to one track and one thread.
 */
interface SampleForm {
  /**
   * The bytes to store for the next sample.
   *
   * @param data left as it is
   * @return {@code data}, or a buffer that is valid until the next call
   * @throws MediaException DECODE_ERROR if the sample does not tell what its entry must say
   */
  ByteBuffer stored(ByteBuffer data) throws MediaException;

  /** The sample entry, a whole box, of the sample that was stored last. */
  Blob entry();

  /** Samples that are stored as they are, under an entry that is known beforehand. */
  record Fixed(Blob entry) implements SampleForm {
    @Override
    public ByteBuffer stored(ByteBuffer data) {
      return data;
    }
  }
}
