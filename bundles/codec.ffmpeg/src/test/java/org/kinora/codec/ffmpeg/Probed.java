package org.kinora.codec.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.kinora.tck.support.Ffmpeg;

/** One packet as ffprobe sees it: the judge of what the reader hands out. */
record Probed(String timeSeconds, int size, boolean keyframe, String md5) {
  /** All packets of a stream. */
  static List<Probed> packets(Path file, int stream) {
    List<Probed> packets = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.packets(Ffmpeg.probe(file), stream)) {
      packets.add(
          new Probed(
              packet.path("pts_time").asText(packet.path("dts_time").asText()),
              packet.path("size").asInt(),
              packet.path("flags").asText().startsWith("K"),
              packet.path("data_hash").asText().replace("MD5:", "")));
    }
    return packets;
  }

  /** The same, of a sample in hand. */
  static Probed of(long timeUs, boolean keyframe, ByteBuffer data) {
    return new Probed(seconds(timeUs), data.remaining(), keyframe, md5(data));
  }

  private static String seconds(long timeUs) {
    return "%s%d.%06d"
        .formatted(
            timeUs < 0 ? "-" : "", Math.abs(timeUs) / 1_000_000, Math.abs(timeUs) % 1_000_000);
  }

  static String md5(ByteBuffer data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(data.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
