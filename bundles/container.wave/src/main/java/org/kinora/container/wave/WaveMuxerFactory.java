package org.kinora.container.wave;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.kinora.lib.timecode.WallClock;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/**
 * Makes muxers for WAVE files of PCM. Where the recording says when it began, or an option does,
 * the file is a Broadcast WAV that states its first frame's time of day.
 */
@Component
@MuxerType(
    container = "wave",
    extension = "wav",
    container_codecs = {"pcm_s24le", "pcm_s16le", "pcm_s32le", "pcm_f32le"},
    container_options = {
      WallClock.START_OPTION,
      WallClock.ZONE_OPTION,
      "description=the tracks' names, what is heard; 256 bytes of UTF-8",
      "originator=Kinora, who made it; 32 bytes of UTF-8",
      "reference=the recording's id, the originator's name for it; 32 bytes of UTF-8"
    },
    container_live = true,
    description =
        "Broadcast WAV: PCM of 16, 24, 32 bits and float, RF64 beyond 4 GiB;"
            + " several tracks become channels side by side")
public final class WaveMuxerFactory implements MuxerFactory {
  /** Called by Declarative Services. */
  public WaveMuxerFactory() {}

  @Override
  public boolean supports(TrackFormat format) {
    return PcmFormat.of(format).isPresent();
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    return new WaveMuxer(out, WaveOptions.of(settings), settings.endUs());
  }
}
