package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kinora.media.Track;

/**
 * How much of each file of a recording its samples need, told by watching the files from flush to
 * flush. A sample that made a file grow needs it up to there. Of a file that stayed as it was, it
 * needs what its track needed before; at first, what was there when the recording began.
 *
 * <p>Where a file's size was set beforehand, the zeros at its end do not count, but for as many as
 * the last number in front of them may have.
 */
final class TruncationNeeds {
  private static final int NUMBER_BYTES = 8;
  private static final int BLOCK_BYTES = 1 << 16;

  private final Path at;
  private final Map<Path, Extent> begun;
  private final Map<Integer, List<Map<Path, Extent>>> samples = new HashMap<>();
  private Map<Path, Extent> seen;

  /** Begins to watch a recording that has no samples yet. */
  TruncationNeeds(Path at) throws IOException {
    this.at = at;
    begun = look();
    seen = begun;
  }

  /**
   * What a file was at one moment.
   *
   * @param sizeBytes its size
   * @param usedBytes the same without zeros at the end
   */
  private record Extent(long sizeBytes, long usedBytes) {
    static final Extent NONE = new Extent(0, 0);

    /** What must be there of it in the finished file. */
    boolean isWithin(long cut, long finishedBytes) {
      boolean wasSizedBeforehand = sizeBytes > finishedBytes;
      return cut
          >= (wasSizedBeforehand ? Math.min(usedBytes + NUMBER_BYTES, finishedBytes) : sizeBytes);
    }
  }

  /** The next sample of a track was appended and flushed. */
  void flushed(Track track) throws IOException {
    List<Map<Path, Extent>> before =
        samples.computeIfAbsent(track.id(), id -> new ArrayList<>(List.of(begun)));
    Map<Path, Extent> needs = new HashMap<>(before.get(before.size() - 1));
    Map<Path, Extent> now = look();
    now.forEach(
        (file, extent) -> {
          if (!extent.equals(seen.get(file))) {
            needs.put(file, extent);
          }
        });
    before.add(needs);
    seen = now;
  }

  /** The files that samples made grow, in the order of their names. */
  List<Path> grownFiles() {
    return seen.keySet().stream()
        .filter(file -> !Objects.equals(seen.get(file), begun.get(file)))
        .sorted()
        .toList();
  }

  /**
   * How many samples at the beginning of a track have all that they need of a file.
   *
   * @param cut what is left of it
   * @param finishedBytes what it was before
   */
  int met(Track track, Path file, long cut, long finishedBytes) {
    List<Map<Path, Extent>> needs = samples.getOrDefault(track.id(), List.of());
    int count = 0;
    while (count + 1 < needs.size()
        && needs.get(count + 1).getOrDefault(file, Extent.NONE).isWithin(cut, finishedBytes)) {
      count++;
    }
    return count;
  }

  private Map<Path, Extent> look() throws IOException {
    Map<Path, Extent> files = new HashMap<>();
    for (Path file : Snapshot.files(at)) {
      try (FileChannel channel = FileChannel.open(file)) {
        files.put(file, new Extent(channel.size(), usedBytes(channel)));
      }
    }
    return files;
  }

  private static long usedBytes(FileChannel channel) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    long end = channel.size();
    while (end > 0) {
      int length = (int) Math.min(BLOCK_BYTES, end);
      block.clear().limit(length);
      while (block.hasRemaining() && channel.read(block, end - length + block.position()) >= 0) {}
      for (int i = length; i > 0; i--) {
        if (block.get(i - 1) != 0) {
          return end - length + i;
        }
      }
      end -= length;
    }
    return 0;
  }
}
