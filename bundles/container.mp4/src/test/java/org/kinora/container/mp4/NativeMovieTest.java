package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The border to native code: whatever is passed, the answer is an exception and never a crash. */
class NativeMovieTest {
  private static final byte[] DOPS = {0, 1, 1, 0x38, 0, 0, (byte) 0xBB, (byte) 0x80, 0, 0, 0};
  private static final Blob ENTRY =
      SampleEntries.audio("Opus", 1, 16, 48_000, SampleEntries.box("dOps", DOPS));

  private final NativeMovie movie = new NativeMovie();

  @Test
  void call_afterClose_isRefused() {
    movie.close();
    movie.close();
    refused(MediaError.INTERNAL_ERROR, () -> movie.head(0));
    refused(MediaError.INTERNAL_ERROR, () -> movie.buildMoov(0));
    refused(MediaError.INTERNAL_ERROR, () -> movie.addEntry(0, new byte[0]));
  }

  @Test
  void call_argumentsThatDoNotFit_isRefused() throws MediaException {
    int track = movie.addAudio(48_000, 312, 3_840, "Opus", "");
    refused(MediaError.MUX_ERROR, () -> movie.addAudio(0, 0, 0, "", ""));
    refused(MediaError.MUX_ERROR, () -> movie.addAudio(48_000, -1, 0, "", ""));
    refused(MediaError.MUX_ERROR, () -> movie.addVideo(25, 65_536, 1, "", ""));
    refused(MediaError.MUX_ERROR, () -> movie.addEntry(track, new byte[0]));
    refused(MediaError.MUX_ERROR, () -> movie.addEntry(track, new byte[100]));
    refused(MediaError.MUX_ERROR, () -> movie.addEntry(track + 1, ENTRY.toByteArray()));
    refused(MediaError.MUX_ERROR, () -> movie.addEntry(-1, ENTRY.toByteArray()));
    refused(MediaError.MUX_ERROR, () -> movie.head(-1));
    refused(MediaError.MUX_ERROR, () -> movie.head(7));
    refused(MediaError.MUX_ERROR, () -> movie.buildMoov(-1));
    movie.close();
  }

  @Test
  void add_recordsThatDoNotFit_areRefusedWithTheBatch() throws MediaException {
    int track = movie.addAudio(48_000, 312, 3_840, "Opus", "");
    movie.add(track, 0, 10, true, 0, 0, 0, 960);
    refused(MediaError.MUX_ERROR, () -> movie.buildMoov(0));
    movie.add(99, 0, 10, true, 0, 0, 0, 960);
    refused(MediaError.MUX_ERROR, () -> movie.buildMoov(0));
    movie.close();
  }

  @Test
  void moov_calledAgain_givesTheSame() throws IOException {
    int track = movie.addAudio(48_000, 312, 3_840, "Opus", "");
    int entry = movie.addEntry(track, ENTRY.toByteArray());
    for (int i = 0; i < 25_000; i++) { // more than a piece
      movie.add(track, entry, 10, true, i * 960L, i * 960L, i * 10L, 960);
    }
    byte[] box = moov(movie, 48);
    assertEquals(box.length, ByteBuffer.wrap(box).getInt());
    assertArrayEquals(box, moov(movie, 48));
    movie.close();
  }

  @Test
  void call_randomArguments_neverBreaksDown() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      try (NativeMovie one = new NativeMovie()) {
        one.addVideo(anyInt(random), anyInt(random), anyInt(random), "", "");
        int track =
            one.addAudio(1 + random.nextInt(100_000), anyInt(random), anyInt(random), "", "");
        byte[] entry = ENTRY.toByteArray();
        entry[random.nextInt(entry.length)] = (byte) random.nextInt();
        one.addEntry(track, entry);
        for (int i = 0; i < 5; i++) {
          long time = anyLong(random);
          one.add(track, 0, anyInt(random), true, time, time, anyLong(random), anyLong(random));
        }
        one.buildMoov(anyLong(random));
        byte[] box = moov(one, 0);
        assertEquals(box.length, ByteBuffer.wrap(box).getInt());
      } catch (MediaException e) {
        assertEquals(MediaError.MUX_ERROR, e.code(), () -> e.getMessage() + ", seed " + seed);
      }
    }
  }

  private static byte[] moov(NativeMovie movie, long payload) throws IOException {
    ByteArrayOutputStream box = new ByteArrayOutputStream();
    long sizeBytes = movie.buildMoov(payload);
    movie.moov(
        (at, piece) -> {
          assertEquals(box.size(), at);
          box.write(piece);
        });
    assertEquals(sizeBytes, box.size());
    return box.toByteArray();
  }

  /** Small, large and negative numbers alike. */
  private static long anyLong(Random random) {
    return random.nextLong() >> random.nextInt(Long.SIZE);
  }

  private static int anyInt(Random random) {
    return random.nextInt() >>> random.nextInt(Integer.SIZE);
  }

  private static void refused(MediaError code, Executable action) {
    assertEquals(code, assertThrows(MediaException.class, action).code());
  }
}
