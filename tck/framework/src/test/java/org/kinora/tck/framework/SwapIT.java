package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many swaps, one after the other, while the plugin is called all the time. */
class SwapIT {
  private static final String NAME = "org.example.tape";
  private static final int SWAPS = Integer.getInteger("kinora.swaps", 50);

  @TempDir Path at;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private final List<Double> swapMs = new ArrayList<>();

  @Test
  void swaps_underCalls_failNoneAndLeaveNothing() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (RunningFolder running = RunningFolder.start(at, "plugins", NAME)) {
      swap(running, 0, 0);
      running.mustAnswer();
      for (int i = 1; i <= SWAPS; i++) {
        swap(running, i, random.nextInt(4));
        if (random.nextInt(4) == 0) {
          refuse(running, i);
        }
      }
      assertEquals(List.of(), running.failures(), "seed " + seed);
      loaders.remove(loaders.size() - 1); // the last one is in use
      long left = left();
      swapMs.sort(null);
      System.err.printf(
          "%d swaps under %d calls, seed %d: from drop to answer %.0f ms median, %.0f ms at most;"
              + " longest call %.1f ms; %d class loaders of old versions left%n",
          SWAPS,
          running.calls(),
          seed,
          swapMs.get(swapMs.size() / 2),
          swapMs.get(swapMs.size() - 1),
          running.longestMs(),
          left);
      assertTrue(running.calls() > SWAPS, "calls " + running.calls());
      assertEquals(0, left, "class loaders");
    }
  }

  /** Java remembers the last records that it has linked. */
  @Test
  void uninstall_recordsCompared_leavesNothing() throws Exception {
    try (RunningFolder running = RunningFolder.start(at, "plugins", NAME)) {
      swap(running, 0, 3);
      running.call("uninstall", NAME);
      assertEquals(0, left(), "class loaders");
    }
  }

  /** One swap, in one of the ways in which people do it. */
  private void swap(RunningFolder running, int i, int way) throws Exception {
    String version = "1.0." + i;
    TestPlugin plugin = new TestPlugin(at, NAME, version);
    byte[] bytes = plugin.bytes();
    Path jar = plugin.build();
    long beganNs = System.nanoTime();
    switch (way) {
      case 0 -> Files.move(jar, running.folder.resolve("tape.jar"), StandardCopyOption.ATOMIC_MOVE);
      case 1 -> Files.write(running.folder.resolve("tape.jar"), bytes);
      case 2 -> Files.move(jar, running.folder.resolve("tape-" + i + ".jar"));
      default -> running.call("install", jar);
    }
    running.awaitAnswer(TestPlugin.answer(NAME, version));
    swapMs.add((System.nanoTime() - beganNs) / 1e6);
    loaders.add(new WeakReference<>(running.loader()));
    if (way == 2) {
      keepOnly(running.folder, "tape-" + i + ".jar", plugin);
    }
  }

  /** The new file takes the place of all others, under the usual name. */
  private static void keepOnly(Path folder, String file, TestPlugin plugin) throws Exception {
    plugin.into(folder, "tape.jar");
    try (var files = Files.list(folder)) {
      for (Path other : files.toList()) {
        if (!other.endsWith("tape.jar") && !other.endsWith(file)) {
          Files.delete(other);
        }
      }
    }
  }

  /** What cannot run changes nothing. */
  private void refuse(RunningFolder running, int i) throws Exception {
    byte[] bytes = new TestPlugin(at, NAME, "2.0." + i).header("Import-Package", "no.such").bytes();
    Files.write(running.folder.resolve("tape.jar"), Arrays.copyOf(bytes, bytes.length / 3));
    running.awaitRefusal("tape.jar");
    Files.write(running.folder.resolve("tape.jar"), bytes);
    running.await(
        "the refusal", () -> running.deployed("tape.jar").code().equals("PLUGIN_UNRESOLVED"));
  }

  private long left() {
    long left = loaders.size();
    for (int i = 0; i < 50 && left > 0; i++) {
      System.gc();
      left = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    return left;
  }
}
