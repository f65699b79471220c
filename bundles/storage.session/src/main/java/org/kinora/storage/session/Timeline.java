package org.kinora.storage.session;

import java.io.IOException;
import java.util.OptionalLong;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.EventTrack;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;

/** What the table of events tells: when each picture was taken, and what was done meanwhile. */
final class Timeline {
  private static final long NS_PER_US = 1_000;

  private final String place;
  private final InputRows input;
  private final Faults faults;
  private final EventCodec codec = new EventCodec();
  private final EventTrack.Builder events;
  private final PictureTimes screen = new PictureTimes();
  private final PictureTimes webcam = new PictureTimes();
  private OptionalLong firstEventUs = OptionalLong.empty();
  private long rows;

  /**
   * Begins an empty one.
   *
   * @param place the file that rows come from
   */
  Timeline(String place, InputRows input, Faults faults) {
    this.place = place;
    this.input = input;
    this.faults = faults;
    events = new EventTrack.Builder(place);
  }

  /** Takes the next row. */
  void add(Row row) throws IOException {
    long number = rows++;
    OptionalLong ns = row.integer("t_ns");
    if (ns.isEmpty()) {
      leaveOut(number, "it has no t_ns");
      return;
    }
    long timeUs = Math.floorDiv(ns.getAsLong(), NS_PER_US);
    if (row.text("event_type").equals("frame")) {
      addPicture(row, number, timeUs);
      return;
    }
    try {
      // On the recorder's clock: time 0 is not known before all rows are.
      byte[] sample = codec.write(input.event(timeUs, row));
      events.add(timeUs, sample);
      if (firstEventUs.isEmpty() || timeUs < firstEventUs.getAsLong()) {
        firstEventUs = OptionalLong.of(timeUs);
      }
    } catch (IllegalArgumentException e) {
      leaveOut(number, String.valueOf(e.getMessage()));
    }
  }

  private void addPicture(Row row, long number, long timeUs) {
    OptionalLong picture = row.integer("frame_ref");
    if (picture.isEmpty()) {
      leaveOut(number, "a frame without frame_ref");
      return;
    }
    // The first recorders had one stream and did not name it.
    PictureTimes film = row.text("stream").equals("webcam") ? webcam : screen;
    film.add(picture.getAsLong(), timeUs, row.flag("is_duplicate"));
  }

  private void leaveOut(long number, String why) {
    faults.add(Severity.LOSS, place, () -> "row %d is left out: %s".formatted(number, why));
  }

  /** Whether no row was there. */
  boolean isEmpty() {
    return rows == 0;
  }

  /** When the pictures of the screen were taken. */
  PictureTimes screen() {
    return screen;
  }

  /** When the pictures of the webcam were taken. */
  PictureTimes webcam() {
    return webcam;
  }

  /** When the first thing was done, on the recorder's clock. */
  OptionalLong firstEventUs() {
    return firstEventUs;
  }

  /** What was done. */
  EventTrack events(long zeroUs) {
    return events.build(OptionalLong.of(zeroUs));
  }
}
