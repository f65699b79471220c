package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.tck.support.Ffmpeg;

/** Data sets as a user makes them. */
final class DatasetIT {
  private static final String[] RECORDINGS = {"rec_1757651534329", "rec_1757651700000"};

  @TempDir Path dir;

  @BeforeEach
  void copy() throws IOException {
    for (String recording : RECORDINGS) {
      KinoraProcess.copyExample(recording, dir);
    }
  }

  @Test
  void export_byOneAndByTwoWorkers_givesTheSameBytesThatVerify() throws Exception {
    KinoraProcess kinora = KinoraProcess.install(dir);
    export(kinora, "one", "1").expect(0);
    export(kinora, "two", "2").expect(0);
    Map<String, Blob> files = files(dir.resolve("one"));
    assertEquals(files, files(dir.resolve("two")));
    assertTrue(files.size() > 5, files.keySet().toString());
    kinora.run("dataset", "verify", "./one").expect(0);
    String again = export(kinora, "one", "1").expect(0).out();
    assertTrue(again.contains("nothing was written"), again);
    for (String file : files.keySet()) {
      if (file.endsWith(".mp4")) {
        Ffmpeg.decode(dir.resolve("one").resolve(file));
      }
    }
  }

  @Test
  void export_narrower_scalesThePictures() throws Exception {
    KinoraProcess kinora = KinoraProcess.install(dir);
    kinora
        .run(
            "dataset",
            "export",
            RECORDINGS[0],
            "--to",
            "./narrow",
            "--option",
            "width=96",
            "--option",
            "cut=exact")
        .expect(0);
    Path video =
        files(dir.resolve("narrow")).keySet().stream()
            .filter(file -> file.endsWith(".mp4") || file.endsWith(".webm"))
            .map(dir.resolve("narrow")::resolve)
            .findFirst()
            .orElseThrow();
    JsonNode stream = Ffmpeg.probe(video).path("streams").get(0);
    assertEquals(96, stream.path("width").asInt());
  }

  private static KinoraProcess.Result export(KinoraProcess kinora, String to, String workers)
      throws Exception {
    return kinora.run(
        "dataset", "export", RECORDINGS[0], RECORDINGS[1], "--to", "./" + to, "--workers", workers);
  }

  /** All files of a data set, without the engine's journal. */
  private static Map<String, Blob> files(Path root) throws IOException {
    Map<String, Blob> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path path = root.relativize(file);
        if (!path.startsWith(".kinora")) {
          files.put(path.toString(), Blob.of(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }
}
