package org.kinora.container.webm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.kinora.lib.matroska.Element;
import org.kinora.lib.matroska.ElementReader;
import org.kinora.lib.matroska.MatroskaFile;
import org.kinora.lib.matroska.MatroskaId;
import org.kinora.lib.matroska.SegmentScan.Extent;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.spi.container.Salvage;

/** What a Matroska file still holds. */
final class MatroskaSalvage implements Salvage {
  private static final int INFO_BYTES_MAX = 1 << 20;

  private final ElementReader reader;
  private final Element segment;
  private final FoundSegment found;
  private final SalvageReport report;

  MatroskaSalvage(MatroskaFile file, FoundSegment found, Extent extent) {
    reader = file.reader();
    segment = file.segment();
    this.found = found;
    String matroska = found.hasVideo() ? "mkv" : "mka";
    report =
        new SalvageReport(
            file.docType().equals("webm") ? file.docType() : matroska,
            extent.whole(),
            extent.end(),
            reader.sizeBytes() - extent.end(),
            (found.endNs() + 500) / 1_000,
            found.tracks().stream().map(FoundTrack::report).toList());
  }

  @Override
  public SalvageReport report() {
    return report;
  }

  @Override
  public void writeTo(SeekableByteChannel channel, LongConsumer progress) throws IOException {
    PatchableOutput out = new PatchableOutput(channel);
    reader.file().copy(0, report.whole() ? report.keptBytes() : segment.at(), out, progress);
    if (!report.whole()) {
      new FinishedSegment(reader, segment, found, out, progress).write(info());
    }
    out.flush();
    progress.accept(out.position());
  }

  /** The element Info as it is, but with the duration that was found. */
  private byte[] info() throws IOException {
    List<byte[]> parts = new ArrayList<>();
    Optional<Element> old = found.head().info();
    if (old.isPresent()) {
      addFacts(parts, old.get());
    } else {
      parts.add(Ebml.uint(MatroskaId.TIMESTAMP_SCALE, found.head().timestampScaleNs()));
      parts.add(Ebml.text(MatroskaId.MUXING_APP, SegmentWriter.APP));
      parts.add(Ebml.text(MatroskaId.WRITING_APP, SegmentWriter.APP));
    }
    if (found.endNs() > 0) {
      double ticks = (double) found.endNs() / found.head().timestampScaleNs();
      parts.add(Ebml.float64(MatroskaId.DURATION, ticks));
    }
    return Ebml.element(MatroskaId.INFO, Ebml.concat(parts));
  }

  private void addFacts(List<byte[]> parts, Element info) throws IOException {
    if (info.sizeBytes() > INFO_BYTES_MAX) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "matroska: Info at %d has %d bytes, at most %d are read"
              .formatted(info.at(), info.sizeBytes(), INFO_BYTES_MAX));
    }
    ByteBuffer data = ByteBuffer.allocate((int) info.sizeBytes());
    reader.file().read(info.dataAt(), data);
    data.flip();
    while (data.hasRemaining()) {
      Optional<Element> child = ElementReader.parse(data, data.position());
      if (child.isEmpty() || !child.get().endsBy(data.limit())) {
        return;
      }
      byte[] fact = new byte[(int) child.get().end() - data.position()];
      data.get(fact);
      int id = child.get().id();
      if (id != MatroskaId.DURATION && id != MatroskaId.CRC_32 && id != MatroskaId.VOID) {
        parts.add(fact);
      }
    }
  }
}
