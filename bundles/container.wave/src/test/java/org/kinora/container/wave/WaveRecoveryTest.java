package org.kinora.container.wave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.spi.container.Salvage;
import org.kinora.tck.contract.rules.FileRules;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.SparseFile;

/** WAVE files of FFmpeg, cut and without their sizes, made whole and read by FFmpeg. */
class WaveRecoveryTest {
  private static final int FRAMES = 48_000;

  @TempDir Path dir;

  /** A second of a tone at 48,000 Hz, as the arguments say. */
  private byte[] tone(String... arguments) throws IOException {
    Path file = dir.resolve("tone.wav");
    List<String> all = new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=r=48000:d=1"));
    all.addAll(List.of(arguments));
    all.add(file.toString());
    Ffmpeg.run(all.toArray(String[]::new));
    return Files.readAllBytes(file);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the header of a chunk lies. */
  private static int chunkAt(byte[] wave, String name) {
    String text = new String(wave, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(name);
    assertTrue(at >= 0, name);
    return at;
  }

  private static byte[] sound(byte[] wave, int from, int count) {
    int at = chunkAt(wave, "data") + 8 + from;
    return Arrays.copyOfRange(wave, at, at + count);
  }

  private SalvageReport examine(byte[] wave) throws IOException {
    Path file = Files.write(dir.resolve("cut.wav"), wave);
    try (FileChannel in = FileChannel.open(file)) {
      return new WaveRecovery().examine(in).report();
    }
  }

  /** Returns what was made of it; the rules hold for that, FFmpeg reads it without complaint. */
  private byte[] recover(byte[] wave) throws IOException {
    Path file = Files.write(dir.resolve("cut.wav"), wave);
    Path whole = dir.resolve("whole.wav");
    try (FileChannel in = FileChannel.open(file);
        FileChannel out =
            FileChannel.open(
                whole,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      Salvage salvage = new WaveRecovery().examine(in);
      assertFalse(salvage.report().whole());
      assertEquals(wave.length, salvage.report().keptBytes() + salvage.report().lostBytes());
      salvage.writeTo(out, written -> {});
    }
    FileRules.check(whole).assertKept();
    Ffmpeg.decode(whole);
    byte[] recovered = Files.readAllBytes(whole);
    assertTrue(examine(recovered).whole());
    return recovered;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le", "pcm_alaw"})
  void examine_wholeFile_isCopied(String codec) throws IOException {
    byte[] wave = tone("-c:a", codec, "-metadata", "title=x");
    SalvageReport report = examine(wave);
    assertTrue(report.whole(), report::toString);
    assertEquals(0, report.lostBytes());
    assertEquals(1_000_000, report.durationUs());
    assertEquals(new SalvageReport.TrackReport(1, codec, FRAMES), report.tracks().get(0));
    Path file = dir.resolve("cut.wav");
    Path copy = dir.resolve("copy.wav");
    try (FileChannel in = FileChannel.open(file);
        SparseFile out = SparseFile.create(copy)) {
      new WaveRecovery().examine(in).writeTo(out, written -> {});
    }
    assertEquals(-1, Files.mismatch(file, copy));
  }

  /** FFmpeg states ffffffff where it cannot go back; other recorders leave 0. */
  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 0", "36, 0", "0, -1"})
  void writeTo_sizesNeverWritten_areThose(int riffBytes, int dataBytes) throws IOException {
    byte[] wave = tone("-c:a", "pcm_s16le");
    byte[] sound = sound(wave, 0, FRAMES * 2);
    little(wave).putInt(4, riffBytes).putInt(chunkAt(wave, "data") + 4, dataBytes);
    assertArrayEquals(sound, sound(recover(wave), 0, FRAMES * 2));
  }

  @Test
  void writeTo_streamOfFfmpeg_hasItsSizes() throws IOException {
    byte[] stream =
        Ffmpeg.run("-f", "lavfi", "-i", "sine=r=48000:d=1", "-c:a", "pcm_s24le", "-f", "wav", "-");
    byte[] recovered = recover(stream);
    assertArrayEquals(sound(stream, 0, FRAMES * 3), sound(recovered, 0, FRAMES * 3));
    assertEquals(stream.length, recovered.length);
  }

  /** Of three bytes a number, and of frames of two numbers. */
  @ParameterizedTest
  @CsvSource({"pcm_s24le, 1, 3", "pcm_s24le, 2, 6", "pcm_u8, 1, 1", "pcm_s16le, 2, 4"})
  void writeTo_cutInAFrame_endsWithTheOneBefore(String codec, int channels, int frameBytes)
      throws IOException {
    byte[] wave = tone("-c:a", codec, "-ac", "" + channels);
    for (int frames : new int[] {10_000, 10_001}) {
      int kept = frames * frameBytes;
      byte[] cut = Arrays.copyOf(wave, chunkAt(wave, "data") + 8 + kept + frameBytes - 1);
      byte[] recovered = recover(cut);
      assertArrayEquals(sound(wave, 0, kept), sound(recovered, 0, kept));
      assertEquals(frames, examine(recovered).tracks().get(0).samples());
      assertEquals(frameBytes - 1, examine(cut).lostBytes());
    }
  }

  /** The header was right once; what was written later is sound, silent or not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writeTo_fileGrewAfterItsHeader_hasAll(boolean silent) throws IOException {
    byte[] wave = tone("-c:a", "pcm_s16le");
    int data = chunkAt(wave, "data");
    if (silent) {
      Arrays.fill(wave, data + 8, wave.length, (byte) 0);
    }
    little(wave).putInt(4, data + 1_000).putInt(data + 4, 1_000);
    assertArrayEquals(sound(wave, 0, FRAMES * 2), sound(recover(wave), 0, FRAMES * 2));
  }

  @Test
  void writeTo_chunksBehindTheSound_areKeptWhereWhole() throws IOException {
    byte[] wave = tone("-c:a", "pcm_s16le");
    byte[] cut = Arrays.copyOf(wave, wave.length + 24);
    ByteBuffer longer = little(cut);
    longer.position(wave.length).put(new byte[] {'n', 'o', 't', 'e', 4, 0, 0, 0, 1, 2, 3, 4});
    longer.put(new byte[] {'c', 'u', 't', ' ', 100, 0, 0, 0, 1, 2, 3, 4});
    longer.putInt(4, wave.length + 12 + 108 - 8);
    byte[] recovered = recover(cut);
    assertEquals(wave.length + 12, recovered.length);
    assertEquals(FRAMES * 2, little(recovered).getInt(chunkAt(wave, "data") + 4));
    assertEquals(12, examine(cut).lostBytes());
  }

  @Test
  void writeTo_cutRf64_statesItsSizesInDs64() throws IOException {
    byte[] wave = tone("-c:a", "pcm_s16le", "-rf64", "always");
    byte[] recovered = recover(Arrays.copyOf(wave, wave.length - 999));
    assertEquals("RF64", new String(recovered, 0, 4, StandardCharsets.US_ASCII));
    assertEquals(FRAMES * 2 - 1_000, little(recovered).getLong(28));
  }

  /** A header of 4 GiB at most becomes one beyond: in the place of JUNK, or in one that is made. */
  @ParameterizedTest
  @ValueSource(strings = {"never", "auto"})
  void writeTo_beyond4GiB_becomesRf64(String rf64) throws IOException {
    byte[] wave = tone("-c:a", "pcm_s16le", "-rf64", rf64);
    little(wave).putInt(4, -1).putInt(chunkAt(wave, "data") + 4, -1);
    Path file = dir.resolve("large.wav");
    Path whole = dir.resolve("whole.wav");
    long sizeBytes = (1L << 32) + 1_000_000 + wave.length % 2;
    try (SparseFile in = SparseFile.create(file);
        SparseFile out = SparseFile.create(whole)) {
      assertEquals(wave.length, in.write(ByteBuffer.wrap(wave)));
      assertEquals(1, in.position(sizeBytes - 1).write(ByteBuffer.wrap(new byte[] {1})));
      new WaveRecovery().examine(in).writeTo(out, written -> {});
      assertTrue(new WaveRecovery().examine(out).report().whole());
    }
    FileRules.check(whole).assertKept();
    JsonNode end = Ffmpeg.probe(whole, List.of("-read_intervals", "44739%"));
    JsonNode last = end.path("packets").path(end.path("packets").size() - 1);
    long frames = (sizeBytes - chunkAt(wave, "data") - 8) / 2;
    assertEquals(frames, last.path("pts").asLong() + last.path("duration").asLong());
  }

  @ParameterizedTest
  @CsvSource({
    "0, INDEX_PARSE_ERROR",
    "11, INDEX_PARSE_ERROR",
    "12, INDEX_NOT_FOUND",
    "30, INDEX_PARSE_ERROR",
    "40, INDEX_NOT_FOUND"
  })
  void examine_cutBeforeItsSound_isRefused(int sizeBytes, MediaError expected) throws IOException {
    byte[] wave = tone("-c:a", "pcm_s16le");
    MediaException refused =
        assertThrows(MediaException.class, () -> examine(Arrays.copyOf(wave, sizeBytes)));
    assertEquals(expected, refused.code());
  }

  @Test
  void examine_soundOfNoFrames_isRefused() throws IOException {
    byte[] wave = tone("-c:a", "adpcm_ms");
    MediaException refused = assertThrows(MediaException.class, () -> examine(wave));
    assertEquals(MediaError.INDEX_PARSE_ERROR, refused.code());
    assertTrue(refused.getMessage().contains("format tag 2"), refused::getMessage);
  }

  @Test
  void accepts_headsOfFiles_tellsWavesFromOthers() throws IOException {
    byte[] wave = tone("-c:a", "pcm_s16le");
    WaveRecovery recovery = new WaveRecovery();
    assertTrue(recovery.accepts(ByteBuffer.wrap(wave, 0, 12)));
    assertFalse(recovery.accepts(ByteBuffer.wrap(wave, 0, 11)));
    wave[8] = 'A';
    assertFalse(recovery.accepts(ByteBuffer.wrap(wave)));
  }
}
