package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.kinora.lib.timecode.WallClock;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/**
 * Makes muxers for M4A files: Opus and AAC, with timecode where the recording says when it began,
 * or an option does.
 */
@Component
@MuxerType(
    container = "m4a",
    extension = "m4a",
    container_codecs = {"opus", "aac"},
    container_options = {
      WallClock.START_OPTION,
      WallClock.ZONE_OPTION,
      "rate=25, how timecode counts: 23.976, 24, 25, 29.97, 29.97df, 30, 50, 59.94, 59.94df, 60",
      "title=as recorded, what players show",
      "artist=the track's name if there is one track, what players show",
      "session=the recording's id, stated as SESSION_ID"
    },
    description = "M4A: Opus and AAC with timecode; gaps in Opus are filled with silence")
public final class M4aMuxerFactory implements MuxerFactory {
  /** Called by Declarative Services. */
  public M4aMuxerFactory() {}

  @Override
  public boolean supports(TrackFormat format) {
    return holds(format);
  }

  static boolean holds(TrackFormat format) {
    if (!format.codec().equals("opus") && !format.codec().equals("aac")) {
      return false;
    }
    try {
      Codecs.formOf(format);
      return true;
    } catch (MediaException e) {
      return false;
    }
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    if (settings.live()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "m4a cannot be written live, a crash would leave nothing; record mp4 or mka and copy it");
    }
    return new M4aMuxer(out, M4aOptions.of(settings), settings);
  }
}
