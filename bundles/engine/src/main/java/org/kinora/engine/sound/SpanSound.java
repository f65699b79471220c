package org.kinora.engine.sound;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.kinora.engine.codec.PcmCoding;
import org.kinora.engine.codec.SoundDecoding;
import org.kinora.engine.file.Resources;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.SampleMerger;
import org.kinora.engine.recording.TrackCut;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.codec.TimeStretch;
import org.kinora.spi.storage.RecordingReader;

/**
 * The sound of one span, without a gap and exactly as long as the span is shown: both of its ends
 * are counted from the beginning of what is shown, so that nothing adds up over many spans.
 */
public final class SpanSound implements Closeable {
  private static final int SILENT_FRAMES = 4096;

  private final Resources resources = new Resources();
  private final AudioFormat format;
  private final SampleMerger merger;
  private final SoundDecoding decoding;
  private final Optional<TimeStretch> stretch;
  private final FrameSink sink;

  /** Where it goes on, and ends, in frames of the recording. */
  private long next;

  private final long end;

  /** Frames that are still to come out. */
  private long left;

  /** How many frames of what is shown lie before the next that comes out. */
  private long shown;

  private SpanSound(
      Providers providers, RecordingReader reader, Track track, Span span, FrameSink sink)
      throws IOException {
    format = (AudioFormat) track.format();
    this.sink = sink;
    next = ticks(span.startUs());
    end = ticks(span.endUs());
    shown = ticks(span.shownUs());
    left = ticks(span.shownUs() + span.shownDurationUs()) - shown;
    TrackIndex index = reader.index(track.id());
    SampleRange samples =
        TrackCut.between(track, index, span.startUs(), span.endUs(), true).samples();
    merger = SampleMerger.of(reader, List.of(samples));
    try {
      decoding =
          resources.add(
              new SoundDecoding(
                  track,
                  PcmCoding.F32,
                  providers.decoder(format, 1),
                  this::place,
                  samples.first() == 0));
      stretch =
          span.speed() == 1
              ? Optional.empty()
              : Optional.of(
                  resources.add(
                      providers.timeStretch(format.sampleRate(), format.channels(), span.speed())));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Prepares a span.
   *
   * @param sink is given the sound; frames are lent
   */
  public static SpanSound open(
      Providers providers, RecordingReader reader, Track track, Span span, FrameSink sink)
      throws IOException {
    return new SpanSound(providers, reader, track, span, sink);
  }

  /** Hands over what is ready up to about a time of the recording. */
  public void run(long untilUs) throws IOException {
    merger.copyUntil(untilUs, (id, info, data) -> decoding.decode(info, data));
  }

  /** Hands over what is left. */
  public void finish() throws IOException {
    merger.copyAll((id, info, data) -> decoding.decode(info, data));
    decoding.finish();
    silence(end - next);
    if (stretch.isPresent()) {
      stretch.get().flush(this::stretched);
    }
    while (left > 0) {
      out(FloatBuffer.allocate((int) Math.min(left, SILENT_FRAMES) * format.channels()));
    }
  }

  /** Takes decoded sound, which lies exactly at its time. */
  private void place(SampleInfo info, ByteBuffer data) throws IOException {
    FloatBuffer numbers = data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int count = numbers.remaining() / format.channels();
    long start = ticks(info.timeUs());
    long from = Math.max(start, next);
    long to = Math.min(start + count, end);
    if (from < to) {
      silence(from - next);
      int first = (int) (from - start) * format.channels();
      put(numbers.slice(first, (int) (to - from) * format.channels()));
    }
  }

  private void silence(long frames) throws IOException {
    for (long rest = frames; rest > 0; rest -= SILENT_FRAMES) {
      put(FloatBuffer.allocate((int) Math.min(rest, SILENT_FRAMES) * format.channels()));
    }
  }

  /** Takes the sound that follows. */
  private void put(FloatBuffer numbers) throws IOException {
    AudioFrame frame =
        new AudioFrame(
            MediaTime.toUs(next, format.sampleRate()),
            format.sampleRate(),
            format.channels(),
            numbers);
    next += frame.count();
    if (stretch.isPresent()) {
      stretch.get().process(frame, this::stretched);
    } else {
      out(numbers);
    }
  }

  private void stretched(Frame frame) throws IOException {
    out(((AudioFrame) frame).samples());
  }

  /** Hands over what belongs to the span. */
  private void out(FloatBuffer numbers) throws IOException {
    int count = (int) Math.min(left, numbers.remaining() / format.channels());
    if (count > 0) {
      FloatBuffer cut = numbers.slice(numbers.position(), count * format.channels());
      long timeUs = MediaTime.toUs(shown, format.sampleRate());
      sink.accept(new AudioFrame(timeUs, format.sampleRate(), format.channels(), cut));
      shown += count;
      left -= count;
    }
  }

  private long ticks(long timeUs) {
    return MediaTime.toTicks(timeUs, format.sampleRate());
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
