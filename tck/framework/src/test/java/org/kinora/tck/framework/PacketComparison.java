package org.kinora.tck.framework;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kinora.tck.support.Ffmpeg;

/** Compares the packets of two files, track by track, as ffprobe gives them. */
final class PacketComparison {
  /** Their packets are framed anew between containers; only number and times are compared. */
  private static final Set<String> REFRAMED =
      Set.of("mpegts", "aac", "h264", "hevc", "avi", "mpeg");

  /** A tick of Matroska, and what is rounded. */
  private static final double TOLERANCE_S = 0.00101;

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
    boolean bytes = !isReframed(before.at("/format/format_name").asText());
    for (int i = 0; i < copyIds.size(); i++) {
      int stream = copyIds.get(i) - 1;
      if (!sourceIds.contains(copyIds.get(i))) {
        return "track " + copyIds.get(i) + " was not imported: " + sourceIds;
      }
      String codec = before.path("streams").path(stream).path("codec_name").asText();
      boolean pcm = codec.startsWith("pcm_");
      String difference =
          pcm
              ? ends(Ffmpeg.packets(before, stream), Ffmpeg.packets(after, i))
              : packets(Ffmpeg.packets(before, stream), Ffmpeg.packets(after, i), bytes);
      if (!difference.isEmpty()) {
        return "stream %d (%s): %s".formatted(stream, codec, difference);
      }
    }
    return "";
  }

  private static boolean isReframed(String format) {
    return REFRAMED.stream().anyMatch(List.of(format.split(",", -1))::contains);
  }

  /** PCM has no packets of its own. */
  private static String ends(List<JsonNode> before, List<JsonNode> after) {
    long wanted = before.stream().mapToLong(packet -> packet.path("size").asLong()).sum();
    long found = after.stream().mapToLong(packet -> packet.path("size").asLong()).sum();
    return wanted == found ? "" : "%d bytes of PCM, not %d".formatted(found, wanted);
  }

  private static String packets(List<JsonNode> before, List<JsonNode> after, boolean bytes) {
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

  private static String packet(JsonNode before, JsonNode after, boolean bytes) {
    double shift = after.path("pts_time").asDouble() - before.path("pts_time").asDouble();
    if (Math.abs(shift) > TOLERANCE_S) {
      return "%.6f s later".formatted(shift);
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
