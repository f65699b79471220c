package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/** "Encodes" without compressing, one call late, or breaks one rule of the contract. */
final class RawEncoder implements Encoder {
  /** The rule that is broken. */
  enum Bug {
    NONE,
    KEEPS_FRAME,
    EVEN_TIMES,
    FLUSH_FORGETS,
    IGNORES_FORCED_KEYFRAME,
    IGNORES_INTERVAL,
    TAKES_EVERY_SIZE,
    TAKES_EVERY_OPTION,
    TAKES_EVERY_CODEC,
    FIRST_IS_NO_KEYFRAME,
    WRAPS_SINK_FAILURE
  }

  private final Bug bug;
  private final EncoderSettings settings;
  private @Nullable Held held;
  private long keyUs;
  private int frames;

  private RawEncoder(Bug bug, EncoderSettings settings) {
    this.bug = bug;
    this.settings = settings;
  }

  /** Makes such encoders of one codec. */
  record Factory(Bug bug, String codec) implements EncoderFactory {
    @Override
    public boolean supports(EncoderSettings settings) {
      return bug == Bug.TAKES_EVERY_CODEC || settings.target().codec().equals(codec);
    }

    @Override
    public Encoder create(EncoderSettings settings) throws IOException {
      if (!supports(settings)) {
        throw new MediaException(MediaError.ENCODER_NOT_SUPPORTED, "no " + settings.target());
      }
      Map<String, String> options = settings.options();
      if (!options.isEmpty() && bug != Bug.TAKES_EVERY_OPTION) {
        throw new MediaException(MediaError.ARGUMENT_INVALID, "options " + options.keySet());
      }
      return new RawEncoder(bug, settings);
    }
  }

  @Override
  public TrackFormat format() {
    return settings.target();
  }

  @Override
  public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
    if (frame instanceof VideoFrame picture
        && settings.target() instanceof VideoFormat video
        && picture.width() != video.width()
        && bug != Bug.TAKES_EVERY_SIZE) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "picture of " + picture.width());
    }
    writeHeld(sink);
    held = new Held(frame, bytes(frame), isKeyframe(frame, forceKeyframe), frames++);
  }

  private boolean isKeyframe(Frame frame, boolean forced) {
    boolean first = frames == 0 && bug != Bug.FIRST_IS_NO_KEYFRAME;
    boolean asked = forced && bug != Bug.IGNORES_FORCED_KEYFRAME;
    boolean due =
        frame.timeUs() - keyUs >= settings.keyframeIntervalUs() && bug != Bug.IGNORES_INTERVAL;
    boolean key = frame instanceof AudioFrame || first || asked || (due && frames > 0);
    keyUs = key ? frame.timeUs() : keyUs;
    return key;
  }

  private static Blob bytes(Frame frame) {
    if (frame instanceof VideoFrame picture) {
      return Pictures.pixels(picture);
    }
    AudioFrame sound = (AudioFrame) frame;
    ByteBuffer out = ByteBuffer.allocate(2 * sound.samples().remaining());
    for (int i = sound.samples().position(); i < sound.samples().limit(); i++) {
      out.putShort((short) Math.round(sound.samples().get(i) * 32_000));
    }
    return Blob.of(out.flip());
  }

  private void writeHeld(SampleSink sink) throws IOException {
    if (held == null) {
      return;
    }
    Held now = held;
    held = null;
    Blob data = bug == Bug.KEEPS_FRAME ? bytes(now.frame()) : now.data();
    long timeUs = bug == Bug.EVEN_TIMES ? now.number() * 40_000L : now.frame().timeUs();
    SampleInfo info =
        SampleInfo.inOrder(timeUs, durationUs(now.frame()), data.size(), now.keyframe());
    try {
      sink.accept(info, data.buffer());
    } catch (Failures.Stop e) {
      throw bug == Bug.WRAPS_SINK_FAILURE ? new IOException(e) : e;
    }
  }

  private static long durationUs(Frame frame) {
    if (frame instanceof AudioFrame sound) {
      long number = MediaTime.toTicks(sound.timeUs(), sound.sampleRate()) + sound.count();
      return MediaTime.toUs(number, sound.sampleRate()) - sound.timeUs();
    }
    return ((VideoFrame) frame).durationUs();
  }

  @Override
  public void flush(SampleSink sink) throws IOException {
    if (bug != Bug.FLUSH_FORGETS) {
      writeHeld(sink);
    }
    held = null;
  }

  @Override
  public void close() {
    held = null;
  }

  /** The target as a sound format, for tests of sound. */
  static AudioFormat sound() {
    return new AudioFormat("pcm_s16be", 48_000, 2, 0, Blob.EMPTY);
  }

  private record Held(Frame frame, Blob data, boolean keyframe, int number) {}
}
