package org.kinora.codec.ffmpeg.capture;

import java.io.IOException;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureFactory;
import org.kinora.spi.capture.CaptureSettings;
import org.kinora.spi.capture.CaptureType;
import org.osgi.service.component.annotations.Component;

/**
 * Opens what FFmpeg can read live. A stream is live unless its length is known; files, filter
 * graphs and streams of known length are handed over in real time. Options go to FFmpeg's demuxer
 * and protocol by the names that FFmpeg gives them.
 */
@Component
@CaptureType(
    capture = {"rtsp", "rtmp", "udp", "tcp", "http", "https", "file", "v4l2", "x11grab", "lavfi"},
    description = "streams, cameras, screens, files in real time, test pictures")
public final class FfmpegCaptureFactory implements CaptureFactory {
  @Override
  public boolean supports(String source) {
    return Source.parse(source).isPresent();
  }

  @Override
  public Capture open(CaptureSettings settings) throws IOException {
    Optional<Source> source = Source.parse(settings.source());
    if (source.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "'" + settings.publicSource() + "' is no source that FFmpeg captures");
    }
    return source.get().kind() == Source.Kind.GRAPH
        ? GraphCapture.open(source.get().address(), settings.options())
        : InputCapture.open(source.get(), settings);
  }
}
