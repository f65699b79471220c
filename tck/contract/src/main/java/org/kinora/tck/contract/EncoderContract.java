package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;

/**
 * The contract of {@link EncoderFactory} and its encoders. A test extends {@link
 * VideoEncoderContract} or {@link AudioEncoderContract}.
 */
public abstract sealed class EncoderContract permits VideoEncoderContract, AudioEncoderContract {
  EncoderContract() {}

  /** The encoders that are tested. */
  protected abstract EncoderFactory factory();

  /** What they shall make, with one thread. */
  protected abstract EncoderSettings settings();

  /**
   * Encodes two seconds or so.
   *
   * @param overwritten whether each frame is overwritten as soon as the call returns
   */
  abstract void encodeFrames(Encoder encoder, boolean overwritten, SampleSink sink)
      throws IOException;

  @Test
  void format_created_isWhatWasAskedFor() throws IOException {
    assertTrue(factory().supports(settings()), "an encoder supports its own test");
    try (Encoder encoder = factory().create(settings())) {
      assertEquals(settings().target().codec(), encoder.format().codec());
    }
  }

  @Test
  void create_otherCodecs_areRefused() {
    for (TrackFormat format : KnownFormats.all()) {
      if (!format.codec().equals(settings().target().codec())) {
        EncoderSettings other = with(format, Map.of());
        assertFalse(factory().supports(other), format::codec);
        Failures.assertFails(
            () -> factory().create(other).close(), MediaError.ENCODER_NOT_SUPPORTED);
      }
    }
  }

  @Test
  void create_unknownOption_isRefused() {
    EncoderSettings unknown = with(settings().target(), Map.of("no.such.option", "1"));
    Failures.assertFails(() -> factory().create(unknown).close(), MediaError.ARGUMENT_INVALID);
  }

  @Test
  void encode_frames_samplesAreInDecodeOrderFromAKeyframe() throws IOException {
    List<Sample> samples = encodeAll(settings());
    assertTrue(samples.get(0).info().keyframe(), "the first sample is a key frame");
    for (int i = 1; i < samples.size(); i++) {
      long beforeUs = samples.get(i - 1).info().decodeTimeUs();
      assertTrue(samples.get(i).info().decodeTimeUs() >= beforeUs, "decode time falls at " + i);
    }
  }

  /** Frames are lent: what becomes of them after the call does not matter. */
  @Test
  void encode_framesOverwrittenOrNot_sameSamples() throws IOException {
    assertEquals(encodeAll(settings(), false), encodeAll(settings(), true));
  }

  @Test
  void encode_sinkThrows_passesItOn() throws IOException {
    Failures.Stop stop = new Failures.Stop();
    SampleSink refusing =
        (info, data) -> {
          throw stop;
        };
    try (Encoder encoder = factory().create(settings())) {
      Failures.Stop caught =
          assertThrows(
              Failures.Stop.class,
              () -> {
                encodeFrames(encoder, true, refusing);
                encoder.flush(refusing);
              });
      assertSame(stop, caught);
    }
  }

  @Test
  void flush_noFrames_handsOverNothing() throws IOException {
    Encoder encoder = factory().create(settings());
    encoder.flush((info, data) -> fail("nothing was encoded"));
    encoder.close();
    encoder.close();
  }

  final EncoderSettings with(TrackFormat target, Map<String, String> options) {
    EncoderSettings s = settings();
    return new EncoderSettings(target, s.bitRate(), s.keyframeIntervalUs(), s.threads(), options);
  }

  /** All samples; each buffer is exactly as long as its sample. */
  final List<Sample> encodeAll(EncoderSettings settings) throws IOException {
    return encodeAll(settings, true);
  }

  private List<Sample> encodeAll(EncoderSettings settings, boolean overwritten) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (Encoder encoder = factory().create(settings)) {
      SampleSink sink = collect(samples);
      encodeFrames(encoder, overwritten, sink);
      encoder.flush(sink);
    }
    assertFalse(samples.isEmpty(), "two seconds give samples");
    return samples;
  }

  static SampleSink collect(List<Sample> samples) {
    return (info, data) -> samples.add(new Sample(info, Blob.of(data)));
  }
}
