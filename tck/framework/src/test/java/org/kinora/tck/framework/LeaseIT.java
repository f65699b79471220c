package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Plugins of every kind are swapped while they write, read, encode and compose. In each round one
 * of each kind, in a way that chance chooses.
 */
class LeaseIT {
  private static final int ROUNDS = Integer.getInteger("kinora.rounds", 1);

  private static final Map<String, List<String>> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(
        "storage",
        List.of(
            "org.kinora.storage.jsonl",
            "org.kinora.storage.reel",
            "org.kinora.storage.rf1",
            "org.kinora.storage.opuswal"));
    KINDS.put("codec", List.of("org.kinora.codec.ffmpeg")); // decoders, encoders, captures, files
    KINDS.put("muxer", List.of("org.kinora.container.mp4", "org.kinora.container.webm"));
    KINDS.put("compositor", List.of("org.kinora.compose.basic"));
    KINDS.put("dataset", List.of("org.kinora.dataset.shards"));
  }

  /** What may be said while a plugin is away. */
  private static final Set<String> CODES =
      Set.of(
          "PLUGIN_GONE",
          "PLUGIN_NOT_FOUND",
          "FORMAT_UNKNOWN",
          "ENCODER_NOT_SUPPORTED",
          "DECODER_NOT_SUPPORTED",
          "TRACK_NOT_SUPPORTED");

  /** In which way a plugin is swapped; the last two tear sessions. */
  private enum Way {
    FOLDER,
    UPDATE,
    STOP_START,
    UNINSTALL_INSTALL
  }

  /** A version whose place another one took. */
  private record Replaced(String title, WeakReference<ClassLoader> loader) {
    static Replaced of(Bundle bundle) {
      String title = bundle.getSymbolicName() + " " + bundle.getVersion();
      return new Replaced(title, new WeakReference<>(LeaseIT.loader(bundle)));
    }

    boolean isLeft(Set<ClassLoader> live) {
      ClassLoader still = loader.get();
      return still != null && !live.contains(still);
    }
  }

  private final long seed = Long.getLong("kinora.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Path at;
  private final RunningFolder running;
  private final InsideBundle inside;
  private final List<Replaced> replaced = new ArrayList<>();
  private final Map<String, List<Double>> swapMs = new TreeMap<>();
  private int number;

  LeaseIT(@TempDir Path at) throws Exception {
    this.at = at;
    Files.writeString(
        at.resolve("swapped.json"),
        """
        {"feature-resource-version": "1.0", "id": "org.kinora.feature:swapped:1", "bundles": [],
         "extensions": {
           "kinora-includes": {"kind": "mandatory", "type": "text", "text": ["media", "plugins"]}}}
        """);
    // what is read comes from the plugin, each time
    running = RunningFolder.start(at, "swapped", "none", Map.of("kinora.cache.bytes", "0"));
    inside = InsideBundle.start(running.context());
    inside.ask(
        "prepare %s %s %s"
            .formatted(
                KinoraProcess.source("examples/recordings/rec_1757651534329"),
                KinoraProcess.source("examples/recordings/019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10"),
                Files.createDirectory(at.resolve("work"))));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void swaps_byFolder_cutNothing() throws Exception {
    List<String> outcomes = swapUnderLoad(2);
    assertEquals(
        List.of(), outcomes.stream().filter(line -> !line.contains(" done ")).toList(), seed());
    assertNothingLeft();
  }

  @Test
  void swaps_ofAllWays_failWithACodeOrNotAtAll() throws Exception {
    List<String> outcomes = swapUnderLoad(4);
    assertEquals(
        List.of(),
        outcomes.stream()
            .filter(line -> !line.contains(" done") && !CODES.contains(line.split(" ", -1)[1]))
            .toList(),
        seed());
    assertNothingLeft();
  }

  private String seed() {
    return "seed " + seed;
  }

  /** All rounds; what came of the work, a line each. */
  private List<String> swapUnderLoad(int ways) throws Exception {
    inside.ask("begin all");
    for (int round = 0; round < ROUNDS; round++) {
      for (String kind : KINDS.keySet()) {
        List<String> plugins = Objects.requireNonNull(KINDS.get(kind));
        String plugin = plugins.get(random.nextInt(plugins.size()));
        swap(kind, plugin, Way.values()[random.nextInt(ways)]);
      }
    }
    return end();
  }

  private List<String> end() {
    String report = inside.ask("end");
    System.err.println(seed() + "\n" + report);
    swapMs.forEach(
        (what, ms) -> {
          ms.sort(null);
          System.err.printf(
              Locale.ROOT,
              "%-45s %4d swaps, median %.0f ms, longest %.0f ms%n",
              what,
              ms.size(),
              ms.get(ms.size() / 2),
              ms.get(ms.size() - 1));
        });
    assertFalse(report.contains("wrong"), () -> report + seed());
    return report.substring(0, report.indexOf("\n\n")).lines().toList();
  }

  /** Plugins of each size, whose first new session is one that reads, while somebody reads. */
  @Test
  void swaps_underReadersAlone_failNoRead() throws Exception {
    Path work = at.resolve("work");
    Map<String, Path> readers =
        Map.of(
            "org.kinora.storage.reel", work.resolve("reel"),
            "org.kinora.codec.ffmpeg", work.resolve("film.mp4"));
    inside.ask("begin reads");
    for (int round = 0; round < ROUNDS; round++) {
      for (String plugin : readers.keySet()) {
        String next = next(plugin);
        Path jar = TestPlugin.repack(at, Distribution.jar(plugin), next);
        replaced.add(Replaced.of(current(plugin)));
        long beganNs = System.nanoTime();
        drop(jar, plugin);
        String session = "session " + readers.get(plugin);
        running.await(session, () -> inside.ask(session).equals(next));
        note("first session, " + plugin, beganNs);
      }
      for (String plugin : List.of("org.kinora.container.mp4", "org.kinora.dataset.shards")) {
        swap("", plugin, Way.FOLDER);
      }
    }
    assertTrue(end().get(0).startsWith("read done "), seed());
    assertNothingLeft();
  }

  /** One swap, until new sessions begin with the version that came. */
  private void swap(String kind, String plugin, Way way) throws Exception {
    Bundle old = current(plugin);
    replaced.add(Replaced.of(old));
    String next = way == Way.STOP_START ? old.getVersion().toString() : next(plugin);
    Path jar = TestPlugin.repack(at, Distribution.jar(plugin), next);
    long beganNs = System.nanoTime();
    switch (way) {
      case FOLDER -> drop(jar, plugin);
      case UPDATE -> running.call("update", plugin, jar);
      case STOP_START -> {
        old.stop();
        old.start();
      }
      case UNINSTALL_INSTALL -> {
        if (isOurs(old)) {
          running.call("uninstall", plugin);
        }
        running.call("install", jar);
      }
    }
    running.await(plugin + " " + next, () -> inside.ask("chosen " + plugin).equals(next));
    String of = kind.isEmpty() ? plugin : kind;
    note(of + " " + way.name().toLowerCase(Locale.ROOT), beganNs);
    Files.deleteIfExists(jar);
  }

  private void drop(Path jar, String plugin) throws IOException {
    Files.move(jar, running.folder.resolve(plugin + ".jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void note(String what, long beganNs) {
    swapMs
        .computeIfAbsent(what, none -> new ArrayList<>())
        .add((System.nanoTime() - beganNs) / 1e6);
  }

  /** A higher version, of the same numbers: what states them in its files writes the same. */
  private String next(String plugin) {
    Version now = current(plugin).getVersion();
    return String.format(
        Locale.ROOT, "%d.%d.%d.swap%06d", now.getMajor(), now.getMinor(), now.getMicro(), ++number);
  }

  private static boolean isOurs(Bundle bundle) {
    return bundle.getVersion().getQualifier().startsWith("swap");
  }

  /** The one that new sessions begin with. */
  private Bundle current(String plugin) {
    String chosen = inside.ask("chosen " + plugin);
    return bundles(plugin)
        .filter(bundle -> bundle.getVersion().toString().equals(chosen))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + plugin + " " + chosen));
  }

  private Stream<Bundle> bundles(String plugin) {
    return Arrays.stream(running.context().getBundles())
        .filter(bundle -> plugin.equals(bundle.getSymbolicName()));
  }

  private static ClassLoader loader(Bundle bundle) {
    return bundle.adapt(BundleWiring.class).getClassLoader();
  }

  /** Old versions have gone, with their class loaders and their native libraries. */
  private void assertNothingLeft() throws Exception {
    Set<ClassLoader> live = new HashSet<>();
    for (List<String> plugins : KINDS.values()) {
      for (String plugin : plugins) {
        running.await("the end of the old " + plugin, () -> bundles(plugin).count() == 1);
        live.add(loader(current(plugin)));
      }
    }
    List<String> left = List.of("not looked for yet");
    Set<String> doubled = Set.of();
    for (int i = 0; i < 200 && left.size() + doubled.size() > 0; i++) {
      System.gc();
      left = replaced.stream().filter(one -> one.isLeft(live)).map(Replaced::title).toList();
      doubled = librariesMappedTwice();
    }
    assertEquals(List.of(), left, "class loaders, " + seed());
    assertEquals(Set.of(), doubled, seed());
  }

  /** The native libraries of this framework that are in memory from more than one file. */
  private Set<String> librariesMappedTwice() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.exists(maps)) {
      return Set.of(); // only Linux tells
    }
    Map<String, String> files = new HashMap<>();
    Set<String> doubled = new HashSet<>();
    for (String line : Files.readAllLines(maps)) {
      int path = line.indexOf(at.toString());
      if (path >= 0 && line.contains(".so")) {
        String file = line.substring(path).replace(" (deleted)", "");
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (!file.equals(Objects.requireNonNullElse(files.putIfAbsent(name, file), file))) {
          doubled.add(name);
        }
      }
    }
    return doubled;
  }
}
