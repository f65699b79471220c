package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/** Makes muxers for M4A files: Opus and AAC, with timecode. The options are {@link M4aOptions}. */
@Component
@MuxerType(
    container = "m4a",
    extension = "m4a",
    container_codecs = {"opus", "aac"},
    description = "M4A: Opus, AAC; options start (gives timecode), rate, title, artist, session")
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
    return new M4aMuxer(out, M4aOptions.of(settings.options()));
  }
}
