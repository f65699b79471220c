package org.kinora.container.wave;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;

/**
 * Writes one PCM track. The file begins at time 0 of the recording, or at the first sample if that
 * lies before; where nothing was recorded it is silent, for a WAVE file has no times. The sizes in
 * its header are made right at every mebibyte, so that it can be heard while it grows and after a
 * crash.
 */
final class WaveMuxer implements Muxer {
  private enum State {
    ADDING_TRACKS,
    WRITING,
    FINISHED,
    CLOSED
  }

  private static final long PATCH_BYTES = 1 << 20;
  private static final ByteBuffer SILENCE = ByteBuffer.allocate(64 << 10).asReadOnlyBuffer();

  private final PatchableOutput out;
  private final WaveOptions options;
  private State state = State.ADDING_TRACKS;
  private @Nullable PcmFormat format;
  private @Nullable WaveHeader header;
  private long originFrame;
  private long frames;
  private long patchedBytes;

  WaveMuxer(SeekableByteChannel channel, WaveOptions options) throws IOException {
    this.out = new PatchableOutput(channel);
    this.options = options;
  }

  @Override
  public int addTrack(Track track) throws IOException {
    require(state == State.ADDING_TRACKS, "a track is added");
    Optional<PcmFormat> pcm = PcmFormat.of(track.format());
    if (pcm.isEmpty() || format != null) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "wave holds one track of PCM, not track %d: %s".formatted(track.id(), track.format()));
    }
    format = pcm.get();
    return 1;
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    require(state == State.ADDING_TRACKS || state == State.WRITING, "a sample is written");
    PcmFormat pcm = format;
    if (track != 1 || pcm == null) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND, "wave: there is no track number " + track);
    }
    if (data.remaining() % pcm.frameBytes() != 0) {
      throw refused(
          info, data.remaining() + " bytes are not whole frames of " + pcm.frameBytes() + " bytes");
    }
    long frame = MediaTime.toTicks(info.timeUs(), pcm.sampleRate());
    WaveHeader head = begin(pcm, Math.min(0, frame));
    placeAt(frame - originFrame, pcm, info);
    frames += data.remaining() / pcm.frameBytes();
    out.write(data.duplicate());
    if (frames * pcm.frameBytes() - patchedBytes >= PATCH_BYTES) {
      patch(head, pcm);
      out.flush();
    }
  }

  /** Writes the header when the first sample, or the end, tells where the file begins. */
  private WaveHeader begin(PcmFormat pcm, long firstFrame) throws IOException {
    if (header == null) {
      state = State.WRITING;
      originFrame = firstFrame;
      header =
          new WaveHeader(
              pcm,
              options.isBroadcast()
                  ? Optional.of(new BroadcastExtension(options, pcm, firstFrame))
                  : Optional.empty());
      out.write(header.toBytes(0));
    }
    return header;
  }

  /**
   * Fills the time up to a sample with silence. A time that lies off by one frame comes from times
   * in microseconds and moves nothing.
   */
  private void placeAt(long frame, PcmFormat pcm, SampleInfo info) throws IOException {
    long gap = frame - frames;
    if (gap < -1) {
      throw refused(info, "it begins " + -gap + " frames before the end of the one before it");
    }
    if (gap <= 1) {
      return;
    }
    for (long bytes = gap * pcm.frameBytes(); bytes > 0; ) {
      int part = (int) Math.min(bytes, SILENCE.capacity());
      out.write(SILENCE.slice(0, part));
      bytes -= part;
    }
    frames += gap;
  }

  private void patch(WaveHeader head, PcmFormat pcm) throws IOException {
    patchedBytes = frames * pcm.frameBytes();
    out.patch(0, head.toBytes(patchedBytes));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    require(state == State.ADDING_TRACKS || state == State.WRITING, "the file is finished");
    PcmFormat pcm = format;
    if (pcm == null) {
      throw new MediaException(MediaError.MUX_ERROR, "wave: a file without a track");
    }
    WaveHeader head = begin(pcm, 0);
    if ((frames * pcm.frameBytes() & 1) != 0) {
      out.write(new byte[1]);
    }
    patch(head, pcm);
    out.flush();
    state = State.FINISHED;
  }

  @Override
  public void close() {
    state = State.CLOSED;
  }

  private static MediaException refused(SampleInfo info, String why) {
    return new MediaException(
        MediaError.MUX_ERROR, "wave: the sample at %d us: %s".formatted(info.timeUs(), why));
  }

  private void require(boolean allowed, String what) throws MediaException {
    if (!allowed) {
      MediaError error = state == State.CLOSED ? MediaError.CLOSED : MediaError.MUX_ERROR;
      throw new MediaException(error, "wave: " + what + " while the muxer is " + state);
    }
  }
}
