package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * What a caller may choose.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>name</th><th>values</th></tr>
 * <tr><td>{@code mode}</td><td>{@code plain} (the default): the index at the end of the file; {@code
 * faststart}: in front of the samples, for playing while loading</td></tr>
 * <tr><td>{@code reserveSamples}</td><td>with {@code faststart}, how many samples all tracks will
 * have: room for their index is left at the front, and an index that outgrows it goes to the end.
 * Without it the samples are moved back when the file is finished, for which the channel must be
 * readable.</td></tr>
 * </table>
 *
 * @param mode where the index goes
 * @param reservedBytes bytes kept free in front of the samples, 0 for none
 */
record Mp4Options(Mode mode, int reservedBytes) {
  private static final String MODE = "mode";
  private static final String RESERVE_SAMPLES = "reserveSamples";
  private static final Set<String> NAMES = Set.of(MODE, RESERVE_SAMPLES);

  /**
   * The most that one sample takes where no two are alike: 4 bytes of size, 8 each of delta and
   * shift, and its share of the rest.
   */
  private static final int BYTES_PER_SAMPLE = 21;

  private static final int BYTES_FOR_TRACKS = 4096;
  private static final int MOST_SAMPLES = 100_000_000;

  /** Where the index goes. */
  enum Mode {
    PLAIN,
    FASTSTART
  }

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or value, or a channel that the
   *     mode cannot use
   */
  static Mp4Options of(Map<String, String> options, SeekableByteChannel out) throws IOException {
    for (String name : options.keySet()) {
      if (!NAMES.contains(name)) {
        throw invalid("option " + name + "; expected one of " + new TreeSet<>(NAMES));
      }
    }
    Mode mode = mode(options.getOrDefault(MODE, "plain"));
    String samples = options.get(RESERVE_SAMPLES);
    if (samples != null) {
      if (mode == Mode.PLAIN) {
        throw invalid("option " + RESERVE_SAMPLES + " without " + MODE + "=faststart");
      }
      return new Mp4Options(mode, reservedBytes(samples));
    }
    if (mode == Mode.FASTSTART) {
      requireReadable(out);
    }
    return new Mp4Options(mode, 0);
  }

  private static Mode mode(String value) throws MediaException {
    return switch (value) {
      case "plain" -> Mode.PLAIN;
      case "faststart" -> Mode.FASTSTART;
      default -> throw invalid("option " + MODE + "=" + value + "; expected plain or faststart");
    };
  }

  private static int reservedBytes(String samples) throws MediaException {
    int count;
    try {
      count = Integer.parseInt(samples);
    } catch (NumberFormatException e) {
      count = -1;
    }
    if (count < 1 || count > MOST_SAMPLES) {
      throw invalid(
          "option " + RESERVE_SAMPLES + "=" + samples + "; expected 1 to " + MOST_SAMPLES);
    }
    return count * BYTES_PER_SAMPLE + BYTES_FOR_TRACKS;
  }

  private static void requireReadable(SeekableByteChannel out) throws IOException {
    try {
      int ignored = out.read(ByteBuffer.allocate(0));
    } catch (NonReadableChannelException e) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "mode=faststart moves the samples when it finishes, but the channel cannot be read; "
              + "open it for reading too, or give "
              + RESERVE_SAMPLES,
          e);
    }
  }

  private static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, "mp4: " + message);
  }
}
