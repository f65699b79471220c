package org.kinora.media;

/**
 * One encoded sample: a picture, an audio packet, an event. Samples are handed on in decode order.
 *
 * @param timeUs presentation time
 * @param decodeTimeUs decode time; never falls from one sample of a track to the next, and may be
 *     negative where pictures are reordered
 * @param durationUs how long it is shown or heard; 0 where not known
 * @param size in bytes
 * @param keyframe whether decoding can start here
 */
public record SampleInfo(
    long timeUs, long decodeTimeUs, long durationUs, int size, boolean keyframe) {
  /** A sample of a track without reordering: decode and presentation time are the same. */
  public static SampleInfo inOrder(long timeUs, long durationUs, int size, boolean keyframe) {
    return new SampleInfo(timeUs, timeUs, durationUs, size, keyframe);
  }
}
