package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.framework.inside.Load;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Plugins of every kind are swapped while they write, read, encode and compose. */
class LeaseIT {
  private static final int ROUNDS = Integer.getInteger("kinora.rounds", 1);
  private static final Path SOURCE =
      Path.of(Objects.requireNonNull(System.getProperty("kinora.source")))
          .resolve("examples/recordings/rec_1757651534329");
  private static final List<String> PLUGINS =
      List.of(
          "org.kinora.storage.jsonl",
          "org.kinora.storage.reel",
          "org.kinora.codec.ffmpeg",
          "org.kinora.container.mp4",
          "org.kinora.container.webm",
          "org.kinora.compose.basic");

  /** What may be said while a plugin is away. */
  private static final List<String> CODES =
      List.of(
          "PLUGIN_GONE",
          "PLUGIN_NOT_FOUND",
          "FORMAT_UNKNOWN",
          "ENCODER_NOT_SUPPORTED",
          "DECODER_NOT_SUPPORTED",
          "TRACK_NOT_SUPPORTED");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Path at;
  private final RunningFolder running;
  private final Function<String, String> load;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private final List<Double> swapMs = new ArrayList<>();
  private int version;

  LeaseIT(@TempDir Path at) throws Exception {
    this.at = at;
    Files.writeString(
        at.resolve("swapped.json"),
        """
        {"feature-resource-version": "1.0", "id": "org.kinora.feature:swapped:1", "bundles": [],
         "extensions": {
           "kinora-includes": {"kind": "mandatory", "type": "text", "text": ["media", "plugins"]}}}
        """);
    running = RunningFolder.start(at, "swapped", "none");
    Bundle inside = running.context().installBundle("load", bundle());
    inside.start();
    load = function(inside);
    Path work = Files.createDirectory(at.resolve("work"));
    System.err.println("load: " + load.apply("prepare " + SOURCE + " " + work));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @SuppressWarnings("unchecked") // both types are the JDK's
  private Function<String, String> function(Bundle inside) {
    return (Function<String, String>)
        Objects.requireNonNull(running.context().getService(inside.getRegisteredServices()[0]));
  }

  /** The class that makes the load, as a bundle. */
  private static InputStream bundle() throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.putValue("Manifest-Version", "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "org.example.load");
    headers.putValue("Bundle-Activator", Load.class.getName());
    headers.putValue(
        "Import-Package",
        "org.osgi.framework,org.kinora.export,org.kinora.media,org.kinora.playback,"
            + "org.kinora.scene");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String path = Load.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = bytes;
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream in = Objects.requireNonNull(Load.class.getResourceAsStream("/" + path))) {
      jar.putNextEntry(new JarEntry(path));
      in.transferTo(jar);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  @Test
  void swaps_byFolder_cutNothing() throws Exception {
    assertTrue(load.apply("record").startsWith("record-"));
    assertEquals("", load.apply("begin"));
    for (int round = 0; round < ROUNDS; round++) {
      for (String plugin : PLUGINS) {
        swap(plugin, random.nextInt(2));
      }
    }
    String report = load.apply("end");
    report("by folder", report);
    assertFalse(report.contains("wrong") || report.contains("without a code"), report);
    for (String code : CODES) {
      assertFalse(report.contains(code), code + " in " + report + ", seed " + seed);
    }
    assertTrue(report.contains("recorder done"), report);
    assertNothingLeft();
  }

  @Test
  void swaps_ofAllWays_failWithACodeOrNotAtAll() throws Exception {
    assertEquals("", load.apply("begin"));
    for (int round = 0; round < ROUNDS; round++) {
      for (String plugin : PLUGINS) {
        swap(plugin, random.nextInt(4));
      }
    }
    String report = load.apply("end");
    report("of all ways", report);
    String rest = report.substring(0, report.indexOf('}'));
    for (String code : CODES) {
      rest = rest.replaceAll("(copy|compose|seek) " + code + "=\\d+", "");
    }
    rest = rest.replaceAll("(copy|compose|seek) done=\\d+", "").replaceAll("[{, ]", "");
    assertEquals("", rest, report + ", seed " + seed);
    assertNothingLeft();
  }

  private void report(String how, String report) {
    swapMs.sort(null);
    System.err.printf(
        "%d swaps %s, seed %d: %.0f ms median, %.0f ms at most; %s%n",
        swapMs.size(),
        how,
        seed,
        swapMs.get(swapMs.size() / 2),
        swapMs.get(swapMs.size() - 1),
        report);
  }

  /** One swap, in one of the ways in which people do it; the last two tear sessions. */
  private void swap(String plugin, int way) throws Exception {
    Bundle old = current(plugin);
    loaders.add(new WeakReference<>(old.adapt(BundleWiring.class).getClassLoader()));
    String next = "9." + ++version + ".0";
    Path jar = TestPlugin.repack(at, Distribution.jar(plugin), next);
    long beganNs = System.nanoTime();
    switch (way) {
      case 0 ->
          Files.move(jar, running.folder.resolve(plugin + ".jar"), StandardCopyOption.ATOMIC_MOVE);
      case 1 -> running.call("update", plugin, jar);
      case 2 -> {
        old.stop();
        old.start();
        next = old.getVersion().toString();
      }
      default -> {
        if (old.getVersion().getMajor() == 9) {
          running.call("uninstall", plugin);
        }
        running.call("install", jar);
      }
    }
    String there = next;
    running.await(
        plugin + " " + there, () -> current(plugin).getVersion().toString().equals(there));
    swapMs.add((System.nanoTime() - beganNs) / 1e6);
  }

  /** The one that new sessions begin with: of those that are active, the latest. */
  private Bundle current(String plugin) {
    return Arrays.stream(running.context().getBundles())
        .filter(bundle -> plugin.equals(bundle.getSymbolicName()))
        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + plugin));
  }

  /** Old versions have gone, with their class loaders. */
  private void assertNothingLeft() throws Exception {
    for (String plugin : PLUGINS) {
      running.await(
          "the end of the old " + plugin,
          () ->
              Arrays.stream(running.context().getBundles())
                      .filter(bundle -> plugin.equals(bundle.getSymbolicName()))
                      .count()
                  == 1);
    }
    List<ClassLoader> live = new ArrayList<>();
    PLUGINS.forEach(plugin -> live.add(current(plugin).adapt(BundleWiring.class).getClassLoader()));
    long left = loaders.size();
    for (int i = 0; i < 50 && left > 0; i++) {
      System.gc();
      left =
          loaders.stream()
              .map(WeakReference::get)
              .filter(loader -> loader != null && !live.contains(loader))
              .count();
    }
    assertEquals(0, left, "class loaders, seed " + seed);
  }
}
