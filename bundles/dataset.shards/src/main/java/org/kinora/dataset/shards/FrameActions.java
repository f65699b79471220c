package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kinora.dataset.shards.ActionRow.Origin;
import org.kinora.lib.events.Action;
import org.kinora.lib.events.Action.Stick;
import org.kinora.lib.events.GamepadButton;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.events.Point;

/**
 * Makes one row a frame from a chunk's events. A control counts as down in each frame during which
 * it was down for a moment: a tap that is shorter than a frame is not lost. All controllers count
 * as one.
 */
final class FrameActions {
  private static final Point NONE = new Point(0, 0);

  private final long[] frameUs;
  private final PictureSize picture;
  private final long idleUs;
  private final HeldControls held = new HeldControls();
  private final Set<String> keys = new TreeSet<>();
  private final Set<Integer> mouseButtons = new TreeSet<>();
  private final Set<GamepadButton> pad = EnumSet.noneOf(GamepadButton.class);
  private Point moved = NONE;
  private Point wheel = NONE;
  private Point left = NONE;
  private Point right = NONE;
  private double leftTrigger;
  private double rightTrigger;
  private int events;
  private long activeUs;

  private FrameActions(long[] frameUs, PictureSize picture, long idleUs, long activeUs) {
    this.frameUs = frameUs;
    this.picture = picture;
    this.idleUs = idleUs;
    this.activeUs = activeUs;
  }

  /**
   * The states of a chunk's frames.
   *
   * @param frameUs when they are shown, from its start
   * @param idleUs after so long without an event frames are idle
   * @param activeUs when the last event before the chunk was, from its start; 0 where none is known
   */
  static List<FrameState> of(
      List<ActionRow> rows,
      ChunkSpan span,
      long[] frameUs,
      PictureSize picture,
      long idleUs,
      long activeUs) {
    FrameActions states = new FrameActions(frameUs, picture, idleUs, activeUs);
    List<FrameState> frames = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < frameUs.length; i++) {
      long endUs = i + 1 < frameUs.length ? frameUs[i + 1] : span.durationUs();
      states.begin();
      while (next < rows.size() && rows.get(next).tUs() < endUs) {
        states.take(rows.get(next++));
      }
      frames.add(states.state(i, endUs));
    }
    return frames;
  }

  /** What was down before is down in this frame too, until it is let go. */
  private void begin() {
    keys.clear();
    mouseButtons.clear();
    pad.clear();
    moved = NONE;
    wheel = NONE;
    events = 0;
    held.down().forEach(event -> press(event.action()));
  }

  private void take(ActionRow row) {
    InputEvent event = row.event();
    Action action = event.action();
    Optional<Point> before = held.pointer().flatMap(e -> ActionRow.place(e.action()));
    if (action instanceof Action.MouseMove move && row.origin() != Origin.HELD) {
      Optional<Point> way =
          move.by().or(() -> before.flatMap(from -> move.at().map(to -> between(from, to))));
      moved = way.map(moved::plus).orElse(moved);
    } else if (action instanceof Action.Wheel turned) {
      wheel = wheel.plus(new Point(turned.x(), turned.y()));
    } else if (action instanceof Action.PadStick stick) {
      Point at = new Point(stick.x(), stick.y());
      left = stick.stick() == Stick.LEFT ? at : left;
      right = stick.stick() == Stick.RIGHT ? at : right;
    } else if (action instanceof Action.PadButton button) {
      leftTrigger = button.button() == GamepadButton.LEFT_TRIGGER ? button.value() : leftTrigger;
      rightTrigger = button.button() == GamepadButton.RIGHT_TRIGGER ? button.value() : rightTrigger;
    }
    held.apply(event);
    press(action);
    if (!row.synthetic()) {
      events++;
      activeUs = row.tUs();
    }
  }

  private static Point between(Point from, Point to) {
    return new Point(to.x() - from.x(), to.y() - from.y());
  }

  private void press(Action action) {
    if (action instanceof Action.Key key && key.pressed()) {
      keys.add(key.code().isEmpty() ? key.key() : key.code());
    } else if (action instanceof Action.MouseButton button && button.pressed()) {
      mouseButtons.add(button.button());
    } else if (action instanceof Action.PadButton button && button.pressed()) {
      pad.add(button.button());
    }
  }

  private FrameState state(int index, long endUs) {
    return new FrameState(
        index,
        frameUs[index],
        keys.stream().filter(key -> !key.isEmpty()).toList(),
        mouseButtons,
        held.pointer().flatMap(event -> ActionRow.place(event.action())),
        moved,
        wheel,
        pad,
        left,
        right,
        leftTrigger,
        rightTrigger,
        events,
        endUs - activeUs >= idleUs,
        picture);
  }
}
