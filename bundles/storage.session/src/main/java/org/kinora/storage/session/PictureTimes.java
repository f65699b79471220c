package org.kinora.storage.session;

import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaTime;
import org.kinora.media.TrackIndex;

/**
 * When the pictures of a film were taken, by their numbers in the order in which they are shown.
 * The film itself counts them at a constant rate, whenever they were taken.
 */
final class PictureTimes {
  /** On the recorder's clock. */
  private final TreeMap<Long, Long> times = new TreeMap<>();

  private int repeated;

  /** Notes a picture; of two rows of one number the first counts. */
  void add(long number, long timeUs, boolean isRepeated) {
    times.putIfAbsent(number, timeUs);
    repeated += isRepeated ? 1 : 0;
  }

  /** How many pictures are known. */
  int count() {
    return times.size();
  }

  /** How many of them show once more what the one before shows. */
  int repeated() {
    return repeated;
  }

  /** When the first one was taken, if one is known. */
  OptionalLong firstUs() {
    return times.isEmpty() ? OptionalLong.empty() : OptionalLong.of(times.firstEntry().getValue());
  }

  /**
   * How far the recorder's clock is ahead of the film's times, by the first picture that both know.
   */
  OptionalLong aheadUs(TrackIndex film) {
    Map.Entry<Long, Long> first = times.ceilingEntry(0L);
    return first == null || first.getKey() >= film.count()
        ? OptionalLong.empty()
        : OptionalLong.of(first.getValue() - film.timeUs(shown(film)[first.getKey().intValue()]));
  }

  /**
   * The film's index with these times. A picture of which none is known, or one that is not behind
   * the one before, follows the one before as the film says.
   *
   * @param zeroUs what time 0 is on the recorder's clock
   */
  SampleTable index(TrackIndex film, long zeroUs) {
    int[] shown = shown(film);
    long[] timeUs = new long[shown.length];
    long aheadUs = aheadUs(film).orElse(zeroUs);
    long lastUs = Long.MIN_VALUE;
    for (int number = 0; number < shown.length; number++) {
      long filmUs = film.timeUs(shown[number]);
      long statedUs = times.getOrDefault((long) number, lastUs);
      if (statedUs > lastUs) {
        aheadUs = statedUs - filmUs;
      }
      lastUs = Math.max(filmUs + aheadUs, lastUs + 1);
      timeUs[shown[number]] = lastUs - zeroUs;
    }
    SampleTable.Builder table = SampleTable.builder();
    boolean rises = true;
    long at = 0;
    for (int i = 0; i < timeUs.length; i++) {
      rises &= i == 0 || timeUs[i] > timeUs[i - 1];
      int size = film.size(i);
      table.add(timeUs[i], timeUs[i], MediaTime.UNKNOWN, at, size, film.isKeyframe(i));
      at += size;
    }
    SampleTable index = table.build();
    return rises ? index : index.withRisingDecodeTimes();
  }

  /** The samples in the order in which they are shown. */
  private static int[] shown(TrackIndex film) {
    return IntStream.range(0, film.count())
        .boxed()
        .sorted(Comparator.comparingLong(film::timeUs))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
