package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.container.mp4.Mp4Options.Mode;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.media.SampleInfo;

/**
 * All samples in one box, and one index, written at the end.
 *
 * <pre>
 * plain                ftyp | mdat: samples as they come | moov
 * faststart            ftyp | moov | mdat                         moved when the file is finished
 * faststart, reserved  ftyp | moov | free | mdat                  or free in front and moov behind
 * </pre>
 */
final class WholeLayout implements Layout {
  private static final int MDAT_HEADER_BYTES = 16;
  private static final int BOX_HEADER_BYTES = 8;

  private final NativeMovie movie;
  private final Mp4Options options;
  private final PatchableOutput out;

  /** Where the first sample's bytes lie; behind the header of {@code mdat}. */
  private long payload;

  WholeLayout(NativeMovie movie, Mp4Options options, PatchableOutput out) {
    this.movie = movie;
    this.options = options;
    this.out = out;
  }

  @Override
  public void begin(List<Mp4Track> tracks) throws IOException {
    out.write(movie.head(options.reservedBytes()));
    payload = out.position();
  }

  @Override
  public void prepare(Mp4Track track, SampleInfo info, long decodeTicks) {}

  @Override
  public long offset() {
    return out.position() - payload;
  }

  @Override
  public void append(ByteBuffer data) throws IOException {
    out.write(data);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    long sizeBytes = offset() + MDAT_HEADER_BYTES;
    long moovBytes = movie.buildMoov(payload);
    out.patch(payload - Long.BYTES, ByteBuffer.allocate(Long.BYTES).putLong(sizeBytes).array());
    long left = options.reservedBytes() - moovBytes;
    if (options.mode() == Mode.FASTSTART && options.reservedBytes() == 0) {
      moveBehind(moovBytes);
    } else if (left == 0 || left >= BOX_HEADER_BYTES) {
      fillReserve(left);
    } else {
      movie.moov((at, piece) -> out.write(piece));
    }
    out.flush();
  }

  /** Puts the index into the free box in front, of which so many bytes are left, or none. */
  private void fillReserve(long left) throws IOException {
    long end = payload - MDAT_HEADER_BYTES;
    patchMoov(end - options.reservedBytes());
    if (left > 0) {
      byte[] type = {'f', 'r', 'e', 'e'};
      out.patch(
          end - left, ByteBuffer.allocate(BOX_HEADER_BYTES).putInt((int) left).put(type).array());
    }
  }

  /** Moves {@code mdat} towards the end by the size of the index, and puts the index in front. */
  private void moveBehind(long firstBytes) throws IOException {
    long moovBytes = firstBytes;
    long sizeBytes;
    do { // offsets beyond 4 GiB take more room, so the index may grow once
      sizeBytes = moovBytes;
      moovBytes = movie.buildMoov(payload + sizeBytes);
    } while (moovBytes != sizeBytes);
    long mdat = payload - MDAT_HEADER_BYTES;
    out.moveTail(mdat, sizeBytes);
    patchMoov(mdat);
  }

  private void patchMoov(long to) throws IOException {
    movie.moov((at, piece) -> out.patch(to + at, piece));
  }
}
