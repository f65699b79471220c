package org.example.ivf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.provider.MuxerGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;

/**
 * Writes one IVF file: the header, then for each picture its size (4 bytes), its time (8 bytes) and
 * its data. Nothing is held back, so a file that is cut anywhere is readable up to there; only the
 * length in the header must wait for the end.
 */
final class IvfMuxer implements Muxer {
  private static final int TRACK = 1;
  private static final int PICTURE_HEADER_BYTES = 12;

  private final SeekableByteChannel out;
  private final MuxerGuard guard = new MuxerGuard("ivf");
  private @Nullable IvfHeader header;
  private long decodedUs = Long.MIN_VALUE;
  private long lengthUs;

  IvfMuxer(SeekableByteChannel out) {
    this.out = out;
  }

  @Override
  public int addTrack(Track track) throws IOException {
    guard.addTrack();
    IvfHeader first = IvfHeader.of(track.format()).orElse(null);
    if (first == null || header != null) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "ivf: one track of VP8 or VP9 is expected, found " + track);
    }
    header = first;
    writeFully(first.bytes(0));
    return TRACK;
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    guard.write();
    if (track != TRACK || header == null) {
      throw new MediaException(MediaError.TRACK_NOT_FOUND, "ivf: no track " + track);
    }
    if (info.timeUs() < 0 || info.decodeTimeUs() < decodedUs) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "ivf: a time from 0 on, decoded at or behind %d us, is expected, found %s"
              .formatted(decodedUs, info));
    }
    decodedUs = info.decodeTimeUs();
    lengthUs = Math.max(lengthUs, info.timeUs() + info.durationUs());
    ByteBuffer head = ByteBuffer.allocate(PICTURE_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    writeFully(head.putInt(data.remaining()).putLong(info.timeUs()).flip());
    writeFully(data);
  }

  @Override
  public void flush() throws IOException {
    guard.flush(); // nothing is held back
  }

  @Override
  public void finish() throws IOException {
    guard.finish();
    if (header == null) {
      throw new MediaException(MediaError.MUX_ERROR, "ivf: a file without a track");
    }
    long end = out.position();
    out.position(0);
    writeFully(header.bytes(lengthUs));
    out.position(end);
  }

  private void writeFully(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      out.write(data);
    }
  }

  @Override
  public void close() {
    guard.close();
  }
}
