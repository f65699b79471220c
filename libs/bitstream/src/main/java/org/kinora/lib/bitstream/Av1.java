package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaException;

/**
 * AV1 open bitstream units in low-overhead format (AV1 Bitstream Specification, section 5.3) and
 * the {@code av1C} configuration (AV1 Codec ISO Media File Format Binding, section 2.3).
 */
public final class Av1 {
  private static final int OBU_SEQUENCE_HEADER = 1;
  private static final int OBU_TEMPORAL_DELIMITER = 2;
  private static final int HAS_SIZE = 2;
  private static final int HAS_EXTENSION = 4;

  private Av1() {}

  /**
   * What a sequence header says.
   *
   * @param profile 0 main, 1 high, 2 professional
   * @param level seq_level_idx of the first operating point
   * @param highTier seq_tier of the first operating point
   * @param bits of a component: 8, 10 or 12
   * @param chromaPosition chroma_sample_position
   * @param width largest width in pixels
   * @param height largest height in pixels
   */
  public record SequenceHeader(
      int profile,
      int level,
      boolean highTier,
      int bits,
      boolean monochrome,
      boolean subsampledX,
      boolean subsampledY,
      int chromaPosition,
      ColorInfo color,
      int width,
      int height) {}

  /** One unit within a buffer: its type, where it begins, its payload, where it ends. */
  private record Obu(int type, int start, int payload, int end) {
    /** Reads the unit at {@code start}; null if it does not fit the buffer. */
    static @Nullable Obu at(ByteBuffer data, int start) {
      int header = data.get(start);
      if (header < 0) { // forbidden bit
        return null;
      }
      int at = start + 1 + ((header & HAS_EXTENSION) == 0 ? 0 : 1);
      int type = (header >> 3) & 0xF;
      if ((header & HAS_SIZE) == 0) {
        return at <= data.limit() ? new Obu(type, start, at, data.limit()) : null;
      }
      long size = 0;
      for (int i = 0; i < 8 && at < data.limit(); i++) {
        int next = data.get(at++);
        size |= (next & 0x7FL) << (7 * i);
        if (next >= 0) {
          return size <= data.limit() - at ? new Obu(type, start, at, at + (int) size) : null;
        }
      }
      return null;
    }
  }

  /**
   * Finds and parses the sequence header of a temporal unit. Every key frame that a stream can be
   * entered at has one.
   *
   * @return empty if there is none or the units do not fit the buffer
   */
  public static Optional<SequenceHeader> parse(ByteBuffer data) {
    try {
      Obu unit = sequenceHeader(data);
      return unit == null ? Optional.empty() : Optional.of(header(data, unit));
    } catch (MediaException broken) {
      return Optional.empty();
    }
  }

  /**
   * Builds an {@code av1C} payload from a temporal unit that has a sequence header.
   *
   * @return empty if it has none
   */
  public static Optional<Blob> av1C(ByteBuffer data) {
    Optional<SequenceHeader> parsed = parse(data);
    Obu unit = sequenceHeader(data);
    if (parsed.isEmpty() || unit == null) {
      return Optional.empty();
    }
    SequenceHeader header = parsed.get();
    int flags =
        (header.highTier ? 0x80 : 0)
            | (header.bits > 8 ? 0x40 : 0)
            | (header.bits == 12 ? 0x20 : 0)
            | (header.monochrome ? 0x10 : 0)
            | (header.subsampledX ? 8 : 0)
            | (header.subsampledY ? 4 : 0)
            | header.chromaPosition;
    ConfigWriter out = new ConfigWriter("av1C");
    out.u8(0x81).u8((header.profile << 5) | header.level).u8(flags).u8(0);
    out.bytes(Blob.of(data.duplicate().limit(unit.end).position(unit.start)));
    return Optional.of(out.blob());
  }

  /**
   * Parses the sequence header within an {@code av1C} payload.
   *
   * @return empty if it holds none
   */
  public static Optional<SequenceHeader> parseAv1C(Blob av1C) {
    return av1C.size() < 4 ? Optional.empty() : parse(av1C.buffer().position(4));
  }

  /**
   * Moves the position behind a leading temporal delimiter, which containers leave out (AV1 in
   * Matroska and in ISO files alike).
   */
  public static void skipTemporalDelimiter(ByteBuffer data) {
    Obu first = data.hasRemaining() ? Obu.at(data, data.position()) : null;
    if (first != null && first.type == OBU_TEMPORAL_DELIMITER) {
      data.position(first.end);
    }
  }

  private static @Nullable Obu sequenceHeader(ByteBuffer data) {
    for (int at = data.position(); at < data.limit(); ) {
      Obu unit = Obu.at(data, at);
      if (unit == null || unit.type == OBU_SEQUENCE_HEADER) {
        return unit;
      }
      at = unit.end;
    }
    return null;
  }

  private static SequenceHeader header(ByteBuffer data, Obu unit) throws MediaException {
    ByteBuffer payload = data.duplicate().limit(unit.end).position(unit.payload);
    return new Av1SequenceParser(new BitReader(payload, "AV1 sequence header")).parse();
  }
}
