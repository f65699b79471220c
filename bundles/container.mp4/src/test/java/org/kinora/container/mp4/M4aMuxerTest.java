package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.RealClips;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.support.Ffmpeg;

/** M4A files as FFmpeg reads them. */
class M4aMuxerTest {
  @TempDir Path dir;

  private Clip clip;

  @BeforeEach
  void encode() throws IOException {
    clip = new RealClips(Files.createDirectory(dir.resolve("clips"))).opus();
  }

  /** Writes the clip as so many tracks, each sample later by {@code gapUs} times its number. */
  private Path write(Map<String, String> options, int tracks, long gapUs) throws IOException {
    return write(MuxerSettings.of(Source.RECORDING, options), tracks, gapUs);
  }

  private Path write(MuxerSettings settings, int tracks, long gapUs) throws IOException {
    Path file = dir.resolve("sound.m4a");
    try (FileChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Muxer muxer = new M4aMuxerFactory().create(out, settings)) {
      for (int track = 0; track < tracks; track++) {
        muxer.addTrack(new Track(track + 1, clip.track().format(), 48_000, "speaker " + track));
      }
      for (int i = 0; i < clip.samples().size(); i++) {
        SampleInfo info = clip.samples().get(i).info();
        long timeUs = info.timeUs() + i * gapUs;
        for (int track = 0; track < tracks; track++) {
          muxer.write(
              track,
              SampleInfo.inOrder(timeUs, info.durationUs(), info.size(), true),
              clip.samples().get(i).data().buffer());
        }
      }
      muxer.finish();
    }
    return file;
  }

  @Test
  void write_betweenTwoFrames_soundBeginsThatMuchLater() throws IOException {
    Path file = write(Map.of("start", "2026-03-01T10:00:00.012+02:00"), 1, 0);
    double start = Ffmpeg.probe(file).path("streams").path(0).path("start_time").asDouble();
    assertEquals(0.012, start, 0.0001);
  }

  @Test
  void finish_facts_areReadBack() throws IOException {
    Map<String, String> options = new HashMap<>();
    options.put("start", "2026-03-01T10:00:00.25+02:00");
    options.put("title", "Café");
    options.put("artist", "Bob");
    options.put("session", "019ab892");
    JsonNode tags = Ffmpeg.probe(write(options, 1, 0)).path("format").path("tags");
    assertEquals("Café", tags.path("title").asText());
    assertEquals("Bob", tags.path("artist").asText());
    assertEquals("019ab892", tags.path("SESSION_ID").asText());
    assertEquals("1772352000250000000", tags.path("START_UNIX_NS").asText());
    assertEquals("2026-03-01T10:00:00.25+02:00", tags.path("date").asText());
    assertEquals("M4A ", tags.path("major_brand").asText());
  }

  @Test
  void finish_nothingAsked_recordingIsStated() throws IOException {
    RecordingInfo info =
        new RecordingInfo(
            "019ab892",
            Optional.of(ZonedDateTime.parse("2026-03-01T10:00:00.5+01:00[Europe/Berlin]")),
            OptionalLong.empty(),
            true,
            List.of(),
            Map.of());
    MuxerSettings settings = new MuxerSettings(info, OptionalLong.of(5_000_000), false, Map.of());
    JsonNode probe = Ffmpeg.probe(write(settings, 1, 0));
    JsonNode tags = probe.path("format").path("tags");
    assertEquals("019ab892", tags.path("SESSION_ID").asText());
    assertEquals("speaker 0", tags.path("artist").asText());
    assertEquals("10:00:00:12", tags.path("timecode").asText());
    assertEquals("Europe/Berlin", tags.path("ZONE").asText());
    assertEquals("5000000", tags.path("DURATION_US").asText());
    // silent up to the end, which lies later by what the clock was within a frame: 20 ms
    List<JsonNode> packets = Ffmpeg.packets(probe, 0);
    JsonNode last = packets.get(packets.size() - 1);
    long end = last.path("pts").asLong() + last.path("duration").asLong();
    assertTrue(Math.abs(end - 240_960) < 120, "the last packet ends at " + end);
  }

  @Test
  void write_speakers_areTracksOfOneTimecode() throws IOException {
    Path file = write(Map.of("start", "2026-03-01T10:00:00+02:00"), 3, 0);
    JsonNode streams = Ffmpeg.probe(file).path("streams");
    assertEquals(4, streams.size());
    for (int track = 0; track < 3; track++) {
      assertEquals(
          "speaker " + track, streams.path(track).path("tags").path("handler_name").asText());
      assertEquals("10:00:00:00", streams.path(track).path("tags").path("timecode").asText());
    }
  }

  @Test
  void write_gaps_packetsStayAndSilenceStandsBetween() throws IOException {
    Path file = write(Map.of(), 1, 100_000);
    List<JsonNode> packets = Ffmpeg.packets(Ffmpeg.probe(file), 0);
    // a gap of 100 ms is five packets of 20 ms
    assertEquals(6 * (clip.samples().size() - 1) + 1, packets.size());
    for (int i = 0; i < clip.samples().size(); i++) {
      Sample sample = clip.samples().get(i);
      JsonNode packet = packets.get(6 * i);
      assertEquals(sample.info().size(), packet.path("size").asInt());
      double expected = (sample.info().timeUs() + i * 100_000L) / 1e6;
      assertEquals(expected, packet.path("pts_time").asDouble(), 0.0025);
    }
    byte[] silent =
        Ffmpeg.run("-ss", "0.07", "-t", "0.04", "-i", file.toString(), "-f", "s16le", "-");
    ByteBuffer sound = ByteBuffer.wrap(silent);
    int loud = 0;
    while (sound.remaining() >= 2) {
      loud = Math.max(loud, Math.abs(Short.reverseBytes(sound.getShort())));
    }
    assertTrue(loud <= 1, "silence is " + loud + " loud");
  }
}
