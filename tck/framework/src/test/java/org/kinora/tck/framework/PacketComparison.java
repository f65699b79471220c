package org.kinora.tck.framework;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kinora.tck.support.Ffmpeg;

/**
 * Compares the packets of two files, track by track, as ffprobe gives them. Those of an Annex-B
 * byte stream are framed anew between containers: of them, number and times.
 */
final class PacketComparison {
  /** Their packets are framed anew between containers; only number and times are compared. */
  private static final Set<String> REFRAMED =
      Set.of("mpegts", "aac", "h264", "hevc", "avi", "mpeg");

  /** A tick of Matroska, and what is rounded. */
  private static final double TOLERANCE_S = 0.00101;

  /** A packet of Opus that says nothing. */
  private static final int SILENCE_BYTES = 3;

  private PacketComparison() {}

  /**
   * Says what differs; nothing if nothing does.
   *
   * @param sourceIds stream numbers from 1 of the source, in the order of the recording's tracks
   * @param copyIds the recording's track numbers, in the order of the copy's streams
   * @throws IOException if ffprobe cannot say
   */
  static String of(Path source, List<Integer> sourceIds, Path copy, List<Integer> copyIds)
      throws IOException {
    JsonNode before = Ffmpeg.probeBroken(source);
    JsonNode after = Ffmpeg.probeBroken(copy);
    boolean reframed = isReframed(before.at("/format/format_name").asText());
    List<Integer> there = there(before, after, copyIds);
    for (int i = 0; i < there.size(); i++) {
      int stream = there.get(i) - 1;
      if (!sourceIds.contains(there.get(i))) {
        return "track " + there.get(i) + " was not imported: " + sourceIds;
      }
      JsonNode described = before.path("streams").path(stream);
      String codec = described.path("codec_name").asText();
      List<JsonNode> wanted = whole(Ffmpeg.packets(before, stream));
      List<JsonNode> found = Ffmpeg.packets(after, i);
      boolean bytes = !reframed && !described.path("is_avc").asText().equals("false");
      String difference =
          codec.startsWith("pcm_") ? ends(wanted, found) : packets(wanted, found, bytes);
      if (!difference.isEmpty()) {
        return "stream %d (%s): %s".formatted(stream, codec, difference);
      }
    }
    return "";
  }

  /** The tracks that the copy has: some containers have none without samples. */
  private static List<Integer> there(JsonNode before, JsonNode after, List<Integer> copyIds) {
    long streams =
        after.path("streams").findValuesAsText("codec_type").stream()
            .filter(type -> !type.equals("data")) // timecode
            .count();
    return copyIds.size() == streams
        ? copyIds
        : copyIds.stream().filter(id -> !Ffmpeg.packets(before, id - 1).isEmpty()).toList();
  }

  private static boolean isReframed(String format) {
    return REFRAMED.stream().anyMatch(List.of(format.split(",", -1))::contains);
  }

  /**
   * Without empty ones, which no copy gets, and the last one if the end of the file cuts it off.
   */
  private static List<JsonNode> whole(List<JsonNode> packets) {
    int last = packets.size() - 1;
    boolean isCut = last >= 0 && packets.get(last).path("flags").asText().contains("C");
    return packets.subList(0, isCut ? last : last + 1).stream()
        .filter(packet -> packet.path("size").asInt() > 0)
        .toList();
  }

  /** PCM has no packets of its own. */
  private static String ends(List<JsonNode> before, List<JsonNode> after) {
    long wanted = before.stream().mapToLong(packet -> packet.path("size").asLong()).sum();
    long found = after.stream().mapToLong(packet -> packet.path("size").asLong()).sum();
    return wanted == found ? "" : "%d bytes of PCM, not %d".formatted(found, wanted);
  }

  private static String packets(List<JsonNode> source, List<JsonNode> copy, boolean bytes) {
    List<JsonNode> after = withoutSilence(source, copy);
    List<JsonNode> before = withoutUnseen(source, after.size());
    if (before.size() != after.size()) {
      return "%d packets, not %d".formatted(after.size(), before.size());
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      String difference = packet(before.get(i), after.get(i), bytes);
      if (!difference.isEmpty()) {
        differences.add("packet " + i + ": " + difference);
      }
    }
    return differences.isEmpty() ? "" : differences.size() + " packets, " + differences.get(0);
  }

  /** Without the packets that M4A has where the source has none. */
  private static List<JsonNode> withoutSilence(List<JsonNode> before, List<JsonNode> after) {
    if (before.size() == after.size()) {
      return after;
    }
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode packet : after) {
      boolean silent = packet.path("size").asInt() <= SILENCE_BYTES;
      if (!silent || (kept.size() < before.size() && isNear(before.get(kept.size()), packet))) {
        kept.add(packet);
      }
    }
    return kept;
  }

  /** Without first ones before 0: FFmpeg gives them from the last key frame there on. */
  private static List<JsonNode> withoutUnseen(List<JsonNode> before, int size) {
    int first = Math.max(0, before.size() - size);
    boolean unseen =
        before.subList(0, first).stream()
            .allMatch(packet -> packet.path("pts_time").asDouble() < 0);
    return unseen ? before.subList(first, before.size()) : before;
  }

  /** Of a packet that is cut in front, before 0, some say the end of what is cut as its time. */
  private static boolean isNear(JsonNode before, JsonNode after) {
    double shift = shift(before, after);
    double longer = seconds(after, "duration_time") - seconds(before, "duration_time");
    boolean isCut = seconds(before, "pts_time") < 0 && longer > 0;
    return Math.abs(shift) <= TOLERANCE_S || (isCut && Math.abs(shift + longer) <= TOLERANCE_S);
  }

  private static double shift(JsonNode before, JsonNode after) {
    // AVI says decode times only
    return seconds(after, "pts_time")
        - seconds(before, before.has("pts_time") ? "pts_time" : "dts_time");
  }

  private static double seconds(JsonNode packet, String field) {
    return packet.path(field).asDouble();
  }

  private static String packet(JsonNode before, JsonNode after, boolean bytes) {
    if (!isNear(before, after)) {
      return "%.6f s later".formatted(shift(before, after));
    } else if (bytes && !before.path("data_hash").equals(after.path("data_hash"))) {
      return "other bytes, %s and %s".formatted(before.path("size"), after.path("size"));
    } else if (isKey(before) != isKey(after)) {
      return "key frame " + isKey(after) + ", not " + isKey(before);
    }
    return "";
  }

  private static boolean isKey(JsonNode packet) {
    return packet.path("flags").asText().startsWith("K");
  }
}
