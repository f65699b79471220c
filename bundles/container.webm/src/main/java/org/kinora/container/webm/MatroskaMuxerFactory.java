package org.kinora.container.webm;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/**
 * Makes muxers for Matroska files: what WebM holds, and H.264, H.265, AAC, FLAC, MP3 and PCM. The
 * options are those of {@link WebmMuxerFactory}.
 */
@Component
@MuxerType(
    container = "mkv",
    extension = "mkv",
    container_codecs = {"h264", "vp9", "vp8", "opus"},
    container_options = {MatroskaOptions.TIMESTAMP_SCALE_IS, MatroskaOptions.TITLE_IS},
    container_live = true,
    description = "Matroska: H.264, H.265, VP9, VP8, AV1, Opus, AAC, FLAC, PCM")
public final class MatroskaMuxerFactory implements MuxerFactory {
  /** Called by Declarative Services. */
  public MatroskaMuxerFactory() {}

  @Override
  public boolean supports(TrackFormat format) {
    return TrackEntry.supports(Profile.MATROSKA, format);
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    return new MatroskaMuxer(out, Profile.MATROSKA, settings);
  }
}
