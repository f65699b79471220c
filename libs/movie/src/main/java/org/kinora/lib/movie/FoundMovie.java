package org.kinora.lib.movie;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@code moov} box of a file says (ISO/IEC 14496-12, section 8.2).
 *
 * @param tracks those of video and audio by their identifier, in the order of the file
 * @param damagedTracks identifiers of those of which too little can be understood, 0 for none
 * @param fragmented whether samples lie in fragments
 * @param durationUs as stated, 0 if not
 * @param createdAt as stated
 */
public record FoundMovie(
    Map<Integer, FoundTrack> tracks,
    List<Integer> damagedTracks,
    boolean fragmented,
    long durationUs,
    Optional<ZonedDateTime> createdAt) {
  private static final long SECONDS_TO_1970 = 2_082_844_800;
  private static final int MOST_TRACKS = 4096;

  /**
   * Reads the payload of a {@code moov} box.
   *
   * @return nothing if it cannot be understood
   */
  public static Optional<FoundMovie> of(ByteBuffer moov) {
    try {
      return BoxCursor.find(moov, "mvhd").map(header -> read(moov, header));
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return Optional.empty(); // a field lies beyond its box
    }
  }

  private static FoundMovie read(ByteBuffer moov, ByteBuffer header) {
    boolean wide = header.get(0) == 1;
    long created = wide ? header.getLong(4) : Integer.toUnsignedLong(header.getInt(4));
    int timescale = header.getInt(wide ? 20 : 12);
    long duration = wide ? header.getLong(24) : Integer.toUnsignedLong(header.getInt(16));
    Map<Integer, FoundTrack> tracks = new LinkedHashMap<>();
    List<Integer> damaged = new ArrayList<>();
    BoxCursor boxes = new BoxCursor(moov);
    while (boxes.next() && tracks.size() + damaged.size() < MOST_TRACKS) {
      if (boxes.is("trak") && FoundTrack.mayBeMedia(boxes.payload())) {
        Optional<FoundTrack> track = FoundTrack.of(boxes.payload(), timescale);
        if (track.isEmpty() || tracks.putIfAbsent(track.get().id(), track.get()) != null) {
          damaged.add(FoundTrack.idOf(boxes.payload()));
        }
      }
    }
    Optional<ByteBuffer> extension = BoxCursor.find(moov, "mvex");
    extension.ifPresent(mvex -> readDefaults(mvex, tracks));
    long durationUs = duration <= 0 ? 0 : toUs(duration, timescale);
    Optional<ZonedDateTime> createdAt =
        created <= 0 || created > 0xFFFF_FFFFL
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(created - SECONDS_TO_1970).atZone(ZoneOffset.UTC));
    return new FoundMovie(tracks, damaged, extension.isPresent(), durationUs, createdAt);
  }

  private static void readDefaults(ByteBuffer mvex, Map<Integer, FoundTrack> tracks) {
    BoxCursor boxes = new BoxCursor(mvex);
    while (boxes.next()) {
      if (boxes.is("trex")) {
        FoundTrack track = tracks.get(boxes.payload().getInt(4));
        if (track != null) {
          track.setDefaults(boxes.payload());
        }
      }
    }
  }

  /** Rounded; what a file says may be anything. */
  public static long toUs(long ticks, int timescale) {
    double us = ticks * 1e6 / Math.max(1, timescale);
    return Math.round(us);
  }
}
