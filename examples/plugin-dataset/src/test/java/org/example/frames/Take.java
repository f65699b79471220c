package org.example.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.FrameRate;
import org.kinora.media.FrameSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.tck.support.Ffmpeg;

/** A recording of one second that begins at 500 ms, of FFmpeg's test card and what was done. */
final class Take implements RecordingSource {
  static final long START_US = 500_000;
  static final int WIDTH = 320;

  private static final long LENGTH_US = 1_000_000;
  private static final long PICTURE_US = 40_000;

  private final String id;
  private final List<InputEvent> events;
  private final EventCodec codec = new EventCodec();

  Take(String id, InputEvent... events) {
    this.id = id;
    this.events = List.of(events);
  }

  @Override
  public RecordingInfo info() {
    VideoFormat pictures = new VideoFormat("vp9", WIDTH, 180, ColorInfo.BT709, Blob.EMPTY);
    EventFormat input = new EventFormat("input", EventCodec.VERSION);
    return new RecordingInfo(
        id,
        Optional.empty(),
        OptionalLong.empty(),
        true,
        List.of(new Track(1, pictures, 1_000_000, ""), new Track(2, input, 1_000_000, "")),
        Map.of());
  }

  @Override
  public TrackIndex index(int track) {
    SampleTable.Builder table = SampleTable.builder();
    if (track == 1) {
      for (long timeUs = START_US; timeUs < START_US + LENGTH_US; timeUs += PICTURE_US) {
        table.add(timeUs, timeUs, PICTURE_US, 0, 1_000, timeUs == START_US);
      }
    } else {
      events.forEach(e -> table.add(e.timeUs(), e.timeUs(), 0, 0, codec.write(e).length, true));
    }
    return table.build();
  }

  @Override
  public void read(int track, long startUs, long endUs, SampleSink sink) throws IOException {
    for (InputEvent event : events) {
      if (event.timeUs() >= startUs && event.timeUs() < endUs) {
        byte[] data = codec.write(event);
        sink.accept(
            SampleInfo.inOrder(event.timeUs(), 0, data.length, true), ByteBuffer.wrap(data));
      }
    }
  }

  @Override
  public VideoCut.Made cut(VideoCut cut, Path file, VideoCut.Frames frames) {
    VideoCut.Encoded making = (VideoCut.Encoded) cut.making();
    FrameRate rate = making.rate().orElseThrow();
    int width = making.width().orElse(WIDTH);
    int height = width * 9 / 16;
    String card = "testsrc2=size=" + width + "x" + height + ":rate=" + rate + ":duration=1";
    Ffmpeg.run("-f", "lavfi", "-i", card, "-c:v", "libx264", file.toString());
    long lengthUs = cut.endUs() - cut.startUs();
    for (int i = 0; rate.timeUs(i) < lengthUs; i++) {
      long timeUs = rate.timeUs(i);
      frames.accept(timeUs, rate.timeUs(i + 1) - timeUs, cut.startUs() + timeUs, i == 0);
    }
    return new VideoCut.Made("h264", width, height, "libx264");
  }

  @Override
  public boolean isClosed(int track, int sample) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void decode(int track, long startUs, long endUs, FrameSink sink) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cut(AudioCut cut, Path file) {
    throw new UnsupportedOperationException();
  }
}
