package org.kinora.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Things that are closed together, the last one opened first, whatever one of them throws. */
public final class Resources implements Closeable {
  private final Deque<Closeable> open = new ArrayDeque<>();

  /** Takes one over and returns it. */
  public <T extends Closeable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() throws IOException {
    Exception first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException | RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof IOException failure) {
      throw failure;
    } else if (first instanceof RuntimeException failure) {
      throw failure;
    }
  }
}
