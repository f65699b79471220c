package org.kinora.tck.fuzz;

import java.io.IOException;
import java.util.List;

/** One parser, fed with bytes that nobody vouches for. */
interface Target {
  /** A name for the command line and for the corpus folder. */
  String name();

  /** Well-formed inputs to begin with. */
  List<byte[]> seeds() throws IOException;

  /**
   * Parses. What the bytes are is no reason to fail: only a fault of the parser throws.
   *
   * @throws IOException never for bad bytes, only if the test's own disk fails
   */
  void accept(byte[] input) throws IOException;
}
