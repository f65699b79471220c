package org.kinora.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.storage.RecordingReader;

/** A clip in memory, which is written again and again: what a muxer takes without a reader. */
final class LoopedClip implements Closeable {
  private final RecordingReader reader;
  private final int loops;
  private final List<Sample> samples;
  private final long lengthUs;

  private record Sample(int track, SampleInfo info, ByteBuffer data) {}

  private LoopedClip(RecordingReader reader, int loops, List<Sample> samples) {
    this.reader = reader;
    this.loops = loops;
    this.samples = samples;
    lengthUs = reader.info().durationUs().orElseThrow();
  }

  /** Loads a recording of format reel. */
  static LoopedClip of(Path recording, int loops) throws IOException {
    RecordingReader reader = Format.REEL.service().open(recording);
    List<Sample> samples = new ArrayList<>();
    for (Track track : reader.info().tracks()) {
      int id = track.id();
      reader.read(
          new SampleRange(id, 0, reader.index(id).count()),
          (info, data) -> {
            ByteBuffer kept = ByteBuffer.allocateDirect(data.remaining()).put(data).flip();
            samples.add(new Sample(id, info, kept));
          });
    }
    samples.sort(Comparator.comparingLong(sample -> sample.info().decodeTimeUs()));
    return new LoopedClip(reader, loops, samples);
  }

  /** Writes a whole file. */
  void write(MuxerFactory factory, SeekableByteChannel out) throws IOException {
    RecordingInfo info = reader.info();
    try (Muxer muxer = factory.create(out, MuxerSettings.of(info, Map.of()))) {
      Map<Integer, Integer> numbers = new HashMap<>();
      for (Track track : info.tracks()) {
        numbers.put(track.id(), muxer.addTrack(track));
      }
      for (int loop = 0; loop < loops; loop++) {
        for (Sample sample : samples) {
          muxer.write(
              numbers.getOrDefault(sample.track(), -1),
              later(sample.info(), loop * lengthUs),
              sample.data().duplicate());
        }
      }
      muxer.finish();
    }
  }

  private static SampleInfo later(SampleInfo info, long byUs) {
    return new SampleInfo(
        info.timeUs() + byUs,
        info.decodeTimeUs() + byUs,
        info.durationUs(),
        info.size(),
        info.keyframe());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
