package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.launcher.KinoraFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

class FeatureIT {
  @TempDir Path cache;

  static List<String> features() throws Exception {
    return Distribution.features();
  }

  @ParameterizedTest
  @MethodSource("features")
  void start_everyFeature_isComplete(String feature) throws Exception {
    try (KinoraFramework framework = Distribution.start(feature, cache)) {
      List<Bundle> bundles = Distribution.bundles(framework);
      assertFalse(bundles.isEmpty());
      for (Bundle bundle : bundles) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        assertEquals(
            fragment ? Bundle.RESOLVED : Bundle.ACTIVE,
            bundle.getState(),
            bundle.getSymbolicName());
      }
    }
  }

  @Test
  void start_gpl_bringsTheOtherNativesOnly() throws Exception {
    Set<String> all = names("all");
    Set<String> gpl = names("gpl");
    assertTrue(all.contains("org.kinora.ffmpeg.linux-x86_64"));
    all.remove("org.kinora.ffmpeg.linux-x86_64");
    all.add("org.kinora.ffmpeg.linux-x86_64-gpl");
    assertEquals(all, gpl);
  }

  @Test
  void bundles_onDisk_areThoseOfTheFeatures() throws Exception {
    Set<String> named = new TreeSet<>();
    for (String feature : Distribution.features()) {
      try (KinoraFramework framework = Distribution.start(feature, cache)) {
        for (Bundle bundle : Distribution.bundles(framework)) {
          String location = bundle.getLocation();
          named.add(location.substring(location.lastIndexOf('/') + 1));
        }
      }
    }
    assertEquals(named, new TreeSet<>(Distribution.jars()));
  }

  private Set<String> names(String feature) throws Exception {
    try (KinoraFramework framework = Distribution.start(feature, cache)) {
      return Distribution.bundles(framework).stream()
          .map(Bundle::getSymbolicName)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
