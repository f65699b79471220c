package org.kinora.engine.thumbs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Writes the lowest and the highest number of each interval of a sound: version 2 of
 * audiowaveform's data format, 16 bits. See {@code docs/formats/thumbs.md}.
 */
final class PeakFile {
  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 24;
  private static final int LENGTH_AT = 16;
  private static final int BUFFER_BYTES = 1 << 16;

  private final SeekableByteChannel out;
  private final int channels;
  private final int framesPerInterval;
  private final ByteBuffer buffer;
  private final short[] lowest;
  private final short[] highest;

  /** Those that are in the file or the buffer. */
  private long intervals;

  /** Whether anything was heard in the one at work. */
  private boolean isHeard;

  /**
   * Begins a file.
   *
   * @param framesPerInterval samples of each channel that one interval spans
   */
  PeakFile(SeekableByteChannel out, int sampleRate, int channels, int framesPerInterval) {
    this.out = out;
    this.channels = channels;
    this.framesPerInterval = framesPerInterval;
    buffer =
        ByteBuffer.allocate(Math.max(BUFFER_BYTES, 4 * channels)).order(ByteOrder.LITTLE_ENDIAN);
    lowest = new short[channels];
    highest = new short[channels];
    buffer.putInt(VERSION).putInt(0).putInt(sampleRate).putInt(framesPerInterval);
    buffer.putInt(0).putInt(channels);
  }

  /**
   * Takes sound; what is between runs is silent.
   *
   * @param start the first frame, behind all that was taken before
   * @param numbers interleaved
   */
  void add(long start, ShortBuffer numbers) throws IOException {
    int frames = numbers.remaining() / channels;
    for (int i = 0; i < frames; i++) {
      endBefore((start + i) / framesPerInterval);
      for (int c = 0; c < channels; c++) {
        short number = numbers.get(numbers.position() + i * channels + c);
        lowest[c] = isHeard && lowest[c] < number ? lowest[c] : number;
        highest[c] = isHeard && highest[c] > number ? highest[c] : number;
      }
      isHeard = true;
    }
  }

  /** Writes the intervals before one. */
  private void endBefore(long interval) throws IOException {
    while (intervals < interval) {
      if (buffer.remaining() < 4 * channels) {
        flush();
      }
      for (int c = 0; c < channels; c++) {
        buffer.putShort(isHeard ? lowest[c] : 0).putShort(isHeard ? highest[c] : 0);
      }
      isHeard = false;
      intervals++;
    }
  }

  /** Completes the file. */
  void finish() throws IOException {
    if (isHeard) {
      endBefore(intervals + 1);
    }
    flush();
    buffer.putInt(Math.toIntExact(intervals));
    out.position(LENGTH_AT);
    flush();
  }

  /** The bytes of the whole file so far. */
  long sizeBytes() {
    return HEADER_BYTES + intervals * 4 * channels;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }
}
