package org.kinora.lib.matroska;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.output.SourceFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * A file and its first segment.
 *
 * @param docType {@code webm} or {@code matroska}
 * @param segment whose end may lie behind the file's
 */
public record MatroskaFile(ElementReader reader, String docType, Element segment) {
  private static final int HEAD_BYTES = 4096;
  private static final Set<String> DOC_TYPES = Set.of("webm", "matroska");

  /** Whether a file that begins like this, from the buffer's position on, is WebM or Matroska. */
  public static boolean accepts(ByteBuffer head) {
    return docType(head.slice()).isPresent();
  }

  /**
   * Finds the segment.
   *
   * @throws MediaException INDEX_PARSE_ERROR if the file is of another kind or has none
   */
  public static MatroskaFile open(SourceFile file) throws IOException {
    ElementReader reader = new ElementReader(file);
    String docType =
        docType(file.peek(0, HEAD_BYTES))
            .orElseThrow(() -> unreadable("no EBML header that says webm or matroska"));
    long headerEnd =
        reader.element(0, reader.sizeBytes()).map(Element::end).orElse(reader.sizeBytes());
    Element segment =
        reader
            .element(headerEnd, reader.sizeBytes())
            .filter(element -> element.id() == MatroskaId.SEGMENT)
            .orElseThrow(() -> unreadable("no Segment at byte " + headerEnd));
    return new MatroskaFile(reader, docType, segment);
  }

  private static MediaException unreadable(String why) {
    return new MediaException(MediaError.INDEX_PARSE_ERROR, "matroska: " + why);
  }

  /** The DocType of the EBML header that a file begins with (RFC 8794, section 11.2.7). */
  private static Optional<String> docType(ByteBuffer head) {
    Optional<Element> header = ElementReader.parse(head, 0);
    if (header.isEmpty() || header.get().id() != MatroskaId.EBML) {
      return Optional.empty();
    }
    long end = Math.min(header.get().end(), head.limit());
    long at = header.get().dataAt();
    while (at < end) {
      Optional<Element> child = ElementReader.parse(head.position((int) at), at);
      if (child.isEmpty() || !child.get().endsBy(end)) {
        return Optional.empty();
      }
      if (child.get().id() == MatroskaId.DOC_TYPE) {
        ByteBuffer text = head.slice((int) child.get().dataAt(), (int) child.get().sizeBytes());
        String docType = StandardCharsets.US_ASCII.decode(text).toString().replace("\0", "");
        return Optional.of(docType).filter(DOC_TYPES::contains);
      }
      at = child.get().end();
    }
    return Optional.empty();
  }
}
