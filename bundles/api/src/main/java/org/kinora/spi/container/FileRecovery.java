package org.kinora.spi.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes files of a container whole that a crash or a full disk cut off. A stateless service, safe
 * for many threads; register it with {@link RecoveryType}.
 */
@ConsumerType
public interface FileRecovery {
  /**
   * Whether a file that begins so may be one of this container's.
   *
   * @param head the first 4,096 bytes, or all if there are less; lent until this call returns
   */
  boolean accepts(ByteBuffer head);

  /**
   * Finds what can be recovered.
   *
   * @param in readable; stays the caller's, who closes it after the last use of the result; nothing
   *     else writes the file meanwhile
   * @throws org.kinora.media.MediaException INDEX_NOT_FOUND if the index was in the part that is
   *     lost, so that samples cannot be told apart; INDEX_PARSE_ERROR if nothing can be understood;
   *     LIMIT_EXCEEDED
   */
  Salvage examine(SeekableByteChannel in) throws IOException;
}
