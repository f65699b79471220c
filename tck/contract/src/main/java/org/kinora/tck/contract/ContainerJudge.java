package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.tck.contract.MuxerBehaviour.Promise;
import org.kinora.tck.support.Ffmpeg;

/** FFmpeg's opinion of a container file: each packet against the sample it was made from. */
final class ContainerJudge {
  private final Path file;
  private final MuxerBehaviour behaviour;
  private final JsonNode probe;
  private final boolean cut;

  private ContainerJudge(Path file, MuxerBehaviour behaviour, JsonNode probe, boolean cut) {
    this.file = file;
    this.behaviour = behaviour;
    this.probe = probe;
    this.cut = cut;
  }

  /** Of a finished file; a warning fails. */
  static ContainerJudge of(Path file, MuxerBehaviour behaviour) {
    return new ContainerJudge(file, behaviour, Ffmpeg.probe(file), false);
  }

  /** Of a file that was cut: ffprobe may warn but must read it, and part of a packet is none. */
  static ContainerJudge ofCut(Path file, MuxerBehaviour behaviour) throws IOException {
    return new ContainerJudge(file, behaviour, Ffmpeg.probeBroken(file), true);
  }

  /**
   * Of a file that was made whole; a warning fails, unless a track may be without samples: ffprobe
   * warns of those.
   */
  static ContainerJudge ofRecovered(Path file, MuxerBehaviour behaviour, List<Integer> least)
      throws IOException {
    JsonNode probe = least.contains(0) ? Ffmpeg.probeBroken(file) : Ffmpeg.probe(file);
    return new ContainerJudge(file, behaviour, probe, false);
  }

  /** The file holds these tracks in this order, with every sample of each, and can be decoded. */
  void assertHolds(List<Clip> clips) {
    assertPacketsOf(clips);
    Ffmpeg.decode(file);
  }

  /** The same without decoding. A clip without samples may have its track or not. */
  void assertPacketsOf(List<Clip> clips) {
    List<JsonNode> streams = streams();
    List<Clip> there = clips;
    if (streams.size() != clips.size()) {
      there = clips.stream().filter(clip -> !clip.samples().isEmpty()).toList();
    }
    assertEquals(there.size(), streams.size(), "tracks in the file");
    for (int i = 0; i < there.size(); i++) {
      assertTrack(there.get(i), streams.get(i));
    }
  }

  /**
   * Each track holds the first samples of its clip, at least so many of them.
   *
   * @param least one number a clip; a track of which none must be there may be missing
   */
  void assertBeginnings(List<Clip> clips, List<Integer> least) {
    List<JsonNode> streams = new ArrayList<>(streams());
    for (int i = 0; i < clips.size(); i++) {
      if (streams.isEmpty() || !begins(clips.get(i), streams.get(0))) {
        assertEquals(0, least.get(i), "track " + (i + 1) + " is not in the file");
        continue;
      }
      assertBeginning(clips.get(i), streams.remove(0), least.get(i));
    }
    assertEquals(List.of(), streams, "tracks that nobody wrote");
  }

  private void assertBeginning(Clip clip, JsonNode stream, int least) {
    if (isSound(clip)) {
      assertSoundBegins(clip, stream, least);
      return;
    }
    List<JsonNode> packets = packets(stream);
    assertTrue(
        packets.size() >= least,
        () -> "%d samples of %s, %d were safe".formatted(packets.size(), clip, least));
    assertTrue(packets.size() <= clip.samples().size(), "more samples than were written");
    assertPackets(clip, packets);
  }

  /** Whether a track of the file is the one of the clip; that of a clip before may be missing. */
  private boolean begins(Clip clip, JsonNode stream) {
    if (!codec(clip).equals(stream.path("codec_name").asText())) {
      return false;
    }
    List<JsonNode> packets = packets(stream);
    return isSound(clip)
        || clip.isByteStream()
        || packets.isEmpty()
        || hash(clip.samples().get(0)).equals(packets.get(0).path("data_hash").asText());
  }

  /** How many packets each track has. */
  List<Integer> packetCounts() {
    return streams().stream().map(stream -> packets(stream).size()).toList();
  }

  /** How many pictures a player shows of the only track. */
  static long shown(Path file) {
    byte[] report =
        Ffmpeg.run("-i", file.toString(), "-fps_mode", "passthrough", "-f", "framemd5", "-");
    return new String(report, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .count();
  }

  /** What ffprobe says of the file as a whole. */
  JsonNode format() {
    return probe.path("format");
  }

  /** Sound and pictures; timecode is none of the clips. */
  private List<JsonNode> streams() {
    return StreamSupport.stream(probe.path("streams").spliterator(), false)
        .filter(stream -> !stream.path("codec_type").asText().equals("data"))
        .toList();
  }

  private List<JsonNode> packets(JsonNode stream) {
    List<JsonNode> all = Ffmpeg.packets(probe, stream.path("index").asInt());
    return cut ? all.stream().filter(packet -> !isPart(packet)).toList() : all;
  }

  /** Whether the file ends within the packet: FFmpeg gives its beginning, and says so. */
  private static boolean isPart(JsonNode packet) {
    return packet.path("flags").asText().contains("C");
  }

  private void assertTrack(Clip clip, JsonNode stream) {
    assertStream(clip, stream);
    if (isSound(clip)) {
      assertArrayEquals(sound(clip), sound(clip, stream), () -> "bytes of " + clip);
      return;
    }
    List<JsonNode> packets = packets(stream);
    if (behaviour.promises(Promise.FILLS_GAPS)) {
      packets = withoutSilence(clip, packets);
    }
    assertEquals(clip.samples().size(), packets.size(), () -> "packets of " + clip);
    assertPackets(clip, packets);
  }

  private static void assertStream(Clip clip, JsonNode stream) {
    assertEquals(codec(clip), stream.path("codec_name").asText());
    if (clip.track().format() instanceof VideoFormat video) {
      assertEquals(video.width(), stream.path("width").asInt());
      assertEquals(video.height(), stream.path("height").asInt());
    } else if (clip.track().format() instanceof AudioFormat audio) {
      assertEquals(audio.sampleRate(), stream.path("sample_rate").asInt());
      assertEquals(audio.channels(), stream.path("channels").asInt());
    }
  }

  /** The packets that lie where the clip has a sample. */
  private List<JsonNode> withoutSilence(Clip clip, List<JsonNode> packets) {
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode packet : packets) {
      int next = kept.size();
      if (next < clip.samples().size()
          && isNear(us(packet, "pts_time"), clip.samples().get(next).info().timeUs())) {
        kept.add(packet);
      }
    }
    return kept;
  }

  /** As many packets as there are, against the first samples of the clip. */
  private void assertPackets(Clip clip, List<JsonNode> packets) {
    for (int i = 0; i < packets.size(); i++) {
      assertPacket(clip, i, packets.get(i));
    }
  }

  private void assertPacket(Clip clip, int i, JsonNode packet) {
    SampleInfo info = clip.samples().get(i).info();
    String what = "packet " + i + " of " + clip;
    assertNear(info.timeUs(), us(packet, "pts_time"), what);
    if (behaviour.promises(Promise.DECODE_TIMES)) {
      assertNear(info.decodeTimeUs(), us(packet, "dts_time"), what + ", decoded");
    }
    if (behaviour.promises(Promise.DECODE_TIMES) && statesDuration(clip, packet)) {
      long durationUs = us(packet, "duration_time");
      boolean fits =
          isNear(durationUs, info.durationUs()) || isNear(durationUs, distanceUs(clip, i));
      assertTrue(fits, () -> what + " lasts " + durationUs + " us, not " + info.durationUs());
    }
    assertEquals(info.keyframe(), packet.path("flags").asText().startsWith("K"), what + ": key");
    if (!clip.isByteStream()) {
      assertEquals(info.size(), packet.path("size").asInt(), what + ": bytes");
      assertEquals(hash(clip.samples().get(i)), packet.path("data_hash").asText(), what);
    }
  }

  /** FFmpeg 8 guesses those of VP8 and VP9 from a frame rate that it guesses too. */
  private static boolean statesDuration(Clip clip, JsonNode packet) {
    return packet.has("duration_time") && !clip.codec().startsWith("vp");
  }

  /**
   * From one sample's decode time to the next one's; that is what a file with such times states.
   */
  private static long distanceUs(Clip clip, int i) {
    return i + 1 == clip.samples().size()
        ? clip.samples().get(i).info().durationUs()
        : clip.samples().get(i + 1).info().decodeTimeUs()
            - clip.samples().get(i).info().decodeTimeUs();
  }

  private void assertNear(long expectedUs, long foundUs, String what) {
    assertTrue(
        isNear(expectedUs, foundUs),
        () -> what + " is at " + foundUs + " us, expected " + expectedUs);
  }

  /** ffprobe prints whole microseconds, so that one may be lost there. */
  private boolean isNear(long aUs, long bUs) {
    return Math.abs(aUs - bUs) <= Math.max(1, behaviour.timeToleranceUs());
  }

  private static long us(JsonNode packet, String name) {
    return Math.round(packet.path(name).asDouble() * MediaTime.US_PER_SECOND);
  }

  /** Bare numbers have no packets of their own: their bytes are compared from end to end. */
  private static boolean isSound(Clip clip) {
    return clip.codec().startsWith("pcm_");
  }

  private byte[] sound(Clip clip, JsonNode stream) {
    return Ffmpeg.run(
        "-i",
        file.toString(),
        "-map",
        "0:" + stream.path("index").asInt(),
        "-c",
        "copy",
        "-f",
        clip.codec().substring("pcm_".length()),
        "-");
  }

  /** The clip's bytes, with silence between its samples where the container holds that. */
  private byte[] sound(Clip clip) {
    int frameBytes = Clips.pcmFrameBytes(clip);
    int rate = ((AudioFormat) clip.track().format()).sampleRate();
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    for (Sample sample : clip.samples()) {
      long at = MediaTime.toTicks(sample.info().timeUs(), rate) * frameBytes;
      if (behaviour.promises(Promise.FILLS_GAPS) && at > sound.size()) {
        sound.writeBytes(new byte[Math.toIntExact(at - sound.size())]);
      }
      sound.writeBytes(sample.data().toByteArray());
    }
    return sound.toByteArray();
  }

  private void assertSoundBegins(Clip clip, JsonNode stream, int least) {
    byte[] expected = sound(clip);
    byte[] found = sound(clip, stream);
    int safe = sound(clip.first(least)).length;
    assertTrue(found.length >= safe, found.length + " bytes of sound, " + safe + " were safe");
    assertTrue(found.length <= expected.length, "more sound than was written");
    assertArrayEquals(Arrays.copyOf(expected, found.length), found, () -> "bytes of " + clip);
  }

  /** As ffprobe names it. */
  private static String codec(Clip clip) {
    return clip.codec().equals("h265") ? "hevc" : clip.codec();
  }

  /** As ffprobe prints it. */
  private static String hash(Sample sample) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(sample.data().buffer());
      return "MD5:" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
