package org.example.first;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.media.FaultSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/** All samples, in memory; each can be decoded by itself. */
record FirstReader(RecordingInfo info, List<SampleInfo> infos, List<byte[]> samples)
    implements RecordingReader, TrackIndex {
  @Override
  public TrackIndex index(int trackId) throws IOException {
    info.track(trackId);
    return this;
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    for (int i = range.first(); i < range.first() + range.count(); i++) {
      sink.accept(infos.get(i), ByteBuffer.wrap(samples.get(i)));
    }
  }

  @Override
  public void verify(FaultSink faults) {
    // what was read is right
  }

  @Override
  public void close() {
    // the file is closed already
  }

  @Override
  public int count() {
    return infos.size();
  }

  @Override
  public long timeUs(int i) {
    return infos.get(i).timeUs();
  }

  @Override
  public long decodeTimeUs(int i) {
    return infos.get(i).decodeTimeUs();
  }

  @Override
  public long durationUs(int i) {
    return infos.get(i).durationUs();
  }

  @Override
  public int size(int i) {
    return infos.get(i).size();
  }

  @Override
  public boolean isKeyframe(int i) {
    return infos.get(i).keyframe();
  }

  @Override
  public int floor(long timeUs) {
    int found = -1;
    while (found + 1 < count() && timeUs(found + 1) <= timeUs) {
      found++;
    }
    return found;
  }

  @Override
  public int keyframeBefore(int i) {
    return i;
  }
}
