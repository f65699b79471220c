package org.kinora.lib.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;
import org.kinora.spi.dataset.DatasetPiece.Mark;
import org.kinora.spi.dataset.DatasetPiece.Place;

/** Input events as people look at them. */
public final class EventMarks {
  private EventMarks() {}

  /**
   * The marks of events.
   *
   * @param startUs when the piece begins, on the events' time
   * @param frameUs when its pictures are shown, from its start, rising
   */
  public static List<Mark> of(List<InputEvent> events, long startUs, long[] frameUs) {
    return events.stream()
        .map(
            event ->
                new Mark(
                    event.timeUs() - startUs,
                    frame(frameUs, event.timeUs() - startUs),
                    text(event),
                    event.action().place().map(at -> new Place(at.x(), at.y()))))
        .toList();
  }

  /** The last picture at or before a time; the first one before it. */
  private static int frame(long[] frameUs, long timeUs) {
    int found = Arrays.binarySearch(frameUs, timeUs);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  private static String text(InputEvent event) {
    Optional<String> control = Control.of(event).map(Control::name);
    boolean told = event.action() instanceof Action.Touch;
    return event.type() + (told ? "" : control.map(name -> " " + name).orElse(""));
  }
}
