package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.tck.support.Ffmpeg;

/**
 * Data sets of a recording whose pictures show their number and where the mouse is, loaded by what
 * people load data sets with: {@code tck/judges/dataset*.py}. The profile {@code judges} runs it;
 * {@code .ci/run} installs the Python packages.
 */
@Tag("judges")
final class DatasetJudgesIT {
  private static final int SECONDS = 42;
  private static final int RATE = 30;

  /** One picture of so many is missing, so that the rate varies. */
  private static final int MISSING = 7;

  private static final long START_MS = 1_765_969_200_000L;

  @TempDir static Path dir;

  /** The data sets that are judged, by name. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "encoded", "--option chunk=2s --option rate=30",
          "exact", "--option chunk=2s --option rate=source --option cut=exact",
          "copied", "--option chunk=2s --option rate=source",
          "lerobot", "--format lerobot --option fps=30 --option episode=20s",
          "webdataset", "--format webdataset --option fps=30 --option piece=5s");

  private static Path video;

  /** Records, and makes all data sets in one process. */
  @BeforeAll
  static void record() throws Exception {
    video = film(dir.resolve("numbered.webm"));
    try (OutputStream file = Files.newOutputStream(dir.resolve("numbered.zip"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      add(zip, "numbered.webm", Files.readAllBytes(video));
      add(zip, "numbered_input.json", events().getBytes(StandardCharsets.UTF_8));
    }
    List<String> commands = new ArrayList<>();
    OPTIONS.forEach(
        (name, options) -> {
          commands.add("dataset export numbered.zip --to %s %s".formatted(name, options));
          commands.add("dataset verify " + name);
        });
    KinoraProcess.install(dir).run("exec", String.join(";", commands)).expect(0);
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Bits of the number above, 20 pixels each, and a square at the mouse. */
  private static Path film(Path file) {
    String number = "16+219*mod(floor(N/pow(2,floor(X/20))),2)*lt(X,240)";
    String square = "16+219*lte(abs(X-(24+mod(3*N,208))),5)*lte(abs(Y-(40+mod(2*N,84))),5)";
    String pictures =
        "color=black:s=256x144:r=%d:d=%d,select=mod(n+1\\,%d),format=yuv420p,geq=lum='if(lt(Y,16),%s,%s)':cb=128:cr=128"
            .formatted(RATE, SECONDS, MISSING, number, square);
    Ffmpeg.run(
        List.of(
                List.of("-f", "lavfi", "-i", pictures, "-fps_mode", "vfr", "-c:v", "libvpx"),
                List.of("-deadline", "realtime", "-auto-alt-ref", "0", "-b:v", "1M"),
                List.of("-force_key_frames", "expr:gte(t,n_forced*2)", "-g", "999"),
                List.of(file.toString()))
            .stream()
            .flatMap(List::stream)
            .toArray(String[]::new));
    return file;
  }

  /** A move to the square of each picture, some milliseconds after it has come. */
  private static String events() {
    List<String> events = new ArrayList<>();
    int picture = 0;
    for (int i = 0; i < RATE * SECONDS; i++) {
      if ((i + 1) % MISSING != 0) {
        long timeMs = START_MS + Math.round(i * 1000.0 / RATE) + 8;
        events.add(
            String.format(
                Locale.ROOT,
                "{\"timestamp\":%d,\"type\":\"mouse\",\"event\":\"mousemove\",\"data\":{\"x\":%d,\"y\":%d}}",
                timeMs,
                24 + 3 * picture % 208,
                40 + 2 * picture % 84));
        picture++;
      }
    }
    return "{\"sessionId\":\"numbered\",\"startTime\":%d,\"duration\":%d,\"inputEvents\":[%s]}"
        .formatted(START_MS, SECONDS * 1000, String.join(",", events));
  }

  /** Encoded at a constant rate, encoded at the recording's own times, and copied. */
  @ParameterizedTest
  @ValueSource(strings = {"encoded", "exact", "copied"})
  void export_numberedPictures_areLoadedAndEveryEventIsOnItsPicture(String name) throws Exception {
    String verdict = judge("dataset.py", name);
    assertTrue(verdict.contains("\"chunks_decoded\": 20"), verdict);
  }

  @Test
  void export_webdataset_isReadByItsLibrary() throws Exception {
    String verdict = judge("dataset_webdataset.py", "webdataset");
    assertTrue(verdict.contains("\"frames\": 1259, \"samples\": 9"), verdict);
  }

  @Test
  void export_lerobot_isItsLayoutFieldByField() throws Exception {
    String verdict = judge("dataset_lerobot.py", "lerobot");
    assertTrue(verdict.contains("\"episodes\": 3, \"frames\": 1259"), verdict);
  }

  /** Needs PyTorch, so it has an environment and a profile of its own: {@code -Plerobot}. */
  @Test
  @Tag("lerobot")
  void export_lerobot_isReadByItsLoader() throws Exception {
    Path judges = KinoraProcess.source("tck/judges");
    String verdict =
        run(
            judges.resolve("target/lerobot/bin/python").toString(),
            judges.resolve("lerobot_loader.py").toString(),
            dir.resolve("lerobot").toString());
    assertTrue(verdict.contains("\"frames\": 1259"), verdict);
  }

  private static String judge(String judge, String name) throws Exception {
    Path judges = KinoraProcess.source("tck/judges");
    return run(
        judges.resolve("target/venv/bin/python").toString(),
        judges.resolve(judge).toString(),
        dir.resolve(name).toString(),
        video.toString());
  }

  private static String run(String... command) throws Exception {
    ProcessBuilder python = new ProcessBuilder(command);
    python.environment().put("HF_HOME", Files.createTempDirectory(dir, "cache").toString());
    python.environment().put("HF_HUB_OFFLINE", "1");
    KinoraProcess.Result verdict = KinoraProcess.finish(python);
    assertEquals(0, verdict.exitCode(), verdict::text);
    return verdict.out();
  }
}
