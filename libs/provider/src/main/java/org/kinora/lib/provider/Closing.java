package org.kinora.lib.provider;

import java.io.Closeable;
import java.io.IOException;

/** Closes several things, each of them also where another one fails. */
public final class Closing {
  private Closing() {}

  /**
   * Closes them in their order.
   *
   * @throws IOException the first failure, the others suppressed in it
   */
  public static void all(Iterable<? extends Closeable> open) throws IOException {
    IOException failure = null;
    for (Closeable each : open) {
      try {
        each.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
