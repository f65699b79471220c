package org.kinora.engine.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;

/** A run of samples with their bytes, in memory. Filled once, then immutable. */
final class CachedSamples {
  private final SampleRange range;
  private final SampleInfo[] infos;
  private final byte[] data;
  private int samples;
  private int filledBytes;

  CachedSamples(SampleRange range, int dataBytes) {
    this.range = range;
    infos = new SampleInfo[range.count()];
    data = new byte[dataBytes];
  }

  SampleRange range() {
    return range;
  }

  /** Takes a copy of the next sample; false if it has no room, for the index said otherwise. */
  boolean add(SampleInfo info, ByteBuffer bytes) {
    if (samples == infos.length || bytes.remaining() > data.length - filledBytes) {
      return false;
    }
    infos[samples++] = info;
    int size = bytes.remaining();
    bytes.get(data, filledBytes, size);
    filledBytes += size;
    return true;
  }

  /** Whether every sample of the range came, with exactly the bytes that were announced. */
  boolean isFull() {
    return samples == infos.length && filledBytes == data.length;
  }

  /** Hands over those of its samples that lie in a range; their bytes cannot be changed. */
  void deliver(SampleRange wanted, SampleSink sink) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(data).asReadOnlyBuffer();
    int offset = 0;
    for (int i = 0; i < infos.length && range.first() + i < wanted.end(); i++) {
      int size = infos[i].size();
      if (range.first() + i >= wanted.first()) {
        sink.accept(infos[i], bytes.slice(offset, size));
      }
      offset += size;
    }
  }
}
