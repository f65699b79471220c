package org.kinora.dataset.shards;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

/**
 * An event of a chunk.
 *
 * @param seq its number in the chunk; rows are sorted by time and by this
 * @param tUs from the chunk's start
 * @param frame the frame that is shown then
 * @param event with the recording's time and places in pixels of the picture
 */
record ActionRow(
    int seq,
    long tUs,
    long frame,
    InputEvent event,
    Origin origin,
    PictureSize picture,
    Set<Note> notes) {

  /** Where a row comes from. */
  enum Origin {
    /** It was recorded. */
    RECORDED,
    /** It says at a chunk's start what is still down, and where the pointer is. */
    HELD,
    /** A rule of processing added it. */
    ADDED
  }

  /** Copies the notes. */
  ActionRow {
    notes = Set.copyOf(notes);
  }

  /** Whether nobody did it at that time. */
  boolean synthetic() {
    return origin != Origin.RECORDED;
  }

  boolean valid() {
    return notes.stream().allMatch(Note::valid);
  }

  /** 1 for what was measured, 0.9 for what was put together of it, 0.5 for what was added. */
  float confidence() {
    return synthetic() ? 0.5f : notes.contains(Note.COALESCED) ? 0.9f : 1;
  }

  /** The codes in the order of the list, with commas. */
  String noteCodes() {
    return notes.stream().sorted().map(Note::code).collect(Collectors.joining(","));
  }

  ActionRow with(Note note) {
    Set<Note> all = EnumSet.of(note);
    all.addAll(notes);
    return new ActionRow(seq, tUs, frame, event, origin, picture, all);
  }

  ActionRow with(Action action) {
    return new ActionRow(seq, tUs, frame, event.with(action), origin, picture, notes);
  }

  ActionRow numbered(int number) {
    return new ActionRow(number, tUs, frame, event, origin, picture, notes);
  }

  /** The same action at another place. */
  static Action moved(Action action, Point place) {
    Optional<Point> at = Optional.of(place);
    if (action instanceof Action.MouseMove move) {
      return new Action.MouseMove(at, move.by(), move.locked());
    } else if (action instanceof Action.MouseButton button) {
      return new Action.MouseButton(button.pressed(), button.button(), at, button.locked());
    } else if (action instanceof Action.Wheel wheel) {
      return new Action.Wheel(wheel.x(), wheel.y(), wheel.mode(), at);
    }
    return action instanceof Action.Touch touch
        ? new Action.Touch(touch.phase(), touch.id(), at)
        : action;
  }
}
