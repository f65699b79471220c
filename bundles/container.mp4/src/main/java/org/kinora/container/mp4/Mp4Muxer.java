package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kinora.container.mp4.Mp4Options.Mode;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.lib.provider.MuxerGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;

/**
 * Writes one MP4 file, as its {@link Layout} arranges it.
 *
 * <p>Sample times are kept to the tick of the track; in the table of a track with a gap of more
 * than 32 bits of ticks (71 minutes of microseconds) to a few ticks. Edit lists put each track
 * where its times say; what lies before time 0, and the pre-skip of a sound, is in the file but not
 * presented. Tracks without samples are left out. Readers of fragments follow no edit lists, so
 * that a file that stays in fragments takes no picture before time 0.
 *
 * <p>While nothing has told how a track is to be decoded, neither its format nor a sample, {@link
 * #flush} of a file of fragments writes nothing, as its head is not known yet: the samples follow
 * with the first flush or fragment behind that.
 */
final class Mp4Muxer implements Muxer {
  private final NativeMovie movie;
  private final Mode mode;
  private final Layout layout;
  private final List<Mp4Track> tracks = new ArrayList<>();
  private final MuxerGuard guard = new MuxerGuard("mp4");
  private boolean begun;

  Mp4Muxer(SeekableByteChannel channel, Mp4Options options) throws IOException {
    PatchableOutput out = new PatchableOutput(channel);
    mode = options.mode();
    movie = new NativeMovie(mode.isFragmented());
    layout =
        mode.isFragmented()
            ? new FragmentedLayout(movie, options, out)
            : new WholeLayout(movie, options, out);
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
    begin();
    long offset = layout.offset();
    layout.append(data);
    return offset;
  }

  @Override
  public int addTrack(Track track) throws IOException {
    guard.addTrack();
    tracks.add(new Mp4Track(movie, track, mode.isFragmented()));
    return tracks.size() - 1;
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    begin();
    if (track < 0 || track >= tracks.size()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND, "mp4: track number " + track + " of " + tracks.size());
    }
    Mp4Track target = tracks.get(track);
    if (mode == Mode.FRAGMENTED && target.isVideo() && info.timeUs() < 0) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "mp4: track number %d, picture at %d us: mode=fragmented cannot hide what lies before 0,"
                  .formatted(track, info.timeUs())
              + " expected mode=plain, faststart or hybrid, or a beginning at a key frame");
    }
    layout.append(target.store(info, data, layout));
  }

  @Override
  public void flush() throws IOException {
    guard.flush();
    if (begun) {
      layout.flush();
    }
  }

  @Override
  public void finish() throws IOException {
    begin();
    guard.finish();
    layout.finish();
  }

  @Override
  public void close() {
    guard.close();
    movie.close();
  }

  private void begin() throws IOException {
    guard.write();
    if (!begun) {
      layout.begin(Collections.unmodifiableList(tracks));
      begun = true;
    }
  }
}
