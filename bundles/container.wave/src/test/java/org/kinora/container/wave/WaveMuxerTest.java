package org.kinora.container.wave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** What a WAVE file states, as FFmpeg reads it. */
class WaveMuxerTest {
  /** A recording of which nothing is known. */
  static final RecordingInfo RECORDING =
      new RecordingInfo("rec_1", Optional.empty(), OptionalLong.empty(), true, List.of(), Map.of());

  private static final int RATE_HZ = 48_000;

  @TempDir Path dir;

  private static Track track(String codec, int channels) {
    return new Track(1, new AudioFormat(codec, RATE_HZ, channels, 0, Blob.EMPTY), RATE_HZ, "");
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Tones of 10 ms at the given times: every number is 0x1111. */
  private Path write(Map<String, String> options, long... timesUs) throws IOException {
    Path file = dir.resolve("sound.wav");
    byte[] tone = new byte[RATE_HZ / 100 * 2];
    Arrays.fill(tone, (byte) 0x11);
    try (FileChannel out = open(file);
        Muxer muxer = new WaveMuxerFactory().create(out, MuxerSettings.of(RECORDING, options))) {
      int track = muxer.addTrack(track("pcm_s16le", 1));
      for (long timeUs : timesUs) {
        muxer.write(
            track,
            SampleInfo.inOrder(timeUs, 10_000, tone.length, true),
            ByteBuffer.wrap(tone).asReadOnlyBuffer());
      }
      muxer.finish();
    }
    return file;
  }

  @Test
  void write_afterAGap_isSilentInBetween() throws IOException {
    Path file = write(Map.of(), 20_000, 50_000);
    ByteBuffer sound =
        ByteBuffer.wrap(Ffmpeg.run("-i", file.toString(), "-f", "s16le", "-"))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(60 * RATE_HZ / 1000 * 2, sound.remaining());
    for (int ms = 0; ms < 60; ms++) {
      boolean heard = (ms >= 20 && ms < 30) || ms >= 50;
      assertEquals(heard ? 0x1111 : 0, sound.getShort(ms * RATE_HZ / 1000 * 2), ms + " ms");
    }
  }

  @Test
  void write_beforeTimeZero_isNotHeard() throws IOException {
    Path file = write(Map.of(), -15_000, -5_000);
    byte[] sound = Ffmpeg.run("-i", file.toString(), "-f", "s16le", "-");
    byte[] expected = new byte[RATE_HZ * 5 / 1000 * 2];
    Arrays.fill(expected, (byte) 0x11);
    assertArrayEquals(expected, sound);
  }

  @Test
  void write_overlap_isRefused() {
    MediaException refusal = assertThrows(MediaException.class, () -> write(Map.of(), 0, 9_000));
    assertEquals(MediaError.MUX_ERROR, refusal.code());
    assertTrue(refusal.getMessage().contains("9000 us"), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    // the frames since midnight of that place's own clock
    "2026-03-01T12:00:00.250+02:00, '', 2073612000, 2026-03-01, 12:00:00",
    "2026-03-01T23:59:59.999+02:00, '', 4147199952, 2026-03-01, 23:59:59",
    "2026-03-01T22:30:00.000020834Z, Asia/Kolkata, 691200001, 2026-03-02, 04:00:00",
    // the days on which clocks are changed: 1 h of the day is missing, or there twice
    "2026-03-29T01:00:00Z, Europe/Berlin, 518400000, 2026-03-29, 03:00:00",
    "2026-10-25T01:30:00.5Z, Europe/Berlin, 432024000, 2026-10-25, 02:30:00",
  })
  void finish_start_isStatedToTheFrame(
      String start, String zone, long reference, String date, String time) throws IOException {
    Map<String, String> options = new HashMap<>();
    options.putAll(Map.of("start", start, "description", "Größe", "originator", "Kinora"));
    if (!zone.isEmpty()) {
      options.put("zone", zone);
    }
    Path file = write(options, 0, 1_000_000);
    JsonNode tags = Ffmpeg.probe(file).path("format").path("tags");
    assertEquals(reference, tags.path("time_reference").asLong());
    assertEquals(date, tags.path("date").asText());
    assertEquals(time, tags.path("creation_time").asText());
    assertEquals("Größe", tags.path("comment").asText());
    assertEquals("Kinora", tags.path("encoded_by").asText());
  }

  @Test
  void finish_unmeasuredLoudness_isMarkedAsTheStandardSays() throws IOException {
    byte[] bytes = Files.readAllBytes(write(Map.of("description", "x"), 0));
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int bext = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("bext") + 8;
    assertEquals(2, file.getShort(bext + 346), "version");
    for (int value = 0; value < 5; value++) {
      assertEquals(0x7FFF, file.getShort(bext + 412 + 2 * value), "loudness value " + value);
    }
  }

  @Test
  void write_beforeTheFinish_theFileIsHeardAsFarAsItWasFlushed() throws IOException {
    Path file = dir.resolve("growing.wav");
    byte[] second = new byte[RATE_HZ * 2 * 2];
    try (FileChannel out = open(file);
        Muxer muxer = new WaveMuxerFactory().create(out, MuxerSettings.of(RECORDING, Map.of()))) {
      int track = muxer.addTrack(track("pcm_s16le", 2));
      for (int i = 0; i < 20; i++) {
        muxer.write(
            track,
            SampleInfo.inOrder(i * 1_000_000L, 1_000_000, second.length, true),
            ByteBuffer.wrap(second));
      }
      byte[] heard = Ffmpeg.run("-i", file.toString(), "-f", "s16le", "-");
      assertTrue(heard.length >= 15 * second.length, heard.length + " bytes are heard");
    }
  }

  @Test
  void toBytes_beyond4GiB_isRf64OfTheSameSize() {
    PcmFormat pcm = new PcmFormat(RATE_HZ, 2, 24, false);
    WaveHeader header = new WaveHeader(pcm, false, Optional.empty());
    long dataBytes = 6L * 1_000_000_000;
    ByteBuffer large = ByteBuffer.wrap(header.toBytes(dataBytes)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(header.sizeBytes(), large.remaining());
    byte[] names = new byte[4];
    large.get(0, names);
    assertArrayEquals("RF64".getBytes(StandardCharsets.US_ASCII), names);
    assertEquals(header.sizeBytes() - 8 + dataBytes, large.getLong(20), "riff size");
    assertEquals(dataBytes, large.getLong(28), "data size");
    assertEquals(dataBytes / 6, large.getLong(36), "frames");
    assertEquals(-1, large.getInt(large.limit() - 4), "the data chunk's own size");
  }

  @Test
  void finish_beyond4GiB_ffmpegHearsTheEnd() throws IOException {
    Path file = dir.resolve("large.wav");
    byte[] tone = new byte[RATE_HZ * 4 * 8];
    Arrays.fill(tone, (byte) 0x11);
    WaveHeader header =
        new WaveHeader(new PcmFormat(RATE_HZ, 8, 32, false), false, Optional.empty());
    long seconds = 2_900;
    try (FileChannel out = open(file)) {
      long dataBytes = seconds * tone.length;
      out.write(ByteBuffer.wrap(header.toBytes(dataBytes)));
      // a hole: the file system gives zeros for it and keeps none
      out.write(ByteBuffer.wrap(tone), header.sizeBytes() + dataBytes - tone.length);
    }
    byte[] end = Ffmpeg.run("-ss", seconds - 1 + "", "-i", file.toString(), "-f", "s32le", "-");
    assertEquals(tone.length, end.length);
    assertEquals(0x11, end[tone.length / 2]);
  }
}
