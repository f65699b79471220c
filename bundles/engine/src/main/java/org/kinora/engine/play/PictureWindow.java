package org.kinora.engine.play;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;

/**
 * Copies of the pictures nearest to a position, bounded in bytes at every moment. All take the same
 * room, that of the largest; a place that becomes free is used again. One thread at a time, except
 * for {@link #heldBytes}.
 */
final class PictureWindow {
  /** What a copy takes beside its pixels, rounded up. */
  private static final long PICTURE_BYTES = 1024;

  private final long mostBytes;
  private final NavigableMap<Long, VideoFrame> pictures = new TreeMap<>();
  private final Deque<VideoFrame> free = new ArrayDeque<>();
  private long placeBytes;
  private volatile long heldBytes;
  private long positionUs;

  PictureWindow(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** What pictures and free places take. */
  long heldBytes() {
    return heldBytes;
  }

  /** Moves to another position; what lies far from it goes when its place is needed. */
  void moveTo(long timeUs) {
    positionUs = timeUs;
  }

  /** The picture of exactly this time; valid until the next change. */
  Optional<VideoFrame> at(long timeUs) {
    return Optional.ofNullable(pictures.get(timeUs));
  }

  /** Whether a picture of this time and size is not here and would be kept. */
  boolean accepts(long timeUs, long bytes) {
    long places = mostBytes / Math.max(1, Math.max(placeBytes, bytes));
    return !pictures.containsKey(timeUs)
        && (pictures.size() < places || (places > 0 && distance(timeUs) < distance(farthestUs())));
  }

  /** Copies a picture under a time, if it is accepted; the farthest one makes room. */
  void put(long timeUs, VideoFrame picture) {
    long bytes = sizeBytes(picture);
    if (bytes > placeBytes) {
      clear();
      placeBytes = bytes;
    }
    if (!accepts(timeUs, bytes)) {
      return;
    }
    if (free.isEmpty() && heldBytes + placeBytes > mostBytes) {
      free.add(pictures.remove(farthestUs()));
    }
    heldBytes = (pictures.size() + Math.max(1, free.size())) * placeBytes;
    pictures.put(timeUs, FrameQueue.copy(picture, free.poll()));
  }

  /** Forgets the pictures and keeps their places. */
  void forget() {
    free.addAll(pictures.values());
    pictures.clear();
  }

  private void clear() {
    pictures.clear();
    free.clear();
    heldBytes = 0;
  }

  /** What a picture takes here. */
  static long sizeBytes(VideoFrame picture) {
    PixelLayout layout = picture.layout();
    long bytes = PICTURE_BYTES;
    for (int i = 0; i < layout.planes(); i++) {
      bytes += (long) layout.planeHeight(i, picture.height()) * picture.planes().get(i).stride();
    }
    return bytes;
  }

  private long distance(long timeUs) {
    return Math.abs(timeUs - positionUs);
  }

  /** The time of the picture farthest from the position; there must be one. */
  private long farthestUs() {
    long first = pictures.firstKey();
    long last = pictures.lastKey();
    return distance(first) > distance(last) ? first : last;
  }
}
