package org.kinora.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.engine.RealPlugins;
import org.kinora.media.AudioFormat;
import org.kinora.media.Track;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.tck.support.Ffmpeg;

/** Sound of every kind that recorders leave, cut into pieces, beside what FFmpeg decodes. */
class SoundCutTest {
  private static final int PIECES = 6;
  private static final int SECOND_US = 1_000_000;

  @TempDir Path dir;

  /** What loses nothing comes out bit for bit, cut wherever it may be. */
  @ParameterizedTest
  @CsvSource({
    "sound.flac, flac, flac, 44100",
    "sound.mkv, flac, flac, 48000",
    "sound.wav, pcm_s16le, pcm_s16le, 44100",
  })
  void cut_losslessSound_isTheSourcesToTheBit(String name, String encoder, String codec, int rateHz)
      throws IOException {
    Path file = sound(name, encoder, rateHz);
    Random random = new Random();
    long seed = random.nextLong();
    random.setSeed(seed);
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    try (DatasetSource source = open(file)) {
      Track track = source.info().tracks().get(0);
      assertEquals(codec, track.format().codec());
      assertEquals(rateHz, ((AudioFormat) track.format()).sampleRate());
      long startUs = 0;
      for (int i = 1; i <= PIECES; i++) {
        long endUs = i == PIECES ? 3 * SECOND_US : startUs + 1 + random.nextInt(SECOND_US / 2);
        Path piece = dir.resolve("piece" + i + ".wav");
        source.cut(new AudioCut(track.id(), startUs, endUs, "wave", "pcm_s16le"), piece);
        pieces.writeBytes(pcm(piece));
        startUs = endUs;
      }
    }
    assertArrayEquals(pcm(file), pieces.toByteArray(), "seed " + seed);
  }

  private static DatasetSource open(Path file) throws IOException {
    DatasetSource source =
        new DatasetSource(RealPlugins.providers(), file, Watch.NONE, opened -> {});
    source.open();
    return source;
  }

  private Path sound(String name, String encoder, int rateHz) {
    String tones = "aevalsrc=exprs=0.4*sin(700*t*t)|0.3*sin(1900*t):d=3:s=" + rateHz;
    return RealPlugins.file(
        dir.resolve(name), "-f", "lavfi", "-i", tones, "-sample_fmt", "s16", "-c:a", encoder);
  }

  private static byte[] pcm(Path file) {
    return Ffmpeg.run("-i", file.toString(), "-f", "s16le", "-");
  }
}
