package org.kinora.lib.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.FrameSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;

/** A recording of samples that stand in the test; nothing is decoded. */
final class TestRecording implements RecordingSource {
  /** A sample, as text. */
  record Text(long timeUs, String text) {}

  private final List<Track> tracks = new ArrayList<>();
  private final Map<Integer, List<Text>> samples = new LinkedHashMap<>();

  /** Adds a track, whose number is the next. */
  TestRecording with(TrackFormat format, Text... track) {
    int id = tracks.size() + 1;
    tracks.add(new Track(id, format, 1_000_000, ""));
    samples.put(id, List.of(track));
    return this;
  }

  /** Adds a track of samples without content at these times, in this order. */
  TestRecording with(TrackFormat format, long... timesUs) {
    Text[] texts = new Text[timesUs.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = new Text(timesUs[i], "");
    }
    return with(format, texts);
  }

  /** An index of samples that last until the next one. */
  static TrackIndex index(long... timesUs) {
    SampleTable.Builder table = SampleTable.builder();
    for (int i = 0; i < timesUs.length; i++) {
      long lengthUs = i + 1 < timesUs.length ? Math.max(0, timesUs[i + 1] - timesUs[i]) : 40_000;
      table.add(timesUs[i], timesUs[i], lengthUs, i, 1, i == 0);
    }
    return table.build();
  }

  private List<Text> samples(int track) throws IOException {
    return samples.getOrDefault(info().track(track).id(), List.of());
  }

  @Override
  public RecordingInfo info() {
    return new RecordingInfo("rec", Optional.empty(), OptionalLong.empty(), true, tracks, Map.of());
  }

  @Override
  public TrackIndex index(int track) throws IOException {
    return index(samples(track).stream().mapToLong(Text::timeUs).toArray());
  }

  @Override
  public boolean isClosed(int track, int sample) {
    return false;
  }

  @Override
  public void read(int track, long startUs, long endUs, SampleSink sink) throws IOException {
    for (Text sample : samples(track)) {
      if (sample.timeUs() >= startUs && sample.timeUs() < endUs) {
        byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
        sink.accept(
            SampleInfo.inOrder(sample.timeUs(), 0, bytes.length, true), ByteBuffer.wrap(bytes));
      }
    }
  }

  @Override
  public void decode(int track, long startUs, long endUs, FrameSink sink) {
    throw new UnsupportedOperationException("nothing is decoded");
  }

  @Override
  public VideoCut.Made cut(VideoCut cut, Path file, VideoCut.Frames frames) {
    throw new UnsupportedOperationException("nothing is cut");
  }

  @Override
  public void cut(AudioCut cut, Path file) {
    throw new UnsupportedOperationException("nothing is cut");
  }
}
