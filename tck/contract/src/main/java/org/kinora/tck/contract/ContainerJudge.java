package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

/** FFmpeg's opinion of a container file: each packet against the sample it was made from. */
final class ContainerJudge {
  private final Path file;
  private final long toleranceUs;
  private final JsonNode probe;

  ContainerJudge(Path file, long toleranceUs) {
    this.file = file;
    this.toleranceUs = toleranceUs;
    this.probe = Ffmpeg.probe(file);
  }

  /** The file holds these tracks in this order, with every sample of each, and can be decoded. */
  void assertHolds(List<Clip> clips) {
    assertEquals(clips.size(), probe.path("streams").size(), "tracks in the file");
    for (int stream = 0; stream < clips.size(); stream++) {
      Clip clip = clips.get(stream);
      assertStream(clip, probe.path("streams").path(stream));
      if (clip.codec().startsWith("pcm_")) {
        assertSound(clip, stream);
        continue;
      }
      assertPackets(clip, Ffmpeg.packets(probe, stream));
      if (!isReframed(clip)) {
        assertEquals(hashes(clip), packetHashes(stream), () -> "bytes of " + clip);
      }
    }
    Ffmpeg.decode(file);
  }

  private static void assertStream(Clip clip, JsonNode stream) {
    String codec = clip.codec().equals("h265") ? "hevc" : clip.codec();
    assertEquals(codec, stream.path("codec_name").asText());
    if (clip.track().format() instanceof VideoFormat video) {
      assertEquals(video.width(), stream.path("width").asInt());
      assertEquals(video.height(), stream.path("height").asInt());
    } else if (clip.track().format() instanceof AudioFormat audio) {
      assertEquals(audio.sampleRate(), stream.path("sample_rate").asInt());
      assertEquals(audio.channels(), stream.path("channels").asInt());
    }
  }

  private void assertPackets(Clip clip, List<JsonNode> packets) {
    assertEquals(clip.samples().size(), packets.size(), () -> "packets of " + clip);
    for (int i = 0; i < packets.size(); i++) {
      SampleInfo info = clip.samples().get(i).info();
      long foundUs = timeUs(packets.get(i));
      String what = "packet " + i + " of " + clip;
      assertTrue(
          Math.abs(foundUs - info.timeUs()) <= toleranceUs,
          () -> what + " is at " + foundUs + " us, not " + info.timeUs());
      assertEquals(
          info.keyframe(), packets.get(i).path("flags").asText().startsWith("K"), what + ": key");
      if (!isReframed(clip)) {
        assertEquals(info.size(), packets.get(i).path("size").asInt(), what + ": bytes");
      }
    }
  }

  /** Bare numbers have no packets of their own: their bytes are compared from end to end. */
  private void assertSound(Clip clip, int stream) {
    String format = clip.codec().substring("pcm_".length());
    byte[] sound =
        Ffmpeg.run("-i", file.toString(), "-map", "0:" + stream, "-c", "copy", "-f", format, "-");
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    clip.samples().forEach(sample -> expected.writeBytes(sample.data().toByteArray()));
    assertArrayEquals(expected.toByteArray(), sound, () -> "bytes of " + clip);
  }

  private static long timeUs(JsonNode packet) {
    return Math.round(packet.path("pts_time").asDouble() * MediaTime.US_PER_SECOND);
  }

  /** Byte streams with start codes are stored with lengths, so their bytes differ. */
  private static boolean isReframed(Clip clip) {
    return clip.track().format() instanceof VideoFormat video
        && video.codec().startsWith("h26")
        && video.config().isEmpty();
  }

  private List<String> packetHashes(int stream) {
    byte[] report =
        Ffmpeg.run(
            "-i", file.toString(), "-map", "0:" + stream, "-c", "copy", "-f", "framemd5", "-");
    return new String(report, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[ ,]+", -1)[5])
        .toList();
  }

  private static List<String> hashes(Clip clip) {
    return clip.samples().stream().map(sample -> md5(sample.data())).toList();
  }

  private static String md5(Blob data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(data.buffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
