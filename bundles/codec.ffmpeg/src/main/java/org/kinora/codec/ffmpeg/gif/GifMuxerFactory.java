package org.kinora.codec.ffmpeg.gif;

import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.TreeSet;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/** Makes muxers of moving GIFs. */
@Component
@MuxerType(
    container = "gif",
    extension = "gif",
    container_codecs = "gif",
    container_options = "loop=0, how often it is shown again; 0 for without end, -1 for once",
    description = "GIF: pictures of 256 colours, without sound")
public final class GifMuxerFactory implements MuxerFactory {
  private static final String LOOP = "loop";
  private static final int MOST_LOOPS = 65_535;

  @Override
  public boolean supports(TrackFormat format) {
    return format instanceof VideoFormat && format.codec().equals("gif");
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws MediaException {
    Map<String, String> options = settings.options();
    if (settings.live()) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "a GIF cannot be written live");
    }
    if (!options.keySet().stream().allMatch(LOOP::equals)) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "gif has the option loop; found " + new TreeSet<>(options.keySet()));
    }
    return new GifMuxer(out, loops(options.getOrDefault(LOOP, "0")));
  }

  private static int loops(String text) throws MediaException {
    if (text.matches("-1|\\d{1,5}") && Integer.parseInt(text) <= MOST_LOOPS) {
      return Integer.parseInt(text);
    }
    throw new MediaException(
        MediaError.ARGUMENT_INVALID, "loop=%s; -1 to %d".formatted(text, MOST_LOOPS));
  }
}
