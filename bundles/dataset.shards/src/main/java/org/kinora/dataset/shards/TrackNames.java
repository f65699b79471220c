package org.kinora.dataset.shards;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.kinora.media.AudioFormat;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/** What tracks are called in a data set: one word each, no two alike. */
final class TrackNames {
  private final Map<Integer, String> names = new HashMap<>();

  TrackNames(RecordingInfo recording) {
    Set<String> taken = new HashSet<>();
    for (Track track : recording.tracks()) {
      String word = track.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      String name = word.replaceAll("^-|-$", "");
      if (name.isEmpty() || !taken.add(name)) {
        name = kind(track);
        taken.add(name);
      }
      names.put(track.id(), name);
    }
  }

  private static String kind(Track track) {
    String kind = track.format() instanceof AudioFormat ? "audio" : "video";
    return kind + track.id();
  }

  String of(Track track) {
    return names.getOrDefault(track.id(), kind(track));
  }

  /** The tracks of sound. */
  static List<Track> audio(RecordingInfo recording) {
    return recording.tracks().stream().filter(t -> t.format() instanceof AudioFormat).toList();
  }

  /** The tracks of pictures. */
  static List<Track> video(RecordingInfo recording) {
    return recording.tracks().stream().filter(t -> t.format() instanceof VideoFormat).toList();
  }
}
