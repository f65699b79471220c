package org.example.ivf;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Set;
import org.kinora.lib.provider.Options;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/** Makes muxers for IVF, the files that vpxenc writes and vpxdec reads: one track of VP8 or VP9. */
@Component
@MuxerType(
    container = "ivf",
    extension = "ivf",
    container_codecs = {"vp9", "vp8"},
    container_live = true,
    description = "IVF: one track of VP8 or VP9, with times in microseconds")
public final class IvfMuxerFactory implements MuxerFactory {
  /** Called by Declarative Services. */
  public IvfMuxerFactory() {}

  @Override
  public boolean supports(TrackFormat format) {
    return IvfHeader.of(format).isPresent();
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    Options.of(settings.options(), Set.of());
    return new IvfMuxer(out);
  }
}
