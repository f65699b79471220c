package org.kinora.storage.jsonl;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;

/** Turns the lines of an index, or of a part of it, into samples, in one pass. */
final class IndexLoading implements LineSink {
  private final StreamFiles files;
  private final long dataBytes;
  private final Clock clock;
  private final Faults faults;
  private final SampleTable.Builder builder = SampleTable.builder();
  private long originUs;
  private long lines;
  private long badLines;
  private boolean decodeTimesFall;
  private boolean reordered;
  private long lastDecodeUs = Long.MIN_VALUE;
  private long lastTimestampUs;
  private long lastEnd;
  private long endOffset;
  private int codedWidth;
  private int codedHeight;
  private @Nullable String codec;

  /**
   * @param dataBytes the size of the data file
   */
  IndexLoading(StreamFiles files, long dataBytes, Clock clock, Faults faults) {
    this.files = files;
    this.dataBytes = dataBytes;
    this.clock = clock;
    this.faults = faults;
    originUs = clock.originUs(0);
  }

  @Override
  public void line(IndexLine line) {
    lines++;
    if (line.endOffset() > dataBytes) {
      fault(
          Severity.LOSS,
          line,
          () ->
              "bytes %d to %d of %s are not there, it has %d; the sample is dropped"
                  .formatted(line.offset, line.endOffset(), files.data, dataBytes));
      return;
    }
    boolean key = line.isKey(!files.arePictures());
    if (builder.count() == 0) {
      first(line, key);
    } else if (faults.areHeard()) {
      compare(line);
    }
    long decodeUs = decodeUs(line);
    decodeTimesFall |= decodeUs < lastDecodeUs;
    reordered |= decodeUs != line.timestampUs;
    lastDecodeUs = decodeUs;
    lastTimestampUs = line.timestampUs;
    lastEnd = line.endOffset();
    endOffset = Math.max(endOffset, lastEnd);
    builder.add(
        line.timestampUs - originUs,
        decodeUs - originUs,
        line.durationUs,
        line.offset,
        (int) line.sizeBytes,
        key);
  }

  private static long decodeUs(IndexLine line) {
    boolean stated = line.decodeTimestampUs != MediaTime.UNKNOWN;
    return stated ? line.decodeTimestampUs : line.timestampUs;
  }

  private void first(IndexLine line, boolean key) {
    originUs = clock.originUs(line.timestampUs);
    codedWidth = line.codedWidth;
    codedHeight = line.codedHeight;
    codec = line.codec;
    if (!key) {
      fault(Severity.LOSS, line, () -> "the first sample is no key frame; it cannot be decoded");
    }
    checkAlone(line);
  }

  /** Looks for what one line says against the one before. */
  private void compare(IndexLine line) {
    checkAlone(line);
    if (decodeUs(line) < lastDecodeUs) {
      fault(
          Severity.WARNING,
          line,
          () ->
              "decode time %d is less than %d before it; the order of the lines is kept"
                  .formatted(decodeUs(line), lastDecodeUs));
    } else if (line.timestampUs == lastTimestampUs) {
      fault(Severity.NOTE, line, () -> "timestamp %d stands twice".formatted(line.timestampUs));
    }
    boolean sized = line.codedWidth > 0 && line.codedHeight > 0;
    if (sized && (line.codedWidth != codedWidth || line.codedHeight != codedHeight)) {
      fault(
          Severity.NOTE,
          line,
          () ->
              "picture of %dx%d, the first was %dx%d"
                  .formatted(line.codedWidth, line.codedHeight, codedWidth, codedHeight));
    }
  }

  /** Looks at what every line should do: say one thing, begin where the last sample ended. */
  private void checkAlone(IndexLine line) {
    if (line.offset != lastEnd && !files.areEvents()) {
      fault(
          Severity.WARNING,
          line,
          () ->
              (line.offset < lastEnd
                      ? "offset %d lies before %d, where the last sample ends"
                      : "offset %d lies behind %d, where the last sample ends")
                  .formatted(line.offset, lastEnd));
    }
    if (line.contradictsItself()) {
      fault(
          Severity.NOTE,
          line,
          () -> "type and isKeyframe contradict each other; it is a key frame");
    }
    if (line.sizeBytes == 0) {
      fault(Severity.NOTE, line, () -> "the sample has no bytes");
    }
  }

  @Override
  public void odd(Oddity oddity, long number, long at, String problem) {
    String place = place(number, at);
    switch (oddity) {
      case BAD_LINE -> {
        badLines++;
        faults.add(Severity.LOSS, place, () -> "the line is skipped: %s".formatted(problem));
      }
      case TORN_LINE ->
          faults.add(
              Severity.LOSS,
              place,
              () -> "the last line is torn and dropped: %s".formatted(problem));
      case ZEROS -> faults.add(Severity.WARNING, place, () -> "zero bytes are passed over");
    }
  }

  private void fault(Severity severity, IndexLine line, Supplier<String> message) {
    if (faults.areHeard()) {
      faults.add(severity, place(line.number, line.at), message);
    }
  }

  private String place(long number, long at) {
    return files.index + ", line " + number + ", offset " + at;
  }

  /**
   * Looks at what the whole index and the data say of each other.
   *
   * @throws MediaException INDEX_PARSE_ERROR if it has lines and none is usable; DATA_RANGE_ERROR
   *     if it has samples and the data none of them
   */
  void checkSamples(Path file) throws MediaException {
    if (lines == 0 && badLines > 0) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR,
          "%s has %d lines and none is usable".formatted(file, badLines));
    }
    if (lines > 0 && builder.count() == 0) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "%s lists %d samples; %s has %d bytes and holds none of them"
              .formatted(file, lines, files.data, dataBytes));
    }
    if (dataBytes > endOffset && !files.areEvents()) {
      faults.add(
          Severity.NOTE,
          files.data + ", offset " + endOffset,
          () ->
              "%d bytes behind the last sample have no line in %s"
                  .formatted(dataBytes - endOffset, files.index));
    }
  }

  /** What was found. Nothing can be added after it. */
  LoadedIndex finish() {
    SampleTable table = builder.build();
    return new LoadedIndex(
        decodeTimesFall ? table.withRisingDecodeTimes() : table,
        !decodeTimesFall && !reordered,
        originUs,
        lines,
        table.count() == 0 ? originUs : lastTimestampUs,
        endOffset,
        codedWidth,
        codedHeight,
        codec);
  }
}
