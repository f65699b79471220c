package org.kinora.lib.bitstream;

import java.nio.ByteBuffer;

/**
 * Takes NAL units, one call each.
 *
 * @param <E> what it may throw; that stops the walk
 */
@FunctionalInterface
public interface NalSink<E extends Exception> {
  /**
   * Takes one NAL unit.
   *
   * @param nal from its header to its last byte, without start code or length; never empty; lent
   *     until this call returns
   */
  void accept(ByteBuffer nal) throws E;
}
