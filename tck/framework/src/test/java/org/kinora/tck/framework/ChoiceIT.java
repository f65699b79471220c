package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two bundles for one format, and a person who chooses. Which one is used shows in what it writes.
 */
class ChoiceIT {
  private static final String OLDER = ExamplePlugin.NAME;
  private static final String NEWER = "org.example.film";

  private final Path at;
  private final Path recordings;
  private RunningFolder running;
  private InsideBundle inside;
  private int number;

  ChoiceIT(@TempDir Path at) throws Exception {
    this.at = at;
    recordings = Files.createDirectory(at.resolve("recordings"));
    running = RunningFolder.start(at, "all", "none");
    inside = InsideBundle.start(running.context());
    Files.move(ExamplePlugin.build(at, OLDER, 1), running.folder.resolve("older.jar"));
    Files.move(ExamplePlugin.build(at, NEWER, 2), running.folder.resolve("newer.jar"));
    for (String bundle : List.of(OLDER, NEWER)) {
      running.await(bundle, () -> !inside.ask("chosen " + bundle).isEmpty());
    }
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void prefer_olderBundle_isUsedUntilItIsReset() throws Exception {
    String first = record(2);
    assertChosen(NEWER, first, "opens it: version 2");

    for (int i = 0; i < 5; i++) {
      shell("prefer storage mjpeg --reset");
      assertAskedFirst(NEWER, OLDER, first);
      shell("prefer storage mjpeg " + OLDER);
      assertAskedFirst(OLDER, NEWER, first);
    }
    assertChosen(NEWER, first, "opens it: version 2"); // the older one cannot read it
    String second = record(1);
    assertChosen(OLDER, second, "opens it: version 1, is preferred");

    running.close();
    running = RunningFolder.start(at, "all", "none");
    inside = InsideBundle.start(running.context());
    record(1);
    assertChosen(OLDER, second, "opens it: version 1, is preferred");

    shell("prefer storage mjpeg --reset");
    assertChosen(NEWER, second, "opens it: version 1");
    record(2);
  }

  /** The preferred format is asked before others, as soon as the command returns. */
  private void assertAskedFirst(String bundle, String other, String recording) {
    String why = shell("why storage " + recording);
    assertTrue(why.contains(bundle) && why.indexOf(bundle) < why.indexOf(other), why);
  }

  /** Records a few pictures, in the version that is expected. */
  private String record(int version) throws InterruptedException {
    String id = "day-" + ++number;
    inside.ask("record " + recordings.resolve(id) + " mjpeg mjpeg");
    running.await("pictures", () -> Integer.parseInt(inside.ask("recorded")) >= 3);
    inside.ask("finish");
    String contents = inside.ask("contents " + recordings.resolve(id));
    assertTrue(contents.startsWith("mjpeg " + version + " whole "), contents);
    return id;
  }

  private void assertChosen(String bundle, String recording, String reason) {
    String why = shell("why storage " + recording);
    List<String> chosen = why.lines().filter(line -> line.startsWith("*")).toList();
    assertEquals(1, chosen.size(), why);
    assertTrue(chosen.get(0).contains(bundle) && chosen.get(0).endsWith(reason), why);
  }

  private String shell(String line) {
    return inside.ask("shell " + line);
  }
}
