package org.kinora.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.storage.RecordingReader;

/** Carries one audio track along: copied where the container holds it, else decoded and encoded. */
final class AudioFeed implements Closeable {
  /** How far audio runs ahead of the pictures, so that a container gets it in runs. */
  private static final long AHEAD_US = 500_000;

  private final Track track;
  private final SampleMerger merger;
  private final Muxer muxer;
  private final int number;
  private final @Nullable Transcoder transcoder;
  private long fedUs = Long.MIN_VALUE;
  private long samples;

  /** The way through frames. */
  private record Transcoder(Decoder decoder, Encoder encoder, String encoderName)
      implements Closeable {
    @Override
    public void close() throws IOException {
      try (encoder) {
        decoder.close();
      }
    }
  }

  /**
   * Chooses the way and adds the track to the muxer.
   *
   * @param reader used by this feed only
   * @throws MediaException TRACK_NOT_SUPPORTED if there is no way
   */
  AudioFeed(
      RecordingReader reader,
      Track track,
      Provider<MuxerFactory> container,
      Muxer muxer,
      Providers providers)
      throws IOException {
    this.track = track;
    this.muxer = muxer;
    merger = new SampleMerger(reader, List.of(track));
    if (container.service().supports(track.format())) {
      transcoder = null;
      number = muxer.addTrack(track);
    } else {
      transcoder = transcoder((AudioFormat) track.format(), container, providers);
      AudioFormat format = (AudioFormat) transcoder.encoder().format();
      number = muxer.addTrack(new Track(track.id(), format, format.sampleRate(), track.name()));
    }
  }

  private static Transcoder transcoder(
      AudioFormat source, Provider<MuxerFactory> container, Providers providers)
      throws IOException {
    for (String codec : container.texts("container.codecs")) {
      int rate = codec.equals("opus") ? 48_000 : source.sampleRate();
      AudioFormat target = new AudioFormat(codec, rate, source.channels(), 0, Blob.EMPTY);
      EncoderSettings settings = new EncoderSettings(target, OptionalLong.empty(), 0, 1, Map.of());
      for (Provider<EncoderFactory> encoder : providers.encoders(settings)) {
        if (container.service().supports(target)) {
          Decoder decoder = providers.decoder(source, 1);
          try {
            return new Transcoder(
                decoder,
                encoder.service().create(settings),
                encoder.text(EncoderFactory.IMPLEMENTATION));
          } catch (IOException | RuntimeException e) {
            decoder.close();
            throw e;
          }
        }
      }
    }
    throw new MediaException(
        MediaError.TRACK_NOT_SUPPORTED,
        "container %s cannot hold %s audio, and no encoder here makes audio that it can hold"
            .formatted(container.text("container"), source.codec()));
  }

  /** Writes what belongs to times up to a little after {@code timeUs}. */
  void feedUntil(long timeUs) throws IOException {
    if (timeUs >= fedUs) {
      fedUs = timeUs + AHEAD_US;
      merger.copyUntil(fedUs, this::take);
    }
  }

  /** Writes what is left. */
  void finish() throws IOException {
    merger.copyAll(this::take);
    if (transcoder != null) {
      transcoder.decoder().flush(frame -> transcoder.encoder().encode(frame, false, this::write));
      transcoder.encoder().flush(this::write);
    }
  }

  private void take(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    if (transcoder == null) {
      write(info, data);
    } else {
      transcoder
          .decoder()
          .decode(info, data, frame -> transcoder.encoder().encode(frame, false, this::write));
    }
  }

  private void write(SampleInfo info, ByteBuffer data) throws IOException {
    muxer.write(number, info, data);
    samples++;
  }

  TrackResult result() {
    return transcoder == null
        ? new TrackResult(track.id(), track.format().codec(), "copy", samples)
        : new TrackResult(
            track.id(), transcoder.encoder().format().codec(), transcoder.encoderName(), samples);
  }

  @Override
  public void close() throws IOException {
    if (transcoder != null) {
      transcoder.close();
    }
  }
}
