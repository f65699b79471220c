package org.kinora.container.wave;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/**
 * Makes muxers for WAVE files of one PCM track. With the option {@code start} the file is a
 * Broadcast WAV that states its first sample's time of day; see {@link WaveOptions}.
 */
@Component
@MuxerType(
    container = "wave",
    extension = "wav",
    container_codecs = {"pcm_s24le", "pcm_s16le", "pcm_s32le", "pcm_f32le"},
    description =
        "Broadcast WAV: PCM of 16, 24, 32 bits and float, RF64 beyond 4 GiB;"
            + " options start, description, originator, reference")
public final class WaveMuxerFactory implements MuxerFactory {
  /** Called by Declarative Services. */
  public WaveMuxerFactory() {}

  @Override
  public boolean supports(TrackFormat format) {
    return PcmFormat.of(format).isPresent();
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    return new WaveMuxer(out, WaveOptions.parse(settings.options()));
  }
}
