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
 * Makes muxers for WebM files: VP8, VP9 and AV1, Opus and Vorbis, any number of tracks. Times are
 * kept to the millisecond, or finer with the option {@code timestampScale}.
 */
@Component
@MuxerType(
    container = "webm",
    extension = "webm",
    container_codecs = {"vp9", "vp8", "opus"},
    container_options = {MatroskaOptions.TIMESTAMP_SCALE_IS, MatroskaOptions.TITLE_IS},
    container_live = true,
    description = "WebM: VP9, VP8, AV1, Opus, Vorbis")
public final class WebmMuxerFactory implements MuxerFactory {
  /** Called by Declarative Services. */
  public WebmMuxerFactory() {}

  @Override
  public boolean supports(TrackFormat format) {
    return TrackEntry.supports(Profile.WEBM, format);
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    return new MatroskaMuxer(out, Profile.WEBM, settings);
  }
}
