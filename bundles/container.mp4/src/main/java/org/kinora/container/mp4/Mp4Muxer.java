package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.kinora.container.mp4.Mp4Options.Mode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;

/**
 * Writes one MP4 file.
 *
 * <pre>
 * plain                ftyp | mdat: samples as they come | moov
 * faststart            ftyp | moov | mdat                         moved when the file is finished
 * faststart, reserved  ftyp | moov | free | mdat                  or free in front and moov behind
 * </pre>
 *
 * <p>Sample times are kept to the tick of the track, and edit lists put each track where its times
 * say; what lies before time 0, and the pre-skip of a sound, is in the file but not presented.
 * Tracks without samples are left out.
 */
final class Mp4Muxer implements Muxer {
  private enum State {
    OPEN,
    WRITING,
    FINISHED,
    CLOSED
  }

  private static final int MDAT_HEADER_BYTES = 16;
  private static final int MDAT_SIZE_BYTES = Long.BYTES;
  private static final int BOX_HEADER_BYTES = 8;

  private final Mp4Options options;
  private final BulkWriter out;
  private final NativeMovie movie = new NativeMovie();
  private final List<Mp4Track> tracks = new ArrayList<>();
  private State state = State.OPEN;

  /** Where the first sample's bytes lie; behind the header of {@code mdat}. */
  private long payload;

  Mp4Muxer(SeekableByteChannel channel, Mp4Options options) {
    this.options = options;
    this.out = new BulkWriter(channel);
  }

  /** The index, for what a plain MP4 file does not have. */
  NativeMovie movie() {
    return movie;
  }

  /**
   * Writes bytes among the samples that belong to no track of the caller's; nothing may follow that
   * changes what the file is.
   *
   * @return where they lie, as samples' places count
   */
  long appendPayload(ByteBuffer data) throws IOException {
    if (state != State.WRITING) {
      require(State.OPEN, "data is written");
      writeHead();
    }
    long offset = out.position() - payload;
    out.append(data);
    return offset;
  }

  @Override
  public int addTrack(Track track) throws IOException {
    require(State.OPEN, "a track is added");
    tracks.add(new Mp4Track(movie, track));
    return tracks.size() - 1;
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    if (state != State.WRITING) {
      require(State.OPEN, "a sample is written");
      writeHead();
    }
    if (track < 0 || track >= tracks.size()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND, "mp4: track number " + track + " of " + tracks.size());
    }
    out.append(tracks.get(track).store(info, data, out.position() - payload));
  }

  @Override
  public void flush() throws IOException {
    require(State.WRITING, "data is handed on");
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    if (state != State.WRITING) {
      require(State.OPEN, "the file is finished");
      writeHead();
    }
    state = State.FINISHED;
    out.flush();
    long sizeBytes = out.position() - payload + MDAT_HEADER_BYTES;
    out.overwrite(payload - MDAT_SIZE_BYTES, buffer().putLong(sizeBytes).flip());
    byte[] moov = movie.moov(payload);
    if (options.mode() == Mode.PLAIN) {
      append(moov);
    } else if (options.reservedBytes() > 0) {
      fillReserve(moov);
    } else {
      moveBehind(moov);
    }
  }

  @Override
  public void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      movie.close();
    }
  }

  private void require(State expected, String action) throws MediaException {
    if (state == State.CLOSED) {
      throw new MediaException(MediaError.CLOSED, "mp4: " + action + " after close");
    }
    if (state != expected) {
      String reason = state == State.FINISHED ? "after finish" : "after the first sample";
      throw new MediaException(MediaError.MUX_ERROR, "mp4: " + action + " " + reason);
    }
  }

  private void writeHead() throws IOException {
    byte[] head = movie.head(options.reservedBytes());
    out.append(ByteBuffer.wrap(head));
    payload = head.length;
    state = State.WRITING;
  }

  private void append(byte[] box) throws IOException {
    out.append(ByteBuffer.wrap(box));
    out.flush();
  }

  /** Puts the index into the free box in front if that leaves nothing or room for a free box. */
  private void fillReserve(byte[] moov) throws IOException {
    int left = options.reservedBytes() - moov.length;
    if (left != 0 && left < BOX_HEADER_BYTES) {
      append(moov);
      return;
    }
    long reserve = payload - MDAT_HEADER_BYTES - options.reservedBytes();
    out.overwrite(reserve, ByteBuffer.wrap(moov));
    if (left > 0) {
      ByteBuffer free = buffer().putInt(left).put(new byte[] {'f', 'r', 'e', 'e'}).flip();
      out.overwrite(reserve + moov.length, free);
    }
  }

  /** Moves {@code mdat} towards the end by the size of the index, and puts the index in front. */
  private void moveBehind(byte[] first) throws IOException {
    byte[] moov = first;
    int sizeBytes;
    do { // offsets beyond 4 GiB take more room, so the index may grow once
      sizeBytes = moov.length;
      moov = movie.moov(payload + sizeBytes);
    } while (moov.length != sizeBytes);
    long mdat = payload - MDAT_HEADER_BYTES;
    out.moveTail(mdat, sizeBytes);
    out.overwrite(mdat, ByteBuffer.wrap(moov));
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(Long.BYTES);
  }
}
