package org.kinora.spi.container;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.function.LongConsumer;
import org.kinora.media.SalvageReport;
import org.osgi.annotation.versioning.ConsumerType;

/** What a cut file still holds. One thread at a time. */
@ConsumerType
public interface Salvage {
  /** What was found. */
  SalvageReport report();

  /**
   * Writes all that was found as a finished file; the bytes of every sample stay as they are.
   *
   * @param out empty, at position 0; stays the caller's
   * @param progress is told how many bytes were written so far, at least every 16 MiB; what it
   *     throws ends the work
   * @throws IOException what the channels throw
   */
  void writeTo(SeekableByteChannel out, LongConsumer progress) throws IOException;
}
