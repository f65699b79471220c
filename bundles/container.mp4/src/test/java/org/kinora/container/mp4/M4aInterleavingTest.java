package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** In a file of several speakers, what is heard together lies together. */
class M4aInterleavingTest {
  /** 20 ms of speech, one channel. */
  private static final byte[] SPEECH = {0x48, 1, 2, 3, 4, 5};

  private static final long SPEECH_US = 20_000;
  private static final long TURN_US = 10_000_000;
  private static final int SPEAKERS = 4;

  /** The last speaker is silent, and so are all at the end. */
  private static final long END_US = SPEAKERS * TURN_US;

  /** How far a track may be behind, with a packet that is not yet over. */
  private static final double LAG_S = 2.02;

  @TempDir Path dir;

  @FunctionalInterface
  private interface Writing {
    void to(Muxer muxer) throws IOException;
  }

  private Path write(int speakers, OptionalLong endUs, Writing writing) throws IOException {
    Path path = dir.resolve("all.m4a");
    MuxerSettings settings = new MuxerSettings(Source.RECORDING, endUs, false, Map.of());
    OpusHead head = new OpusHead(1, 312, Opus.RATE_HZ, 0, 0, Blob.EMPTY);
    try (FileChannel out =
            FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Muxer muxer = new M4aMuxerFactory().create(out, settings)) {
      for (int i = 0; i < speakers; i++) {
        muxer.addTrack(new Track(i + 1, head.toFormat(), Opus.RATE_HZ, "speaker " + i));
      }
      writing.to(muxer);
      muxer.finish();
    }
    return path;
  }

  private static void speak(Muxer muxer, int speaker, long timeUs) throws IOException {
    SampleInfo info = SampleInfo.inOrder(timeUs, SPEECH_US, SPEECH.length, true);
    muxer.write(speaker, info, ByteBuffer.wrap(SPEECH));
  }

  /** All but the last speaker, one after the other. */
  private static void speakInTurns(Muxer muxer) throws IOException {
    for (int speaker = 0; speaker < SPEAKERS - 1; speaker++) {
      for (long timeUs = 0; timeUs < TURN_US; timeUs += SPEECH_US) {
        speak(muxer, speaker, speaker * TURN_US + timeUs);
      }
    }
  }

  private static List<JsonNode> inFileOrder(JsonNode probe) {
    List<JsonNode> packets = new ArrayList<>();
    for (int speaker = 0; speaker < SPEAKERS; speaker++) {
      packets.addAll(Ffmpeg.packets(probe, speaker));
    }
    packets.sort(Comparator.comparingLong(packet -> packet.path("pos").asLong()));
    return packets;
  }

  @Test
  void write_speakersInTurns_noTrackIsFarBehindAnotherInTheFile() throws IOException {
    JsonNode probe =
        Ffmpeg.probe(write(SPEAKERS, OptionalLong.of(END_US), M4aInterleavingTest::speakInTurns));
    double[] endS = new double[SPEAKERS];
    for (JsonNode packet : inFileOrder(probe)) {
      double timeS = packet.path("pts_time").asDouble();
      double lastS = Arrays.stream(endS).min().orElseThrow();
      assertTrue(
          timeS - lastS <= LAG_S,
          () -> "a track is behind by %f s at %s".formatted(timeS - lastS, packet));
      endS[packet.path("stream_index").asInt()] = timeS + packet.path("duration_time").asDouble();
    }
    for (double end : endS) {
      assertEquals(END_US / 1e6, end, 0.001);
    }
  }

  @Test
  void write_speakersInTurns_tracksChangeAFewTimesASecond() throws IOException {
    JsonNode probe =
        Ffmpeg.probe(write(SPEAKERS, OptionalLong.of(END_US), M4aInterleavingTest::speakInTurns));
    int changes = 0;
    int last = -1;
    for (JsonNode packet : inFileOrder(probe)) {
      int speaker = packet.path("stream_index").asInt();
      changes += speaker == last ? 0 : 1;
      last = speaker;
    }
    // each change is a chunk, which takes room in the index
    assertTrue(changes <= SPEAKERS * 2 * END_US / 1_000_000, changes + " chunks");
  }

  @Test
  void write_speakersInTurns_everyPacketIsInItsPlace() throws IOException {
    JsonNode probe =
        Ffmpeg.probe(write(SPEAKERS, OptionalLong.of(END_US), M4aInterleavingTest::speakInTurns));
    for (int speaker = 0; speaker < SPEAKERS - 1; speaker++) {
      List<JsonNode> speech =
          Ffmpeg.packets(probe, speaker).stream()
              .filter(packet -> packet.path("size").asInt() == SPEECH.length)
              .toList();
      assertEquals(TURN_US / SPEECH_US, speech.size());
      for (int i = 0; i < speech.size(); i++) {
        double dueS = (speaker * TURN_US + i * SPEECH_US) / 1e6;
        assertEquals(dueS, speech.get(i).path("pts_time").asDouble(), 0.0025);
      }
    }
  }

  @Test
  void write_wherePeopleWereTakenForSilent_isRefused() throws IOException {
    write(
        2,
        OptionalLong.empty(),
        muxer -> {
          speak(muxer, 0, 10_000_000);
          MediaException late =
              assertThrows(MediaException.class, () -> speak(muxer, 1, 8_400_000));
          speak(muxer, 1, 8_500_000);
          assertEquals(MediaError.MUX_ERROR, late.code());
        });
  }

  @Test
  void write_loneSpeaker_firstPacketIsExactHoweverLate() throws IOException {
    Path file = write(1, OptionalLong.empty(), muxer -> speak(muxer, 0, 10_001_000));
    List<JsonNode> packets = Ffmpeg.packets(Ffmpeg.probe(file), 0);
    assertEquals(
        10.001, packets.get(packets.size() - 1).path("pts_time").asDouble(), 1.0 / Opus.RATE_HZ);
  }
}
