package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.framework.KinoraProcess.Result;
import org.kinora.tck.support.Ffmpeg;

/**
 * A plugin that was built against API 1.0 and never again, in the Kinora of today: it encodes,
 * stores, decodes, composes, muxes and makes a data set (src/test/api-1.0).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldPluginIT {
  private static final int PICTURES = 10;

  private final Path directory;
  private final KinoraProcess kinora;
  private final String recorded;

  OldPluginIT(@TempDir Path directory) throws Exception {
    this.directory = directory;
    kinora = KinoraProcess.install(directory);
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    Files.copy(
        KinoraProcess.source("tck/framework/src/test/api-1.0/first.jar"),
        plugins.resolve("first.jar"));
    recorded =
        run(
            "record",
            "lavfi:testsrc2=size=64x48:rate=10,format=gray[out0]",
            "--codec",
            "first",
            "--format",
            "first",
            "--id",
            "one",
            "--length",
            "1s");
  }

  @Test
  void record_toItsFormat_isEncodedByIt() throws Exception {
    assertTrue(recorded.contains("first, 10 samples, encoded by first"), recorded);
    assertTrue(run("verify", "one").contains("nothing wrong found"));
    assertTrue(Files.isRegularFile(directory.resolve("one/first.bin")));
  }

  @Test
  void copy_toItsContainer_isWrittenByIt() throws Exception {
    Path file = directory.resolve("one.first");
    run("copy", "one", "--container", "first", "-o", file.toString());
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    assertEquals(PICTURES, lines.stream().filter(line -> line.contains("track 0 at ")).count());
    assertTrue(lines.get(lines.size() - 1).endsWith("end"), lines::toString);
  }

  /** Its compositor is preferred, and makes white of all that its decoder decodes. */
  @Test
  void export_ofItsRecording_isDecodedAndComposedByIt() throws Exception {
    Path file = directory.resolve("one.webm");
    run("export", "one", "--size", "64x48", "-o", file.toString());
    byte[] pixels = Ffmpeg.run("-i", file.toString(), "-pix_fmt", "gray", "-f", "rawvideo", "-");
    assertEquals(PICTURES * 64 * 48, pixels.length);
    for (byte pixel : pixels) {
      assertTrue((pixel & 0xFF) > 250, () -> "a pixel of " + (pixel & 0xFF));
    }
  }

  @Test
  void export_asItsDataSet_isWrittenAndCheckedByIt() throws Exception {
    Path set = directory.resolve("set");
    run("dataset", "export", "one", "--format", "first", "--to", set.toString());
    assertEquals(List.of("one"), Files.readAllLines(set.resolve("first.txt")));
    assertEquals(PICTURES, Files.readAllLines(set.resolve("one.txt")).size());
    run("dataset", "verify", set.toString());
    Files.delete(set.resolve("one.txt"));
    Result broken =
        kinora.run(
            "--plugins",
            directory.resolve("plugins").toString(),
            "dataset",
            "verify",
            set.toString());
    assertTrue(broken.text().contains("files"), broken::text);
  }

  private String run(String... command) throws IOException, InterruptedException {
    String[] all = new String[command.length + 2];
    all[0] = "--plugins";
    all[1] = directory.resolve("plugins").toString();
    System.arraycopy(command, 0, all, 2, command.length);
    Result result = kinora.run(all).expect(0);
    return result.out() + result.err();
  }
}
