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

/**
 * Makes muxers for MP4 files.
 *
 * <p>It takes any number of tracks: H.264 and H.265, VP8, VP9 and AV1; Opus of mapping family 0
 * (mono or stereo), AAC and FLAC. The options are those of {@link Mp4Options}. The same input gives
 * the same bytes.
 */
@Component
@MuxerType(
    container = "mp4",
    extension = "mp4",
    container_codecs = {"h264", "vp9", "opus", "aac"},
    container_options = {
      "mode=plain, where the index goes: plain, faststart, fragmented or hybrid (when live)",
      "fragment=1s, how long a fragment is, with fragmented and hybrid",
      "reserveSamples=, how many samples to leave room for in front, with faststart"
    },
    container_editLists = true,
    container_live = true,
    description = "MP4 (ISO base media), index at the end, in front or in fragments")
public final class Mp4MuxerFactory implements MuxerFactory {
  @Override
  public boolean supports(TrackFormat format) {
    try {
      Codecs.formOf(format);
      return true;
    } catch (MediaException e) {
      return false;
    }
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    Mp4Muxer muxer = new Mp4Muxer(out, Mp4Options.of(settings, out));
    muxer.movie().setExtent(settings.info().startedAt(), settings.endUs());
    return muxer;
  }
}
