package org.kinora.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositionTest {
  @TempDir Path directory;
  private TestDistribution distribution;

  CompositionTest(@TempDir Path home) throws Exception {
    distribution = new TestDistribution(home);
  }

  @BeforeEach
  void makeBundles() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      distribution.bundle(name, Map.of());
    }
  }

  @Test
  void of_featureOnFeatures_addsThoseFirst() throws Exception {
    distribution.feature("low", "a");
    distribution.feature("middle", "b", "low", "");
    distribution.feature("high", "c", "middle low", "");
    assertEquals(List.of("t:a", "t:b", "t:c"), bundles("high"));
  }

  @Test
  void of_excludedBundle_isReplaced() throws Exception {
    distribution.feature("free", "a b");
    distribution.feature("other", "c", "free", "b");
    assertEquals(List.of("t:a", "t:c"), bundles("other"));
  }

  @Test
  void of_excludedBundleThatNobodyBrings_isRefused() throws Exception {
    distribution.feature("free", "a");
    distribution.feature("other", "", "free", "b");
    assertTrue(refusal("other").contains("excludes t:b"), refusal("other"));
  }

  @Test
  void of_circle_isRefused() throws Exception {
    distribution.feature("one", "a", "two", "");
    distribution.feature("two", "b", "one", "");
    assertEquals("feature one builds on itself: one, two", refusal("one"));
  }

  @Test
  void of_unknownFeature_namesThoseThatAreThere() throws Exception {
    distribution.feature("one", "a");
    distribution.feature("two", "b");
    assertEquals("no feature three; there are one, two", refusal("three"));
  }

  @Test
  void of_bundleThatIsNotThere_isNamed() throws Exception {
    distribution.feature("one", "a z");
    assertTrue(refusal("one").contains("names z-1.jar, which is not in "), refusal("one"));
  }

  @Test
  void of_bundleBesideItsFeature_isFound() throws Exception {
    distribution.feature("low", "a");
    Path jar = Files.copy(distribution.bundle("mine", Map.of()), directory.resolve("mine-2.jar"));
    Files.writeString(
        directory.resolve("own.json"),
        """
        {"bundles": [{"id": "t:mine:2", "bundleStartLevel": 6}],
         "extensions": {"kinora-includes": {"type": "text", "text": ["low"]}}}
        """);
    Launch launch =
        new Launch(distribution.home, "own", List.of(directory), directory, false, Map.of());
    Composition composition = Composition.of(launch);
    assertEquals(new Composition.Jar(jar, OptionalInt.of(6)), composition.bundles().get("t:mine"));
    assertEquals(2, composition.bundles().size());
  }

  @Test
  void of_mandatoryExtensionNobodyKnows_isRefused() throws Exception {
    distribution.write("one", "{\"extensions\": {\"new\": {\"kind\": \"mandatory\"}}}");
    assertTrue(refusal("one").contains("unknown mandatory extension new"), refusal("one"));
  }

  @Test
  void of_optionalExtensionNobodyKnows_isPassedOver() throws Exception {
    distribution.write("one", "{\"extensions\": {\"new\": {\"kind\": \"optional\"}}}");
    assertEquals(List.of(), bundles("one"));
  }

  @Test
  void of_brokenJson_saysWhere() throws Exception {
    distribution.write("one", "{\"bundles\": [");
    assertTrue(refusal("one").contains("one.json is no feature"), refusal("one"));
  }

  private List<String> bundles(String feature) throws LaunchException {
    return List.copyOf(Composition.of(distribution.launch(feature)).bundles().keySet());
  }

  private String refusal(String feature) {
    LaunchException refusal =
        assertThrows(LaunchException.class, () -> Composition.of(distribution.launch(feature)));
    return String.valueOf(refusal.getMessage());
  }
}
