package org.kinora.spi.compose;

/**
 * The recorded pointer at one time.
 *
 * @param x pixels of the recorded picture from its left edge; may lie outside
 * @param y pixels from its upper edge
 * @param pressed whether a button is held
 * @param idleUs for how long it has not moved
 */
public record PointerState(double x, double y, boolean pressed, long idleUs) {}
