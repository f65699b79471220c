package org.kinora.shell;

import java.util.function.IntSupplier;
import org.apache.felix.service.command.CommandSession;

/**
 * What a session's output goes to.
 *
 * @param terminal whether a person watches it
 * @param width columns, asked anew each time
 */
record Screen(boolean terminal, IntSupplier width) {
  /** No terminal. */
  static final Screen NONE = new Screen(false, () -> 80);

  private static final String VARIABLE = ".kinora.screen";

  /** Notes it in a session, for the commands that run there. */
  void set(CommandSession session) {
    session.put(VARIABLE, this);
  }

  /** The session's, or none if it is somebody else's session. */
  static Screen of(CommandSession session) {
    return session.get(VARIABLE) instanceof Screen screen ? screen : NONE;
  }
}
