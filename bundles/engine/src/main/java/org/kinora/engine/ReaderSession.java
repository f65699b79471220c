package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.kinora.media.Blob;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlaybackSession;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/** A session over one open reader. */
final class ReaderSession implements PlaybackSession {
  private final OpenRecording recording;
  private final Providers providers;

  ReaderSession(OpenRecording recording, Providers providers) {
    this.recording = recording;
    this.providers = providers;
  }

  @Override
  public Path path() {
    return recording.path();
  }

  @Override
  public String format() {
    return recording.format();
  }

  @Override
  public RecordingInfo info() {
    return recording.reader().info();
  }

  @Override
  public TrackIndex index(int trackId) throws IOException {
    return recording.reader().index(trackId);
  }

  @Override
  public SampleRange gopByTime(int trackId, long timeUs) throws IOException {
    return Gops.at(index(trackId), trackId, timeUs);
  }

  @Override
  public void getRange(SampleRange range, SampleSink sink) throws IOException {
    recording.reader().read(range, sink);
  }

  @Override
  public void prefetchAround(int trackId, int sample, long aheadUs) throws IOException {
    index(trackId).timeUs(sample);
  }

  @Override
  public List<Segment> segments() throws IOException {
    return recording.reader().segments();
  }

  @Override
  public void frame(int trackId, long timeUs, FrameSink sink) throws IOException {
    FrameSeeker.seek(recording.reader(), trackId, timeUs, providers, sink);
  }

  @Override
  public long snapshot(int trackId, long timeUs, Path target, boolean overwrite)
      throws IOException {
    long[] shownAt = new long[1];
    try (TargetFile file = TargetFile.create(target, overwrite)) {
      frame(
          trackId,
          timeUs,
          frame -> {
            shownAt[0] = frame.timeUs();
            encodePng((VideoFrame) frame, file);
          });
      file.commit();
    }
    return shownAt[0];
  }

  private void encodePng(VideoFrame frame, TargetFile file) throws IOException {
    VideoFormat png =
        new VideoFormat("png", frame.width(), frame.height(), frame.color(), Blob.EMPTY);
    EncoderSettings settings = new EncoderSettings(png, OptionalLong.empty(), 0, 1, Map.of());
    Provider<EncoderFactory> provider =
        providers.encoders(settings).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.ENCODER_NOT_SUPPORTED, "no encoder for PNG is installed"));
    try (Encoder encoder = provider.service().create(settings)) {
      SampleSink write = (info, data) -> writeAll(file, data);
      encoder.encode(frame, true, write);
      encoder.flush(write);
    }
  }

  private static void writeAll(TargetFile file, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      file.channel().write(data);
    }
  }

  @Override
  public void verify(FaultSink faults) throws IOException {
    recording.reader().verify(faults);
  }

  @Override
  public void close() throws IOException {
    recording.close();
  }
}
