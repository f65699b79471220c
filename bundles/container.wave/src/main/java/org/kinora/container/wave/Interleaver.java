package org.kinora.container.wave;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.kinora.lib.output.PatchableOutput;

/**
 * Puts the channels of all tracks side by side, from frame 0 on; where nothing was put there is
 * silence. Frames are written once every track has come as far, or when one is two seconds ahead of
 * the others: then they are silent there.
 */
final class Interleaver {
  private static final int WINDOW_SECONDS = 3;
  private static final int WINDOW_BYTES_MAX = 64 << 20;

  /** A lone track waits for no other. */
  private static final int LONE_WINDOW_BYTES = 64 << 10;

  private final PatchableOutput out;
  private final List<PcmTrack> tracks;
  private final int frameBytes;
  private final int numberBytes;
  private final long endFrame;

  /** The frames from {@link #writtenFrames} on; zero where nothing was put. */
  private final byte[] window;

  private final int windowFrames;
  private final int waitFrames;
  private long writtenFrames;
  private long putFrames;

  /**
   * Begins at frame 0.
   *
   * @param format of all tracks together
   * @param endFrame where the file ends at the latest
   */
  Interleaver(PatchableOutput out, List<PcmTrack> tracks, PcmFormat format, long endFrame) {
    this.out = out;
    this.tracks = tracks;
    this.endFrame = endFrame;
    frameBytes = format.frameBytes();
    numberBytes = format.bits() / 8;
    boolean lone = tracks.size() == 1;
    long wanted =
        lone ? LONE_WINDOW_BYTES : (long) WINDOW_SECONDS * format.sampleRate() * frameBytes;
    windowFrames = Math.max(1, (int) Math.min(wanted, WINDOW_BYTES_MAX) / frameBytes);
    waitFrames = lone ? 0 : windowFrames * 2 / WINDOW_SECONDS;
    window = new byte[windowFrames * frameBytes];
  }

  /** Frames that are in the file. */
  long writtenFrames() {
    return writtenFrames;
  }

  /** Whether a frame was written already, silent. */
  boolean isTooLate(long frame) {
    return Math.max(0, frame) < writtenFrames;
  }

  /** Puts a track's frames; what lies before frame 0 or behind the end is left out. */
  void put(PcmTrack track, long frame, ByteBuffer data) throws IOException {
    int width = track.format().frameBytes();
    long end = Math.min(endFrame, frame + data.remaining() / width);
    for (long at = Math.max(0, frame); at < end; ) {
      if (at >= writtenFrames + windowFrames) {
        writeUntil(at - waitFrames);
      }
      int count = (int) Math.min(end - at, writtenFrames + windowFrames - at);
      int from = data.position() + (int) (at - frame) * width;
      copy(data.slice(from, count * width), track, (int) (at - writtenFrames), count);
      at += count;
      putFrames = Math.max(putFrames, at);
    }
    long settled = settledFrames();
    if (settled - writtenFrames >= waitFrames / 8) {
      writeUntil(settled);
    }
  }

  private void copy(ByteBuffer from, PcmTrack track, int frame, int count) {
    int width = track.format().frameBytes();
    int to = frame * frameBytes + track.firstChannel() * numberBytes;
    if (width == frameBytes) {
      from.get(window, to, count * width);
      return;
    }
    for (int i = 0; i < count; i++, to += frameBytes) {
      from.get(window, to, width);
    }
  }

  /** As far as all tracks have come, or nobody waits any more. */
  private long settledFrames() {
    long common = tracks.stream().mapToLong(PcmTrack::nextFrame).min().orElse(0);
    return Math.min(putFrames, Math.max(common, putFrames - waitFrames));
  }

  /** Writes what no track can change any more. */
  void writeSettled() throws IOException {
    writeUntil(settledFrames());
  }

  /** Writes all frames before one, silent ones behind what was put. */
  void writeUntil(long frame) throws IOException {
    while (writtenFrames < frame) {
      int count = (int) Math.min(frame - writtenFrames, windowFrames);
      int bytes = count * frameBytes;
      out.write(ByteBuffer.wrap(window, 0, bytes));
      int held = (int) Math.max(bytes, (putFrames - writtenFrames) * frameBytes);
      System.arraycopy(window, bytes, window, 0, held - bytes);
      Arrays.fill(window, held - bytes, held, (byte) 0);
      writtenFrames += count;
    }
  }

  /** Writes the rest. */
  void finish() throws IOException {
    writeUntil(endFrame == Long.MAX_VALUE ? putFrames : endFrame);
  }
}
