package org.kinora.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EngineExport;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.file.Directories;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.Ffmpeg;

/** Data sets of real video: killed in a process of their own, and drawn. */
final class KilledDatasetTest {
  /** The promise is 50, which the profile soak does. */
  private static final int KILLS = Integer.getInteger("kinora.kills", 20) / 4;

  @TempDir static Path shared;
  private static final List<Path> SOURCES = new ArrayList<>();
  private static Path whole = Path.of("");

  @TempDir Path dir;

  @BeforeAll
  static void record() throws Exception {
    SOURCES.clear();
    for (int i = 0; i < 3; i++) {
      SOURCES.add(DatasetClips.openGroups(shared.resolve("rec" + i + ".mp4")));
    }
    whole = shared.resolve("whole");
    write(whole);
  }

  private static void write(Path target) throws IOException, InterruptedException {
    EngineExport service = KilledDataset.service();
    KilledDataset.start(service, target, SOURCES.toArray(Path[]::new)).await();
    service.stop();
  }

  @Test
  void killedAtAnyMoment_theSameRequestAgain_givesTheSameBytes() throws Exception {
    Random random = new Random();
    long seed = random.nextLong();
    random.setSeed(seed);
    for (int i = 0; i < KILLS; i++) {
      Path target = dir.resolve("killed");
      int pictures = random.nextInt(170);
      kill(target, pictures, random.nextInt(60));
      write(target);
      String when = "seed %d, kill %d after %d pictures".formatted(seed, i, pictures);
      assertEquals(DatasetState.files(whole), DatasetState.files(target), when);
      for (String file : DatasetState.files(whole)) {
        assertEquals(-1, Files.mismatch(whole.resolve(file), target.resolve(file)), file + when);
      }
      Directories.delete(target);
    }
  }

  /** Kills the program a moment after so many pictures, or when it has ended. */
  private static void kill(Path target, int pictures, int laterMs) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KilledDataset.class.getName(), target.toString()));
    SOURCES.forEach(source -> command.add(source.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (line != null && !(line.matches("\\d+") && Integer.parseInt(line) >= pictures)) {
        line = out.readLine();
      }
      boolean ended = process.waitFor(laterMs, TimeUnit.MILLISECONDS);
      assertTrue(!ended || process.exitValue() == 0, "it failed by itself");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void draw_piece_showsItsPicturesSideBySide() throws Exception {
    Providers providers = RealPlugins.providers();
    SliceFormat format = new SliceFormat();
    providers.addDataset(format, format.reference());
    EngineDatasets datasets = new EngineDatasets(providers);
    Path png = dir.resolve("sheet.png");
    datasets.draw(whole, "rec1.mp4-2", png, 4, false);
    var stream = Ffmpeg.probe(png).path("streams").get(0);
    assertEquals(320, stream.path("width").asInt());
    assertEquals(240, stream.path("height").asInt());
    byte[] sheet = gray(png, "copy");
    // chosen are 0, 3, where something was done, and two more
    byte[] first = gray(whole.resolve("part/rec1.mp4/rec1.mp4-2.mp4"), "trim=end_frame=1");
    long off = 0;
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 160; x++) {
        off += Math.abs((sheet[y * 320 + x] & 0xFF) - (first[y * 160 + x] & 0xFF));
      }
    }
    assertTrue(off / (120 * 160) < 4, "the first picture is off by " + off / (120 * 160));
    MediaException there =
        assertThrows(MediaException.class, () -> datasets.draw(whole, "rec1.mp4-2", png, 4, false));
    assertEquals(MediaError.TARGET_EXISTS, there.code());
    MediaException none =
        assertThrows(MediaException.class, () -> datasets.draw(whole, "none-1", png, 4, true));
    assertEquals(MediaError.DATA_RANGE_ERROR, none.code());
    assertEquals(3, datasets.summary(whole, Optional.of("slices")).pieces().size() / 6);
  }

  private static byte[] gray(Path file, String filter) {
    return Ffmpeg.run(
        "-i",
        file.toString(),
        "-vf",
        filter.equals("copy") ? "null" : filter,
        "-frames:v",
        "1",
        "-pix_fmt",
        "gray",
        "-f",
        "rawvideo",
        "-");
  }
}
