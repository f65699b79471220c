package org.example.first;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.container.MuxerType;
import org.osgi.service.component.annotations.Component;

/** A line of text before each sample: its time and size. */
@Component
@MuxerType(
    container = "first",
    extension = "first",
    container_codecs = "first",
    description = "A line before each sample")
public final class FirstMuxer implements MuxerFactory {
  @Override
  public boolean supports(TrackFormat format) {
    return format instanceof VideoFormat;
  }

  @Override
  public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
    if (settings.live() || !settings.options().isEmpty()) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "there are no options");
    }
    return new Session(out);
  }

  private static final class Session implements Muxer {
    private final SeekableByteChannel out;
    private int tracks;

    Session(SeekableByteChannel out) {
      this.out = out;
    }

    @Override
    public int addTrack(Track track) throws IOException {
      if (!(track.format() instanceof VideoFormat) || tracks > 0) {
        throw new MediaException(MediaError.TRACK_NOT_SUPPORTED, "one video track is expected");
      }
      return tracks++;
    }

    @Override
    public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
      String line = "track " + track + " at " + info.timeUs() + ", " + info.size() + " bytes\n";
      writeFully(ByteBuffer.wrap(line.getBytes(US_ASCII)));
      writeFully(data);
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }

    @Override
    public void flush() {
      // nothing is held
    }

    @Override
    public void finish() throws IOException {
      writeFully(ByteBuffer.wrap("end\n".getBytes(US_ASCII)));
    }

    @Override
    public void close() {
      // the channel is the caller's
    }
  }
}
