package org.kinora.codec.ffmpeg.gif;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;

/**
 * Writes a GIF89a file: header, how often it is shown, pictures, a trailer.
 *
 * <p>A sample is what the encoder makes: the first begins with the file's header (sections 17 to
 * 19), each holds a graphic control extension (section 23) and an image. The extension's delay, in
 * hundredths of a second, is set here: from the picture's time to the next one's, both rounded by
 * themselves, so that nothing adds up. Players show shorter delays than 0.02 s as longer ones.
 */
final class GifMuxer implements Muxer {
  private static final int CENTISECOND_US = 10_000;
  private static final int MOST_DELAY = 65_535;
  private static final int USUAL_DELAY_US = 100_000;
  private static final int HEADER_BYTES = 13;
  private static final int TRAILER = 0x3B;

  private final SeekableByteChannel out;
  private final int loops;
  private int tracks;
  private boolean begun;

  /** The picture before, whose delay the next one tells. */
  private @Nullable ByteBuffer held;

  private long heldUs;
  private long heldDurationUs;

  GifMuxer(SeekableByteChannel out, int loops) {
    this.out = out;
    this.loops = loops;
  }

  @Override
  public int addTrack(Track track) throws MediaException {
    if (tracks > 0 || !track.format().codec().equals("gif")) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "gif holds one track of gif pictures; found another, of " + track.format().codec());
    }
    tracks++;
    return tracks;
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    if (track != 1 || tracks == 0) {
      throw new MediaException(MediaError.TRACK_NOT_FOUND, "gif: there is no track " + track);
    }
    if (info.timeUs() < 0 || (held != null && info.timeUs() <= heldUs)) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "gif: picture at %d us after one at %d us".formatted(info.timeUs(), heldUs));
    }
    writeHeld(info.timeUs());
    held = ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
    held.order(ByteOrder.LITTLE_ENDIAN);
    heldUs = info.timeUs();
    heldDurationUs = info.durationUs();
  }

  private void writeHeld(long untilUs) throws IOException {
    ByteBuffer picture = held;
    if (picture == null) {
      return;
    }
    long fromUs = begun ? heldUs : 0; // a GIF has no time before its first picture
    long delay = centiseconds(untilUs) - centiseconds(fromUs);
    int images = begun ? 0 : endOfHeader(picture);
    int control = control(picture, images);
    picture.putShort(control + 4, (short) Math.max(0, Math.min(MOST_DELAY, delay)));
    if (!begun) {
      writeAll(picture.slice(0, images));
      writeAll(loop());
    }
    writeAll(picture.slice(images, picture.limit() - images));
    begun = true;
  }

  private static long centiseconds(long timeUs) {
    return Math.round((double) timeUs / CENTISECOND_US);
  }

  /** Behind the logical screen descriptor and the colour table that it announces. */
  private static int endOfHeader(ByteBuffer first) throws MediaException {
    if (first.limit() < HEADER_BYTES || first.get(0) != 'G') {
      throw new MediaException(MediaError.MUX_ERROR, "gif: the first sample has no header");
    }
    int flags = first.get(10);
    int colours = (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
    return HEADER_BYTES + colours;
  }

  /** Where the graphic control extension begins: {@code 21 F9 04}. */
  private static int control(ByteBuffer picture, int from) throws MediaException {
    for (int i = from; i + 8 <= picture.limit(); i++) {
      if (picture.get(i) == 0x21 && picture.get(i + 1) == (byte) 0xF9 && picture.get(i + 2) == 4) {
        return i;
      }
    }
    throw new MediaException(MediaError.MUX_ERROR, "gif: a sample without a control extension");
  }

  /** The application extension that all players know; none where it is shown once. */
  private ByteBuffer loop() {
    if (loops < 0) {
      return ByteBuffer.allocate(0);
    }
    return ByteBuffer.allocate(19)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {0x21, (byte) 0xFF, 11})
        .put("NETSCAPE2.0".getBytes(StandardCharsets.US_ASCII))
        .put(new byte[] {3, 1})
        .putShort((short) loops)
        .put((byte) 0)
        .flip();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void finish() throws IOException {
    if (held == null) {
      throw new MediaException(MediaError.MUX_ERROR, "gif: there is no picture");
    }
    writeHeld(heldUs + (heldDurationUs > 0 ? heldDurationUs : USUAL_DELAY_US));
    held = null;
    writeAll(ByteBuffer.wrap(new byte[] {TRAILER}));
  }

  @Override
  public void close() {
    held = null;
  }
}
