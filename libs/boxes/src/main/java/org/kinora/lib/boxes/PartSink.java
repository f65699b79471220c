package org.kinora.lib.boxes;

import java.io.IOException;

/** Takes the parts of a file in the order in which they lie there. */
@FunctionalInterface
public interface PartSink {
  /** Takes one. */
  void accept(Part part) throws IOException;
}
