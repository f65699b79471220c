package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.kinora.dataset.shards.ActionRow.Origin;
import org.kinora.lib.dataset.HeldControls;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

/**
 * Makes the rows of {@code actions_raw}, chunk by chunk, from a recording's events in the order of
 * their times. Holds one chunk's rows at a time. One thread.
 */
final class RawActions {
  private final CaptureRect rect;
  private final PictureSize picture;
  private final TypedText typed;
  private final HeldControls held = new HeldControls();
  private long lastUs = Long.MIN_VALUE;

  RawActions(CaptureRect rect, PictureSize picture, TypedText typed) {
    this.rect = rect;
    this.picture = picture;
    this.typed = typed;
  }

  /**
   * Events that belong to no chunk: before the first one, behind the last, or where a chunk was
   * left out. They make no rows, but are known of at the start of the next chunk.
   */
  void pass(List<InputEvent> events) {
    for (InputEvent event : events) {
      take(placed(event));
    }
  }

  /**
   * The rows of the next chunk: what is held at its start, then what happened in it.
   *
   * @param frameUs when its frames are shown, from its start
   * @param events all that happened in it
   */
  List<ActionRow> rows(ChunkSpan span, long[] frameUs, List<InputEvent> events) {
    List<ActionRow> rows = new ArrayList<>();
    for (InputEvent event : held.all()) {
      InputEvent snapshot =
          new InputEvent(
              span.startUs(), event.device(), OptionalInt.empty(), unrepeated(event.action()), "");
      rows.add(row(rows.size(), span, 0, snapshot, Origin.HELD, Set.of()));
    }
    for (InputEvent event : events) {
      if (!span.holds(event.timeUs())) {
        throw new IllegalArgumentException(
            "event at %d us, chunk %d is from %d to %d us"
                .formatted(event.timeUs(), span.number(), span.startUs(), span.endUs()));
      }
      InputEvent placed = placed(event);
      Set<Note> notes = EnumSet.noneOf(Note.class);
      if (take(placed)) {
        notes.add(Note.ORPHAN_RELEASE);
      }
      long tUs = event.timeUs() - span.startUs();
      if (frameUs.length > 0 && tUs < frameUs[0]) {
        notes.add(Note.BEFORE_FIRST_FRAME);
      }
      rows.add(row(rows.size(), span, FrameRow.at(frameUs, tUs), placed, Origin.RECORDED, notes));
    }
    return rows;
  }

  private ActionRow row(
      int seq, ChunkSpan span, long frame, InputEvent event, Origin origin, Set<Note> notes) {
    long tUs = event.timeUs() - span.startUs();
    return new ActionRow(seq, tUs, frame, typed.apply(event), origin, picture, notes);
  }

  /** Whether the event releases what was not known to be down. */
  private boolean take(InputEvent event) {
    if (event.timeUs() < lastUs) {
      throw new IllegalArgumentException(
          "event at %d us behind one at %d us".formatted(event.timeUs(), lastUs));
    }
    lastUs = event.timeUs();
    return held.apply(event);
  }

  private InputEvent placed(InputEvent event) {
    return event
        .action()
        .place()
        .map(place -> rect.inPicture(place, picture))
        .map((Point place) -> event.with(ActionRow.moved(event.action(), place)))
        .orElse(event);
  }

  private static Action unrepeated(Action action) {
    return action instanceof Action.Key key
        ? new Action.Key(true, key.key(), key.code(), false)
        : action;
  }

  /** The time of the last event, if there was one. */
  OptionalLong lastUs() {
    return lastUs == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(lastUs);
  }

  /** How many controls are down after the events so far. */
  int open() {
    return held.down().size();
  }
}
