package org.kinora.engine.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.OpenEncoder;
import org.kinora.engine.codec.PcmCoding;
import org.kinora.engine.file.Resources;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaTime;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.dataset.AudioCut;

/**
 * Makes a file of sound, which is given without a gap; its first sample is at the file's time 0.
 */
final class SoundFile implements FrameSink, Closeable {
  private final Resources resources = new Resources();
  private final Optional<PcmCoding> pcm;
  private final @Nullable OpenEncoder encoder;
  private final CutFile out;

  /** Samples in each channel so far. */
  private long samples;

  private SoundFile(
      Providers providers,
      RecordingInfo recording,
      Track track,
      AudioCut cut,
      Path path,
      Watch watch)
      throws IOException {
    AudioFormat source = (AudioFormat) track.format();
    AudioFormat target =
        new AudioFormat(cut.codec(), source.sampleRate(), source.channels(), 0, Blob.EMPTY);
    pcm = PcmCoding.of(cut.codec());
    try {
      encoder = pcm.isPresent() ? null : resources.add(encoder(providers, cut, target));
      Track written =
          new Track(
              1,
              encoder == null ? target : encoder.encoder().format(),
              source.sampleRate(),
              track.name());
      out =
          resources.add(
              CutFile.create(providers, cut.container(), path, recording.id(), written, watch));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Begins a file.
   *
   * @throws org.kinora.media.MediaException PLUGIN_NOT_FOUND, ENCODER_NOT_SUPPORTED,
   *     TRACK_NOT_SUPPORTED
   */
  static SoundFile create(
      Providers providers,
      RecordingInfo recording,
      Track track,
      AudioCut cut,
      Path path,
      Watch watch)
      throws IOException {
    return new SoundFile(providers, recording, track, cut, path, watch);
  }

  private static OpenEncoder encoder(Providers providers, AudioCut cut, AudioFormat target)
      throws IOException {
    EncoderSettings settings = new EncoderSettings(target, OptionalLong.empty(), 0, 1, Map.of());
    return OpenEncoder.first(List.of(settings), providers.muxer(cut.container()), providers);
  }

  @Override
  public void accept(Frame frame) throws IOException {
    AudioFrame sound = (AudioFrame) frame;
    int rate = sound.sampleRate();
    long timeUs = MediaTime.toUs(samples, rate);
    samples += sound.count();
    if (encoder != null) {
      encoder
          .encoder()
          .encode(
              new AudioFrame(timeUs, rate, sound.channels(), sound.samples()), true, out::write);
    } else {
      ByteBuffer data = pcm.orElseThrow().encode(sound.samples());
      long durationUs = MediaTime.toUs(samples, rate) - timeUs;
      out.write(SampleInfo.inOrder(timeUs, durationUs, data.remaining(), true), data);
    }
  }

  /** Completes the file. */
  void finish() throws IOException {
    if (encoder != null) {
      encoder.encoder().flush(out::write);
    }
    out.finish();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
