package org.kinora.lib.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleSink;

/** Input events in the order of their times, each as one line of JSON, in memory. Immutable. */
public final class EventTrack {
  private final SampleTable table;
  private final ByteBuffer lines;

  private EventTrack(SampleTable table, ByteBuffer lines) {
    this.table = table;
    this.lines = lines;
  }

  /** Their index. */
  public SampleTable table() {
    return table;
  }

  /** Hands over events {@code first} to {@code end - 1}, which are there. */
  public void read(int first, int end, SampleSink sink) throws IOException {
    for (int i = first; i < end; i++) {
      sink.accept(
          table.info(i), lines.slice((int) table.position(i), table.size(i)).asReadOnlyBuffer());
    }
  }

  /** Collects events in the order of the file. */
  public static final class Builder {
    private static final int MOST_BYTES = 256 << 20;

    private final String place;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    /** Time, place among the lines, size. */
    private final List<long[]> events = new ArrayList<>();

    /**
     * Begins an empty track.
     *
     * @param place where the events stand, for people
     */
    public Builder(String place) {
      this.place = place;
    }

    /**
     * Adds an event.
     *
     * @param timeUs on the recorder's clock
     * @throws MediaException LIMIT_EXCEEDED if all together are too large to be held
     */
    public void add(long timeUs, byte[] line) throws MediaException {
      if (lines.size() + line.length > MOST_BYTES) {
        throw new MediaException(
            MediaError.LIMIT_EXCEEDED,
            "%s: more than %d bytes of events; they are held in memory"
                .formatted(place, MOST_BYTES));
      }
      events.add(new long[] {timeUs, lines.size(), line.length});
      lines.writeBytes(line);
    }

    /**
     * Sorts the events; those of one time keep their order.
     *
     * @param originUs what time 0 is on the recorder's clock; the earliest event without it
     */
    public EventTrack build(OptionalLong originUs) {
      long zeroUs = originUs.orElseGet(this::earliestUs);
      SampleTable.Builder table = SampleTable.builder();
      IntStream.range(0, events.size())
          .boxed()
          .sorted(Comparator.comparingLong(i -> events.get(i)[0]))
          .map(events::get)
          .forEach(
              event -> {
                long timeUs = event[0] - zeroUs;
                table.add(timeUs, timeUs, 0, event[1], (int) event[2], true);
              });
      return new EventTrack(table.build(), ByteBuffer.wrap(lines.toByteArray()));
    }

    private long earliestUs() {
      return events.stream().mapToLong(event -> event[0]).min().orElse(0);
    }
  }
}
