package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** What a file says besides its samples, and where it ends. */
class WrittenSettingsTest extends WrittenFiles {
  @Test
  void write_sameInputTwice_givesTheSameBytes() throws IOException {
    Source picture = vp8();
    Source sound = opus("6");
    Path first = Muxing.write(directory.resolve("a.webm"), Map.of(), picture, sound);
    Path second = Muxing.write(directory.resolve("b.webm"), Map.of(), picture, sound);
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void finish_withoutSamples_isAFileWithTracks() throws IOException {
    Source source = vp9().until(0);
    Path file = Muxing.write(directory.resolve("a.webm"), Map.of(), source);
    byte[] header = Ffmpeg.run("-i", file.toString(), "-c", "copy", "-f", "ivf", "-");
    assertEquals("DKIF", new String(header, 0, 4, StandardCharsets.US_ASCII));
    assertEquals("VP90", new String(header, 8, 4, StandardCharsets.US_ASCII));
    assertEquals(32, header.length, "no frame");
  }

  private static MuxerSettings settings(OptionalLong endUs, Map<String, String> options) {
    RecordingInfo info =
        new RecordingInfo(
            "rec_1",
            Optional.of(ZonedDateTime.parse("2026-03-01T12:00:00.25+02:00")),
            OptionalLong.empty(),
            true,
            List.of(),
            Map.of("title", "Standup"));
    return new MuxerSettings(info, endUs, false, options);
  }

  private static String tag(Path file, String name) {
    return Ffmpeg.probe(file).path("format").path("tags").path(name).asText();
  }

  @Test
  void write_recordingWithADateAndTitle_statesThem() throws IOException {
    MuxerSettings settings = settings(OptionalLong.empty(), Map.of());
    Path file = Muxing.write(directory.resolve("a.webm"), settings, true, vp9());
    assertEquals("2026-03-01T10:00:00.250000Z", tag(file, "creation_time"));
    assertEquals("Standup", tag(file, "title"));
    MuxerSettings named = settings(OptionalLong.empty(), Map.of("title", "Retro"));
    assertEquals("Retro", tag(Muxing.write(file, named, true, vp9()), "title"));
  }

  /** The first 1.2345 s of the sound, to the sample. */
  @Test
  void write_endWithinAPacket_cutsTheSoundThere() throws IOException {
    Source sound = opus("3");
    MuxerSettings settings = settings(OptionalLong.of(1_234_500), Map.of());
    Path file = Muxing.write(directory.resolve("a.webm"), settings, true, sound);
    assertSame(sound.until(1_234_500), file, 0, 1_000);
    byte[] all = pcm(directory.resolve("made.ogg"));
    assertArrayEquals(Arrays.copyOf(all, 59_256 * 4), pcm(file));
    assertEquals(1_234_500, durationUs(file));
  }
}
