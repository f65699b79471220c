package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of formats change while recordings are written and read. */
class VersionsIT {
  private static final String OLD = "rec_1757651534329";

  private final Path at;
  private final Path recordings;
  private final RunningFolder running;
  private final InsideBundle inside;

  VersionsIT(@TempDir Path at) throws Exception {
    this.at = at;
    recordings = Files.createDirectory(at.resolve("recordings"));
    running = RunningFolder.start(at, "all", "none");
    inside = InsideBundle.start(running.context());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void drop_nextVersionOfAFormat_isForTheNextRecordingAndReadsBoth() throws Exception {
    drop(1);
    record("before", 5);
    String before = "mjpeg 1 whole " + inside.ask("finish") + " ";
    String held = inside.ask("open " + recordings.resolve("before"));
    assertTrue(held.startsWith(before), held);

    record("during", 10);
    drop(2);
    int written = recorded();
    running.await("more pictures", () -> recorded() > written + 10);
    String detail = running.deployed("mjpeg.jar").detail();
    assertTrue(detail.matches("1\\.0\\.0 is draining, held by record-\\d+"), detail);
    assertEquals(held, inside.ask("read"));
    String during = "mjpeg 1 whole " + inside.ask("finish") + " ";
    running.await("the end of version 1", () -> versions().equals(List.of("2.0.0")));

    record("after", 5);
    String after = "mjpeg 2 whole " + inside.ask("finish") + " ";
    assertContents(before, "before");
    assertContents(during, "during");
    assertContents(after, "after");
    assertEquals(held, inside.ask("read"));
    inside.ask("close");
    inside.ask("shell upgrade during --to mjpeg --as upgraded");
    assertEquals(contents("during").replace("mjpeg 1", "mjpeg 2"), contents("upgraded"));
  }

  @Test
  void upgrade_whileItIsRead_readersKeepTheirSamples() throws Exception {
    KinoraProcess.copyExample(OLD, recordings);
    String held = inside.ask("open " + recordings.resolve(OLD));
    assertTrue(held.startsWith("jsonl 0 "), held);
    upgradeWhileRead(held, "upgrade " + OLD + " --to reel");
    assertEquals(held.replace("jsonl 0", "reel 1"), contents(OLD + "-reel"));
    upgradeWhileRead(held, "upgrade " + OLD + " --to jsonl --as next");
    assertEquals(held.replace("jsonl 0", "jsonl 1"), contents("next"));
    assertEquals(held, contents(OLD));
    inside.ask("close");
  }

  private void upgradeWhileRead(String held, String command) {
    CompletableFuture<String> upgraded =
        CompletableFuture.supplyAsync(() -> inside.ask("shell " + command));
    do {
      assertEquals(held, inside.ask("read"));
    } while (!upgraded.isDone());
    upgraded.join();
    assertEquals(held, inside.ask("read"));
  }

  /** Puts a version of the example into the folder, and waits until new sessions begin with it. */
  private void drop(int version) throws Exception {
    Path jar = ExamplePlugin.build(at, ExamplePlugin.NAME, version);
    Files.move(jar, running.folder.resolve("mjpeg.jar"), StandardCopyOption.ATOMIC_MOVE);
    running.await(
        "version " + version,
        () -> inside.ask("chosen " + ExamplePlugin.NAME).equals(version + ".0.0"));
  }

  /** Begins a recording, and waits until it has some pictures. */
  private void record(String id, int pictures) throws InterruptedException {
    inside.ask("record " + recordings.resolve(id) + " mjpeg mjpeg");
    running.await("pictures", () -> recorded() >= pictures);
  }

  private int recorded() {
    return Integer.parseInt(inside.ask("recorded"));
  }

  private String contents(String id) {
    return inside.ask("contents " + recordings.resolve(id));
  }

  private void assertContents(String beginning, String id) {
    String contents = contents(id);
    assertTrue(contents.startsWith(beginning), beginning + "...: " + contents);
  }

  private List<String> versions() {
    return Arrays.stream(running.context().getBundles())
        .filter(bundle -> ExamplePlugin.NAME.equals(bundle.getSymbolicName()))
        .map(bundle -> bundle.getVersion().toString())
        .toList();
  }
}
