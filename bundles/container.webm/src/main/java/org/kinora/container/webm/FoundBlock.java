package org.kinora.container.webm;

/**
 * A block of a file that is examined.
 *
 * @param ticks its time, as the file counts
 * @param frames how many samples it holds: more than one if they are laced (RFC 9559, section 10.2)
 * @param durationTicks how long it says that it lasts; 0 if it does not
 * @param discardNs what it says is to be dropped from its end
 */
record FoundBlock(
    long track, long ticks, int frames, boolean keyframe, long durationTicks, long discardNs) {}
