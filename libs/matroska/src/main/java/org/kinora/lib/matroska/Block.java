package org.kinora.lib.matroska;

/**
 * What the head of a block says, and the elements beside it (RFC 9559, sections 10.1 and 5.1.3.5).
 *
 * @param track the number of its track
 * @param ticks its time, as the file counts
 * @param frames how many samples it holds: more than one only if they are laced
 * @param laced whether it is laced (RFC 9559, section 10.2), be it one sample
 * @param keyframe whether it says that no other block is needed for it
 * @param durationTicks how long it says that it lasts; 0 if it does not
 * @param discardNs what it says is to be dropped from its end
 * @param dataAt where in the file its samples begin; if it is laced, what tells their sizes
 * @param sizeBytes from there to its end
 */
public record Block(
    long track,
    long ticks,
    int frames,
    boolean laced,
    boolean keyframe,
    long durationTicks,
    long discardNs,
    long dataAt,
    long sizeBytes) {}
