package org.kinora.tck.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** Writes VP9 into an IVF file by the contract, or breaks one rule of it. */
final class IvfMuxer implements Muxer {
  /** The rule that is broken. */
  enum Bug {
    NONE,
    KEEPS_BUFFER,
    IGNORES_LIMIT,
    WRITES_INTO_BUFFER,
    CLOSES_CHANNEL,
    ACCEPTS_OPTIONS,
    LIES_ABOUT_SUPPORT,
    ACCEPTS_UNKNOWN_TRACK,
    ACCEPTS_FALLING_TIMES,
    ACCEPTS_EARLY_PICTURES,
    ACCEPTS_MORE_TRACKS,
    WRITES_AFTER_FINISH,
    CLOSE_FINISHES,
    HOARDS,
    IS_NEVER_THE_SAME,
    LOSES_TIMES
  }

  private final Bug bug;
  private final SeekableByteChannel out;
  private final int stamp;
  private final List<ByteBuffer> hoard = new ArrayList<>();
  private @Nullable VideoFormat format;
  private @Nullable ByteBuffer kept;
  private long decodedUs = Long.MIN_VALUE;
  private int samples;
  private boolean finished;

  private IvfMuxer(Bug bug, SeekableByteChannel out, int stamp) {
    this.bug = bug;
    this.out = out;
    this.stamp = stamp;
  }

  /** Makes such muxers. */
  record Factory(Bug bug, AtomicInteger made) implements MuxerFactory {
    @Override
    public boolean supports(TrackFormat format) {
      return format.codec().equals("vp9")
          || (bug == Bug.LIES_ABOUT_SUPPORT && format.codec().equals("h264"));
    }

    @Override
    public Muxer create(SeekableByteChannel out, MuxerSettings settings) throws IOException {
      if (!settings.options().isEmpty() && bug != Bug.ACCEPTS_OPTIONS) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID, "options " + settings.options().keySet());
      }
      return new IvfMuxer(bug, out, bug == Bug.IS_NEVER_THE_SAME ? made.incrementAndGet() : 0);
    }
  }

  @Override
  public int addTrack(Track track) throws IOException {
    boolean full = format != null && bug != Bug.ACCEPTS_MORE_TRACKS;
    if (full || !(track.format() instanceof VideoFormat video) || !video.codec().equals("vp9")) {
      throw new MediaException(MediaError.TRACK_NOT_SUPPORTED, "one VP9 track, not " + track);
    }
    if (format == null) {
      format = video;
      writeFully(header(video));
    }
    return 1;
  }

  private ByteBuffer header(VideoFormat video) {
    ByteBuffer header = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    header.put("DKIFxx".getBytes(US_ASCII)).putShort(4, (short) 0).putShort((short) 32);
    header.put("VP90".getBytes(US_ASCII));
    header.putShort((short) video.width()).putShort((short) video.height());
    return header.putInt(1_000_000).putInt(1).putInt(samples).putInt(stamp).flip();
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    if (track != 1 && bug != Bug.ACCEPTS_UNKNOWN_TRACK) {
      throw new MediaException(MediaError.TRACK_NOT_FOUND, "track " + track);
    }
    boolean late = finished && bug != Bug.WRITES_AFTER_FINISH;
    boolean falls = info.decodeTimeUs() < decodedUs && bug != Bug.ACCEPTS_FALLING_TIMES;
    boolean early = info.timeUs() < 0 && bug != Bug.ACCEPTS_EARLY_PICTURES;
    if (late || falls || early) {
      throw new MediaException(MediaError.MUX_ERROR, "track " + track + ", " + info);
    }
    decodedUs = info.decodeTimeUs();
    samples++;
    if (bug == Bug.WRITES_INTO_BUFFER) {
      data.put(data.position(), (byte) ~data.get(data.position()));
    }
    writeKept();
    long timeUs = bug == Bug.LOSES_TIMES ? samples * 33_333L : info.timeUs();
    ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    writeFully(head.putInt(info.size()).putLong(timeUs).flip());
    if (bug == Bug.KEEPS_BUFFER) {
      kept = data;
    } else if (bug == Bug.IGNORES_LIMIT) {
      writeFully(data.duplicate().clear().limit(info.size()));
    } else {
      writeFully(data);
    }
  }

  private void writeKept() throws IOException {
    if (kept != null) {
      writeFully(kept);
      kept = null;
    }
  }

  private void writeFully(ByteBuffer data) throws IOException {
    if (bug == Bug.HOARDS) {
      hoard.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
      return;
    }
    while (data.hasRemaining()) {
      out.write(data);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void finish() throws IOException {
    writeKept();
    for (ByteBuffer data : hoard) {
      out.write(data);
    }
    finished = true;
    if (format != null) {
      long end = out.position();
      out.position(0).write(header(format));
      out.position(end);
    }
  }

  @Override
  public void close() throws IOException {
    if (bug == Bug.CLOSE_FINISHES && !finished) {
      finish();
    }
    if (bug == Bug.CLOSES_CHANNEL) {
      out.close();
    }
    finished = true;
  }
}
