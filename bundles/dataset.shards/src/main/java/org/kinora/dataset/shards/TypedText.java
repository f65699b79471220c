package org.kinora.dataset.shards;

import org.kinora.lib.events.Action;
import org.kinora.lib.events.InputEvent;

/** How much a data set tells of what was typed. */
enum TypedText {
  /** Everything. */
  KEEP,
  /** Which keys, by their place; not what they mean. Words can still be guessed. */
  CODES_ONLY,
  /** That keys were pressed, and when. */
  OMIT;

  /** The event as it may be told. */
  InputEvent apply(InputEvent event) {
    if (this == KEEP || !(event.action() instanceof Action.Key key)) {
      return event;
    }
    String code = this == OMIT ? "" : key.code();
    Action action = new Action.Key(key.pressed(), "", code, key.repeat());
    // What else was noted of a key may tell the text as well.
    return new InputEvent(event.timeUs(), event.device(), event.modifiers(), action, "");
  }
}
