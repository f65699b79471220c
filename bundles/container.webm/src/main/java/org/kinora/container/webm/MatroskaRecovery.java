package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.kinora.lib.matroska.MatroskaFile;
import org.kinora.lib.matroska.SegmentScan;
import org.kinora.lib.output.SourceFile;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.RecoveryType;
import org.kinora.spi.container.Salvage;
import org.osgi.service.component.annotations.Component;

/**
 * Makes WebM and Matroska files whole, ours and others': those that a crash cut off, and streams
 * that never said how long they are, such as a browser's recorder makes.
 */
@Component
@RecoveryType(container = {"webm", "mkv", "mka"})
public final class MatroskaRecovery implements FileRecovery {
  /** Called by Declarative Services. */
  public MatroskaRecovery() {}

  @Override
  public boolean accepts(ByteBuffer head) {
    return MatroskaFile.accepts(head);
  }

  @Override
  public Salvage examine(SeekableByteChannel in) throws IOException {
    MatroskaFile file = MatroskaFile.open(new SourceFile(in));
    FoundSegment found = new FoundSegment(file.reader());
    SegmentScan.Extent extent = new SegmentScan(file.reader(), file.segment()).walk(found);
    found.head().trackEntries();
    return new MatroskaSalvage(file, found, extent);
  }
}
