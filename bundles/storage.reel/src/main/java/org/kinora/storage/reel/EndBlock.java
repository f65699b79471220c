package org.kinora.storage.reel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.media.Track;

/**
 * The end block: how many samples each track has, in the description's order.
 *
 * @param counts one a track
 * @param checkpoint the block's: log and indexes are durable up to there
 */
record EndBlock(List<Long> counts, long checkpoint) {
  private static final int ENTRY_BYTES = 16;

  /** Copies the counts. */
  EndBlock {
    counts = List.copyOf(counts);
  }

  /** Samples of the track at this place of the description. */
  long count(int place) {
    return counts.get(place);
  }

  /** Bytes of the whole block, header included. */
  static long blockBytes(List<Track> tracks) {
    return BlockHeader.BYTES + (long) ENTRY_BYTES * tracks.size();
  }

  /** The head as bytes, from position 0. */
  ByteBuffer encode(List<Track> tracks) {
    ByteBuffer head =
        ByteBuffer.allocate(ENTRY_BYTES * counts.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int place = 0; place < counts.size(); place++) {
      head.putInt(tracks.get(place).id()).putInt(0).putLong(counts.get(place));
    }
    return head.flip();
  }

  /** Reads a head whose checksum was right; empty if it does not speak of these tracks. */
  static Optional<EndBlock> decode(ByteBuffer head, long checkpoint, List<Track> tracks) {
    ByteBuffer in = head.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() != ENTRY_BYTES * tracks.size()) {
      return Optional.empty();
    }
    List<Long> counts = new ArrayList<>();
    for (Track track : tracks) {
      if (in.getInt() != track.id()) {
        return Optional.empty();
      }
      in.getInt();
      counts.add(in.getLong());
    }
    return Optional.of(new EndBlock(counts, checkpoint));
  }
}
