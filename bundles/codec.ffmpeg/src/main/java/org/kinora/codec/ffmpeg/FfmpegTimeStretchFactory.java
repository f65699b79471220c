package org.kinora.codec.ffmpeg;

import java.io.IOException;
import org.kinora.codec.ffmpeg.stretch.TempoStretch;
import org.kinora.spi.codec.TimeStretch;
import org.kinora.spi.codec.TimeStretchFactory;
import org.osgi.service.component.annotations.Component;

/** Changes the speed of sound with FFmpeg's filter for that. */
@Component
public final class FfmpegTimeStretchFactory implements TimeStretchFactory {
  @Override
  public TimeStretch create(int sampleRate, int channels, double speed) throws IOException {
    return TempoStretch.open(sampleRate, channels, speed);
  }
}
