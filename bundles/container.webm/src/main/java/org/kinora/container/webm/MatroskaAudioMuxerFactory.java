package org.kinora.container.webm;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/** Makes muxers for Matroska files of sound alone. */
@Component
@MuxerType(
    container = "mka",
    extension = "mka",
    container_codecs = {"opus", "flac"},
    container_options = {MatroskaOptions.TIMESTAMP_SCALE_IS, MatroskaOptions.TITLE_IS},
    container_live = true,
    description = "Matroska audio: Opus, AAC, FLAC, Vorbis, MP3, PCM")
public final class MatroskaAudioMuxerFactory implements MuxerFactory {
  /** Called by Declarative Services. */
  public MatroskaAudioMuxerFactory() {}

  @Override
  public boolean supports(TrackFormat format) {
    return TrackEntry.supports(Profile.MATROSKA_AUDIO, format);
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    return new MatroskaMuxer(out, Profile.MATROSKA_AUDIO, settings);
  }
}
