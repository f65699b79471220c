package org.kinora.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.launcher.probe.Refusing;
import org.osgi.framework.Bundle;

/** With the real framework. */
class KinoraFrameworkTest {
  private final TestDistribution distribution;

  KinoraFrameworkTest(@TempDir Path home) throws Exception {
    distribution = new TestDistribution(home);
  }

  @BeforeEach
  void makeBundles() throws Exception {
    distribution.bundle("a", Map.of("Export-Package", "pack.a;version=1.2"));
    distribution.bundle("b", Map.of("Import-Package", "pack.a;version=\"[1,2)\""));
    distribution.bundle("part", Map.of("Fragment-Host", "a"));
    distribution.feature("two", "a b part");
    distribution.feature("one", "a");
  }

  @Test
  void start_feature_makesBundlesActiveAndFragmentsResolved() throws Exception {
    try (KinoraFramework framework = start("two")) {
      assertEquals(Bundle.ACTIVE, bundle(framework, "a").getState());
      assertEquals(Bundle.ACTIVE, bundle(framework, "b").getState());
      assertEquals(Bundle.RESOLVED, bundle(framework, "part").getState());
    }
  }

  @Test
  void start_secondTime_touchesNothing() throws Exception {
    long before = changedAt("two", "b");
    assertEquals(before, changedAt("two", "b"));
  }

  @Test
  void start_afterTheFileChanged_readsItAnew() throws Exception {
    long before = changedAt("two", "b");
    distribution.bundle("b", Map.of("Import-Package", "pack.a", "X-New", "yes"));
    try (KinoraFramework framework = start("two")) {
      assertEquals("yes", bundle(framework, "b").getHeaders().get("X-New"));
      assertNotEquals(before, bundle(framework, "b").getLastModified());
    }
  }

  @Test
  void start_afterSomebodyUpdatedABundle_readsItsFileAnew() throws Exception {
    Path other = distribution.bundle("a", Map.of("X-Other", "yes"));
    byte[] content = Files.readAllBytes(other);
    Files.delete(other);
    distribution.bundle("a", Map.of());
    try (KinoraFramework framework = start("one")) {
      bundle(framework, "a").update(new ByteArrayInputStream(content));
      assertEquals("yes", bundle(framework, "a").getHeaders().get("X-Other"));
    }
    try (KinoraFramework framework = start("one")) {
      assertEquals(null, bundle(framework, "a").getHeaders().get("X-Other"));
    }
  }

  @Test
  void start_smallerFeature_uninstallsTheRest() throws Exception {
    start("two").close();
    try (KinoraFramework framework = start("one")) {
      assertEquals(List.of("a"), names(framework));
    }
  }

  @Test
  void start_bundleMovedElsewhere_replacesIt() throws Exception {
    start("one").close();
    Path moved = Files.createDirectories(distribution.home.resolve("elsewhere"));
    Files.copy(distribution.home.resolve("bundles/a-1.jar"), moved.resolve("a-1.jar"));
    Files.copy(distribution.home.resolve("features/one.json"), moved.resolve("one.json"));
    Path cache = distribution.home.resolve("cache");
    Launch launch = new Launch(distribution.home, "one", List.of(moved), cache, false, Map.of());
    try (KinoraFramework framework = KinoraFramework.start(launch)) {
      assertEquals(List.of("a"), names(framework));
      assertTrue(bundle(framework, "a").getLocation().contains("elsewhere"));
    }
  }

  @Test
  void start_twice_bothRun() throws Exception {
    try (KinoraFramework first = start("two");
        KinoraFramework second = start("two")) {
      assertEquals(Bundle.ACTIVE, bundle(first, "b").getState());
      assertEquals(Bundle.ACTIVE, bundle(second, "b").getState());
    }
  }

  @Test
  void start_missingPackage_namesItAndTheCauseOnly() throws Exception {
    distribution.bundle(
        "b", Map.of("Import-Package", "pack.none", "Export-Package", "pack.b;version=1"));
    distribution.bundle("c", Map.of("Import-Package", "pack.b"));
    distribution.feature("broken", "a b c");
    assertEquals(
        """
        the feature broken is incomplete:
          b needs the package pack.none: nobody has it""",
        refusal("broken"));
  }

  @Test
  void start_packageInAnotherVersion_namesBoth() throws Exception {
    distribution.bundle("b", Map.of("Import-Package", "pack.a;version=\"[2,3)\""));
    assertEquals(
        """
        the feature two is incomplete:
          b needs the package pack.a from version 2.0.0 below 3.0.0: there is 1.2.0 in a""",
        refusal("two"));
  }

  @Test
  void start_missingCapability_namesIt() throws Exception {
    distribution.bundle("a", Map.of("Require-Capability", "native;filter:=\"(native=ffmpeg)\""));
    assertEquals(
        """
        the feature one is incomplete:
          a needs the capability native (native=ffmpeg): nobody has it""",
        refusal("one"));
  }

  @Test
  void start_refusingActivator_givesItsReason() throws Exception {
    distribution.bundle(
        "a",
        Map.of(
            "Bundle-Activator", Refusing.class.getName(), "Import-Package", "org.osgi.framework"),
        Refusing.class);
    assertEquals(
        """
        the feature one is incomplete:
          a does not start: java.lang.IllegalStateException: not today""",
        refusal("one"));
  }

  @Test
  void start_refused_givesTheCacheBack() throws Exception {
    distribution.bundle("b", Map.of("Import-Package", "pack.none"));
    refusal("two");
    refusal("two");
    assertFalse(Files.exists(distribution.home.resolve("cache/cache-1")));
  }

  @Test
  void start_clean_forgetsTheData() throws Exception {
    try (KinoraFramework framework = start("one")) {
      Files.createFile(data(framework));
    }
    Launch clean =
        new Launch(
            distribution.home,
            "one",
            List.of(),
            distribution.home.resolve("cache"),
            true,
            Map.of());
    try (KinoraFramework framework = KinoraFramework.start(clean)) {
      assertFalse(Files.exists(data(framework)));
    }
  }

  @Test
  void start_configurationThatCannotBeMade_keepsItInTheCache() throws Exception {
    Path file = Files.createFile(distribution.home.resolve("file"));
    assertEquals(
        distribution.home.resolve("cache/cache-0/config").toString(),
        configuration(file.resolve("config")));
    Path wanted = distribution.home.resolve("a/b");
    assertEquals(wanted.toString(), configuration(wanted));
  }

  private String configuration(Path wanted) throws LaunchException {
    Launch launch =
        new Launch(
            distribution.home,
            "one",
            List.of(),
            distribution.home.resolve("cache"),
            false,
            Map.of("kinora.config", wanted.toString()));
    try (KinoraFramework framework = KinoraFramework.start(launch)) {
      return framework.context().getProperty("felix.cm.dir");
    }
  }

  @Test
  void command_registered_isReturned() throws Exception {
    distribution.probe();
    distribution.feature("shell", "probe");
    try (KinoraFramework framework = start("shell")) {
      assertEquals(2, framework.command(1).applyAsInt(new String[] {"x", "y"}));
    }
  }

  @Test
  void command_serviceThatItNeedsIsMissing_namesIt() throws Exception {
    distribution.bundle(
        "a",
        Map.of(
            "Require-Capability",
            "osgi.service;effective:=active;filter:=\"(objectClass=some.Catalog)\""));
    try (KinoraFramework framework = start("one")) {
      LaunchException refusal = assertThrows(LaunchException.class, () -> framework.command(1));
      assertEquals(
          """
          the command of the feature one does not come up:
            a needs the service (objectClass=some.Catalog)""",
          refusal.getMessage());
    }
  }

  @Test
  void command_nobodyOffersOne_saysWhatDoes() throws Exception {
    try (KinoraFramework framework = start("one")) {
      LaunchException refusal = assertThrows(LaunchException.class, () -> framework.command(1));
      assertEquals(
          "the feature one brings no command; the feature shell does", refusal.getMessage());
    }
  }

  private KinoraFramework start(String feature) throws LaunchException {
    return KinoraFramework.start(distribution.launch(feature));
  }

  private String refusal(String feature) {
    LaunchException refusal = assertThrows(LaunchException.class, () -> start(feature));
    assertEquals(70, refusal.exitCode());
    return String.valueOf(refusal.getMessage());
  }

  private long changedAt(String feature, String name) throws LaunchException {
    try (KinoraFramework framework = start(feature)) {
      return bundle(framework, name).getLastModified();
    }
  }

  private static Path data(KinoraFramework framework) {
    return Objects.requireNonNull(bundle(framework, "a").getDataFile("data")).toPath();
  }

  private static List<String> names(KinoraFramework framework) {
    return Installation.bundles(framework.context()).stream().map(Bundle::getSymbolicName).toList();
  }

  private static Bundle bundle(KinoraFramework framework, String name) {
    return Arrays.stream(framework.context().getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}
