package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.kinora.container.webm.ElementReader.Element;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
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
  private static final int HEAD_BYTES = 4096;
  private static final Set<String> DOC_TYPES = Set.of("webm", "matroska");

  /** Called by Declarative Services. */
  public MatroskaRecovery() {}

  @Override
  public boolean accepts(ByteBuffer head) {
    return docType(head.duplicate()).filter(DOC_TYPES::contains).isPresent();
  }

  @Override
  public Salvage examine(SeekableByteChannel in) throws IOException {
    SourceFile file = new SourceFile(in);
    ElementReader reader = new ElementReader(file);
    String docType =
        docType(file.peek(0, HEAD_BYTES))
            .filter(DOC_TYPES::contains)
            .orElseThrow(() -> unreadable("no EBML header that says webm or matroska"));
    long headerEnd =
        reader.element(0, reader.sizeBytes()).map(Element::end).orElse(reader.sizeBytes());
    Element segment =
        reader
            .element(headerEnd, reader.sizeBytes())
            .filter(element -> element.id() == MatroskaId.SEGMENT)
            .orElseThrow(() -> unreadable("no Segment at byte " + headerEnd));
    FoundSegment found = new FoundSegment(reader);
    SegmentScan.Extent extent = new SegmentScan(reader, segment).walk(found);
    found.trackEntries();
    return new MatroskaSalvage(reader, docType, segment, found, extent);
  }

  private static MediaException unreadable(String why) {
    return new MediaException(MediaError.INDEX_PARSE_ERROR, "matroska: " + why);
  }

  /** The DocType of the EBML header that a file begins with (RFC 8794, section 11.2.7). */
  private static Optional<String> docType(ByteBuffer head) {
    Optional<Element> header = ElementReader.parse(head, head.position());
    if (header.isEmpty() || header.get().id() != MatroskaId.EBML) {
      return Optional.empty();
    }
    long end = Math.min(header.get().end(), head.limit());
    long at = header.get().dataAt();
    while (at < end) {
      Optional<Element> child = ElementReader.parse(head.position((int) at), at);
      if (child.isEmpty() || child.get().end() > end) {
        return Optional.empty();
      }
      if (child.get().id() == MatroskaId.DOC_TYPE) {
        int sizeBytes = (int) child.get().sizeBytes();
        ByteBuffer text = head.slice((int) child.get().dataAt(), Math.max(0, sizeBytes));
        return Optional.of(StandardCharsets.US_ASCII.decode(text).toString().replace("\0", ""));
      }
      at = child.get().end();
    }
    return Optional.empty();
  }
}
