package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.kinora.lib.provider.Options;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.spi.container.MuxerSettings;

/**
 * What a caller may choose.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>name</th><th>values</th></tr>
 * <tr><td>{@code mode}</td><td>{@code plain} (the default): the index at the end of the file; {@code
 * faststart}: in front of the samples, for playing while loading; {@code fragmented}: an index for
 * each second or so, readable after a crash; {@code hybrid} (the default while recording): fragmented
 * until it is finished, then as plain</td></tr>
 * <tr><td>{@code fragment}</td><td>with {@code fragmented} or {@code hybrid}, how long a fragment is:
 * {@code 1s}. The next one begins earlier with a key frame, after 8 MiB or 16,384 samples.</td></tr>
 * <tr><td>{@code reserveSamples}</td><td>with {@code faststart}, how many samples all tracks will
 * have: room for their index is left at the front, and an index that outgrows it goes to the end.
 * Without it the samples are moved back when the file is finished, for which the channel must be
 * readable.</td></tr>
 * </table>
 *
 * @param mode where the index goes
 * @param reservedBytes bytes kept free in front of the samples, 0 for none
 * @param intervalUs how long a fragment is, where there are any
 * @param live whether the file is to outlive its process while it grows
 */
record Mp4Options(Mode mode, int reservedBytes, long intervalUs, boolean live) {
  private static final String MODE = "mode";
  private static final String FRAGMENT = "fragment";
  private static final String RESERVE_SAMPLES = "reserveSamples";

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
    FASTSTART,
    FRAGMENTED,
    HYBRID;

    private static final List<String> WORDS = Stream.of(values()).map(Mode::word).toList();

    boolean isFragmented() {
      return this == FRAGMENTED || this == HYBRID;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A file without fragments. */
  Mp4Options(Mode mode, int reservedBytes) {
    this(mode, reservedBytes, MediaTime.US_PER_SECOND, false);
  }

  /**
   * Reads the options.
   *
   * @throws MediaException ARGUMENT_INVALID for an unknown name or value, a mode that a crash would
   *     leave unreadable while recording, or a channel that the mode cannot use
   */
  static Mp4Options of(MuxerSettings settings, SeekableByteChannel out) throws IOException {
    Options options = Options.of(settings.options(), Set.of(MODE, FRAGMENT, RESERVE_SAMPLES));
    String usual = settings.live() ? Mode.HYBRID.word() : Mode.PLAIN.word();
    String word = options.choice(MODE, usual, Mode.WORDS);
    Mode mode = Mode.values()[Mode.WORDS.indexOf(word)];
    if (settings.live() && !mode.isFragmented()) {
      throw invalid("a crash would leave nothing of mode=" + word + " while recording");
    }
    if (settings.options().containsKey(FRAGMENT) && !mode.isFragmented()) {
      throw invalid("option " + FRAGMENT + " with mode=" + word);
    }
    boolean reserves = settings.options().containsKey(RESERVE_SAMPLES);
    if (reserves && mode != Mode.FASTSTART) {
      throw invalid("option " + RESERVE_SAMPLES + " with mode=" + word);
    }
    if (mode == Mode.FASTSTART && !reserves) {
      requireReadable(out);
    }
    long reserved = options.number(RESERVE_SAMPLES, 1, 1, MOST_SAMPLES);
    int reservedBytes = (int) (reserved * BYTES_PER_SAMPLE + BYTES_FOR_TRACKS);
    long intervalUs = options.durationUs(FRAGMENT, "1s");
    return new Mp4Options(mode, reserves ? reservedBytes : 0, intervalUs, settings.live());
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
