package org.kinora.container.mp4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The index of one file, kept by the native library {@code kinora_mp4} (in {@code src/main/rust}).
 * One thread at a time; holds native memory until it is closed: about 4 bytes a sample.
 *
 * <p>Samples cross in batches. The record of one sample, little-endian:
 *
 * <pre>
 *  0 int  track, from 0              24 long presentation time, ticks
 *  4 int  sample entry, from 0       32 long offset from the first byte of all samples
 *  8 int  size in bytes              40 long duration in ticks, 0 if not known
 * 12 int  flags: 1 = key sample
 * 16 long decode time, ticks
 * </pre>
 */
final class NativeMovie implements AutoCloseable {
  private static final int RECORD_BYTES = 48;
  private static final int BATCH = 1000;
  private static final int KEY = 1;

  /** A long file's index is larger than the heap should be. */
  private static final int PIECE_BYTES = 64 << 10;

  /** Times in the file count from 1904-01-01. */
  static final long SECONDS_TO_1970 = 2_082_844_800;

  static {
    System.loadLibrary("kinora_mp4");
  }

  private final ByteBuffer records =
      ByteBuffer.allocateDirect(BATCH * RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long handle;

  /** The index of a file whose samples follow each other. */
  NativeMovie() {
    this(false);
  }

  /**
   * An index without tracks.
   *
   * @param fragmented whether samples go to fragments: their offsets then count from the first byte
   *     of their fragment's samples
   */
  NativeMovie(boolean fragmented) {
    handle = create(fragmented);
  }

  /**
   * Adds a video track.
   *
   * @param brand a file type brand to state for it, four letters, or nothing
   * @return its number, from 0
   */
  int addVideo(int timescale, int width, int height, String brand, String name)
      throws MediaException {
    return call(() -> addVideo(handle, timescale, width, height, fourCc(brand), utf8(name)));
  }

  /**
   * Adds an audio track.
   *
   * @param leadTicks decoded sound to drop at the start
   * @param rollTicks how far decoding must run ahead after a seek; 0 for not at all
   * @param brand a file type brand to state for it, four letters, or nothing
   * @return its number, from 0
   */
  int addAudio(int timescale, int leadTicks, int rollTicks, String brand, String name)
      throws MediaException {
    return call(() -> addAudio(handle, timescale, leadTicks, rollTicks, fourCc(brand), utf8(name)));
  }

  /** Adds a timecode track; returns its number, from 0. */
  int addTimecode(int timescale) throws MediaException {
    return call(() -> addTimecode(handle, timescale));
  }

  /** States that a timecode track holds the timecode of another track. */
  void refer(int track, int timecodeTrack) throws MediaException {
    call(
        () -> {
          refer(handle, track, timecodeTrack);
          return track;
        });
  }

  /**
   * States what the file is.
   *
   * @param brand the major brand, four letters
   * @param userData the boxes of the movie's {@code udta}, or nothing
   */
  void describe(String brand, byte[] userData) throws MediaException {
    call(
        () -> {
          describe(handle, fourCc(brand), userData);
          return brand;
        });
  }

  /** Adds a sample entry, a whole box, to a track; returns its number, from 0. */
  int addEntry(int track, byte[] entry) throws MediaException {
    return call(() -> addEntry(handle, track, entry));
  }

  /**
   * Adds a sample entry that another writer made, a whole box, whatever it says; returns its
   * number, from 0.
   */
  int addForeignEntry(int track, byte[] entry) throws MediaException {
    return call(() -> addForeignEntry(handle, track, entry));
  }

  /**
   * States when it was recorded, which the file holds if it is before 2040, and where the
   * presentation ends, if before the last sample.
   */
  void setExtent(Optional<ZonedDateTime> startedAt, OptionalLong endUs) throws MediaException {
    long since1904 = startedAt.map(start -> start.toEpochSecond() + SECONDS_TO_1970).orElse(0L);
    long created = since1904 == Integer.toUnsignedLong((int) since1904) ? since1904 : 0;
    call(
        () -> {
          setExtent(handle, created, endUs.orElse(Long.MAX_VALUE));
          return created;
        });
  }

  /** Adds the next sample of a track; times are ticks of the track. */
  void add(
      int track,
      int entry,
      int size,
      boolean key,
      long decodeTicks,
      long presentationTicks,
      long offset,
      long durationTicks)
      throws MediaException {
    if (!records.hasRemaining()) {
      flush();
    }
    records.putInt(track).putInt(entry).putInt(size).putInt(key ? KEY : 0);
    records.putLong(decodeTicks).putLong(presentationTicks).putLong(offset);
    records.putLong(durationTicks);
  }

  /**
   * The bytes in front of the samples: {@code ftyp}, {@code free} if any are to be reserved, and
   * the header of {@code mdat}, whose last eight bytes are to take its size.
   */
  byte[] head(int reservedBytes) throws MediaException {
    return call(() -> head(handle, reservedBytes));
  }

  /**
   * Builds the {@code moov} box for a file whose first sample byte lies at {@code payloadOffset}.
   *
   * @return its size in bytes
   */
  long buildMoov(long payloadOffset) throws MediaException {
    flush();
    return call(() -> buildMoov(handle, payloadOffset));
  }

  /** Hands over the {@code moov} box that was built last, in pieces from its beginning on. */
  void moov(PieceSink sink) throws IOException {
    long at = 0;
    for (byte[] piece = moovPiece(at); piece.length > 0; piece = moovPiece(at)) {
      sink.accept(at, piece);
      at += piece.length;
    }
  }

  private byte[] moovPiece(long at) throws MediaException {
    return call(() -> moovPiece(handle, at, PIECE_BYTES));
  }

  /** Takes the pieces of a box. */
  @FunctionalInterface
  interface PieceSink {
    /**
     * Takes one.
     *
     * @param at where it lies in the box
     */
    void accept(long at, byte[] piece) throws IOException;
  }

  /**
   * The bytes in front of the first fragment: {@code ftyp}, for a hybrid file {@code free}, and
   * {@code moov}. Asked for again it has the same length, and says how long the movie is.
   */
  byte[] opening(boolean hybrid) throws MediaException {
    flush();
    return call(() -> opening(handle, hybrid));
  }

  /**
   * The {@code moof} box of the samples since the last one, and the header of their {@code mdat}
   * box; nothing without samples.
   *
   * @param at where in the file it goes; the samples' bytes go behind it
   * @param next the track whose sample begins the next fragment, if there is one, else negative
   * @param nextDecodeTicks that sample's decode time
   */
  byte[] closeFragment(long at, int next, long nextDecodeTicks) throws MediaException {
    flush();
    return call(() -> closeFragment(handle, at, next, nextDecodeTicks));
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    release(handle);
    handle = 0;
  }

  private void flush() throws MediaException {
    int count = records.position() / RECORD_BYTES;
    records.clear();
    call(
        () -> {
          append(handle, records, count);
          return count;
        });
  }

  /** Calls into the library, whose refusals become errors of a muxer. */
  private static <T> T call(Supplier<T> entry) throws MediaException {
    try {
      return entry.get();
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.MUX_ERROR, "mp4: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new MediaException(MediaError.INTERNAL_ERROR, "mp4: " + e.getMessage(), e);
    }
  }

  private static int fourCc(String brand) {
    return brand.isEmpty() ? 0 : ByteBuffer.wrap(brand.getBytes(US_ASCII)).getInt();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  // Each throws IllegalArgumentException for arguments that do not fit, and IllegalStateException
  // for a handle that is closed or whose movie broke down.

  private static native long create(boolean fragmented);

  private static native void release(long handle);

  private static native int addVideo(
      long handle, int timescale, int width, int height, int brand, byte[] name);

  private static native int addAudio(
      long handle, int timescale, int lead, int roll, int brand, byte[] name);

  private static native int addTimecode(long handle, int timescale);

  private static native void refer(long handle, int track, int timecodeTrack);

  private static native void describe(long handle, int brand, byte[] userData);

  private static native int addEntry(long handle, int track, byte[] entry);

  private static native int addForeignEntry(long handle, int track, byte[] entry);

  private static native void setExtent(long handle, long created, long endUs);

  private static native void append(long handle, ByteBuffer records, int count);

  private static native byte[] head(long handle, int reserved);

  private static native long buildMoov(long handle, long payload);

  private static native byte[] moovPiece(long handle, long from, int most);

  private static native byte[] opening(long handle, boolean hybrid);

  private static native byte[] closeFragment(long handle, long at, int next, long nextDecodeTicks);
}
