package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.container.mp4.Mp4Options.Mode;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.media.SampleInfo;

/**
 * Samples in fragments, each with its own index (ISO/IEC 14496-12, section 8.8).
 *
 * <pre>
 * fragmented            ftyp | moov: no samples, mvex | (moof | mdat)*
 * hybrid, while growing ftyp | free | moov: no samples, mvex | (moof | mdat)*
 * hybrid, finished      ftyp | mdat: all of that           | moov
 * </pre>
 *
 * <p>The channel gets a fragment in one piece. Of a live file that is a {@code free} box until all
 * of it is there: when the system kills a process it may stop in the midst of a write, and FFmpeg
 * refuses a file that ends within a {@code moof} box. Nothing is written before every track has
 * told how it is to be decoded, or the first fragment is full: tracks that were not described by
 * then are refused.
 */
final class FragmentedLayout implements Layout {
  private static final int FULL_BYTES = 8 << 20;
  private static final int FULL_SAMPLES = 16_384;
  private static final int FIRST_CAPACITY_BYTES = 1 << 20;

  /** Kept free in front of the samples for their index, which takes at most 36 bytes for most. */
  private static final int ROOM_BYTES = 64 << 10;

  private static final int NO_TRACK = -1;
  private static final int MDAT_HEADER_BYTES = 16;
  private static final int WIDE_SIZE = 1;
  private static final byte[] MDAT = {'m', 'd', 'a', 't'};
  private static final byte[] MOOF = {'m', 'o', 'o', 'f'};
  private static final byte[] FREE = {'f', 'r', 'e', 'e'};

  private final NativeMovie movie;
  private final Mp4Options options;
  private final PatchableOutput out;
  private List<Mp4Track> tracks = List.of();
  private ByteBuffer fragment = ByteBuffer.allocateDirect(FIRST_CAPACITY_BYTES);
  private int samples;
  private long beginUs;

  /** The first box, behind which a hybrid file has its free box. */
  private int fileTypeBytes;

  FragmentedLayout(NativeMovie movie, Mp4Options options, PatchableOutput out) {
    this.movie = movie;
    this.options = options;
    this.out = out;
    fragment.position(ROOM_BYTES);
  }

  @Override
  public void begin(List<Mp4Track> all) {
    tracks = all;
  }

  @Override
  public void prepare(Mp4Track track, SampleInfo info, long decodeTicks) throws IOException {
    if (isDue(track, info) && canClose()) {
      close(track.number(), decodeTicks);
    }
    if (samples == 0) {
      beginUs = info.decodeTimeUs();
    }
    samples++;
  }

  /** A fragment lasts its time, or half of it if the next one can begin with a key frame. */
  private boolean isDue(Mp4Track track, SampleInfo info) {
    long lastedUs = info.decodeTimeUs() - beginUs;
    boolean opensGop = track.isVideo() && info.keyframe();
    return samples > 0
        && (lastedUs >= (opensGop ? options.intervalUs() / 2 : options.intervalUs())
            || (samples > 1 && offset() + info.size() > FULL_BYTES)
            || samples >= FULL_SAMPLES);
  }

  private boolean canClose() {
    return out.position() > 0
        || offset() >= FULL_BYTES
        || samples >= FULL_SAMPLES
        || tracks.stream().allMatch(Mp4Track::isDescribed);
  }

  @Override
  public long offset() {
    return (long) fragment.position() - ROOM_BYTES;
  }

  @Override
  public void append(ByteBuffer data) {
    int at = fragment.position();
    int size = data.remaining();
    if (size > fragment.remaining()) {
      int doubled = Math.min(2 * fragment.capacity(), ROOM_BYTES + FULL_BYTES);
      int needed = Math.addExact(at, size);
      ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(doubled, needed));
      fragment = larger.put(fragment.flip());
    }
    fragment.put(at, data, data.position(), size).position(at + size);
  }

  @Override
  public void flush() throws IOException {
    if (canClose()) {
      close(NO_TRACK, 0);
    }
  }

  /**
   * Hands the fragment to the channel.
   *
   * @param next the track of the sample behind it, which that sample's decode time makes exact
   */
  private void close(int next, long decodeTicks) throws IOException {
    if (out.position() == 0) {
      byte[] opening = movie.opening(options.mode() == Mode.HYBRID);
      fileTypeBytes = ByteBuffer.wrap(opening).getInt();
      out.writeAtOnce(ByteBuffer.wrap(opening));
    }
    long at = out.position();
    byte[] header = movie.closeFragment(at, next, decodeTicks);
    if (options.live() && header.length > 0) {
      System.arraycopy(FREE, 0, header, Integer.BYTES, FREE.length);
      write(header);
      out.patch(at + Integer.BYTES, MOOF);
    } else {
      write(header);
    }
    fragment.clear().position(ROOM_BYTES);
    samples = 0;
  }

  /** Writes what is in front of the samples and them. */
  private void write(byte[] header) throws IOException {
    fragment.flip();
    if (header.length <= ROOM_BYTES) {
      int from = ROOM_BYTES - header.length;
      out.writeAtOnce(fragment.put(from, header).position(from));
    } else {
      out.writeAtOnce(ByteBuffer.wrap(header));
      out.writeAtOnce(fragment.position(ROOM_BYTES));
    }
  }

  @Override
  public void finish() throws IOException {
    close(NO_TRACK, 0);
    if (options.mode() == Mode.FRAGMENTED) {
      out.patch(0, movie.opening(false));
      return;
    }
    long endOfSamples = out.position();
    long ignored = movie.buildMoov(0);
    movie.moov((at, piece) -> out.write(piece));
    out.flush(); // first the index, so that a crash leaves one of the two forms
    ByteBuffer mdat = ByteBuffer.allocate(MDAT_HEADER_BYTES).putInt(WIDE_SIZE).put(MDAT);
    out.patch(fileTypeBytes, mdat.putLong(endOfSamples - fileTypeBytes).array());
  }
}
