package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.kinora.lib.provider.ReaderGuard;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.contract.ToyFormat.Bug;

/** Reads a toy recording: all of it, at once, up to the first record that is not whole. */
final class ToyReader implements RecordingReader {
  private final ToyFormat format;
  private final RecordingInfo info;
  private final Map<Integer, List<Sample>> samples = new HashMap<>();
  private final Thread opener = Thread.currentThread();
  private final ReaderGuard guard;

  ToyReader(ToyFormat format, Path at, RecordingInfo info) throws IOException {
    this.format = format;
    this.info = info;
    guard = new ReaderGuard(at);
    info.tracks().forEach(track -> samples.put(track.id(), new ArrayList<>()));
    Path data = at.resolve(ToyFormat.DATA);
    if (!Files.isRegularFile(data)) {
      throw new MediaException(MediaError.INDEX_NOT_FOUND, "no " + data);
    }
    ByteBuffer in = bytes(data);
    boolean whole = true;
    while (whole && in.remaining() >= ToyWriter.HEAD_BYTES) {
      whole = readRecord(in);
    }
  }

  private ByteBuffer bytes(Path data) throws IOException {
    try (FileChannel channel = FileChannel.open(data)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (channel.read(bytes) > 0 && !format.has(Bug.READS_ONCE)) {}
      return bytes.flip();
    }
  }

  private boolean readRecord(ByteBuffer in) {
    int start = in.position();
    List<Sample> track = samples.get(in.getInt());
    long timeUs = in.getLong();
    long decodeTimeUs = in.getLong();
    long durationUs = in.getLong();
    boolean keyframe = in.get() == 1;
    int size = in.getInt();
    int checksum = in.getInt();
    if (track == null || size < 0 || size > ToyWriter.MAX_BYTES) {
      return false;
    }
    if (size > in.remaining() && !format.has(Bug.TRUSTS_TORN_RECORDS)) {
      return false;
    }
    byte[] bytes = new byte[size];
    in.get(bytes, 0, Math.min(size, in.remaining()));
    CRC32C crc = new CRC32C();
    crc.update(in.duplicate().position(start).limit(start + ToyWriter.HEAD_BYTES - 4));
    crc.update(bytes);
    if ((int) crc.getValue() != checksum && !format.has(Bug.TRUSTS_TORN_RECORDS)) {
      return false;
    }
    track.add(
        new Sample(
            new SampleInfo(timeUs, decodeTimeUs, durationUs, size, keyframe), Blob.of(bytes)));
    return true;
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return new ToyIndex(format, track(trackId).stream().map(Sample::info).toList());
  }

  private List<Sample> track(int trackId) throws MediaException {
    info.track(trackId);
    return Objects.requireNonNull(samples.get(trackId));
  }

  @Override
  public void read(SampleRange range, SampleSink sink) throws IOException {
    run(() -> readRange(range, sink));
  }

  private void readRange(SampleRange range, SampleSink sink) throws IOException {
    List<Sample> track = track(range.trackId());
    if (range.end() > track.size() && !format.has(Bug.STOPS_AT_THE_END)) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR, range + " of " + track.size() + " samples");
    }
    for (int i = range.first(); i < Math.min(range.end(), track.size()); i++) {
      Sample sample = track.get(i);
      ByteBuffer lent = format.buffer(sample.data().size());
      lent.put(sample.data().buffer());
      try {
        sink.accept(sample.info(), lent.flip());
      } catch (Failures.Stop e) {
        if (!format.has(Bug.SWALLOWS_SINK_FAILURE)) {
          throw e;
        }
      }
    }
  }

  private void run(ReaderGuard.Step step) throws IOException {
    if (format.has(Bug.STAYS_WITH_ITS_THREAD) && Thread.currentThread() != opener) {
      throw new MediaException(MediaError.INTERNAL_ERROR, "opened by " + opener.getName());
    }
    if (format.has(Bug.READS_AFTER_CLOSE) || format.has(Bug.READS_IN_TWO_THREADS)) {
      step.run();
    } else {
      guard.run(step);
    }
  }

  @Override
  public void verify(FaultSink faults) throws IOException {
    run(
        () -> {
          if (format.has(Bug.VERIFY_COMPLAINS)) {
            faults.accept(new Fault(Fault.Severity.WARNING, info.id(), "too small a format"));
          }
        });
  }

  @Override
  public void close() {
    guard.close();
  }
}
