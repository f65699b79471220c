package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.launcher.KinoraFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Who may see whom (docs/design/0001-architecture.md), read from the manifests of all built bundles
 * as the framework understands them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundleRulesIT {
  private static final String PACKAGE = "osgi.wiring.package";
  private static final Pattern NAME = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]*)\\)");
  private static final String API = "org.kinora.api";

  private final KinoraFramework framework;
  private final List<Bundle> ours = new ArrayList<>();

  BundleRulesIT(@TempDir Path cache) throws Exception {
    framework = Distribution.start("core", cache);
    for (String jar : Distribution.jars()) {
      Path file = Distribution.HOME.resolve("bundles").resolve(jar);
      Bundle bundle = framework.context().installBundle(file.toUri().toString());
      if (bundle.getSymbolicName().startsWith("org.kinora.")) {
        ours.add(bundle);
      }
    }
  }

  @AfterAll
  void stop() {
    framework.close();
  }

  @Test
  void exports_ofKinorasPackages_areTheApis() {
    Set<String> exporters =
        ours.stream()
            .filter(bundle -> exports(bundle).stream().anyMatch(BundleRulesIT::isKinoras))
            .map(Bundle::getSymbolicName)
            .collect(Collectors.toSet());
    assertEquals(Set.of(API), exporters);
  }

  @Test
  void exports_ofLibraries_areTheBaseBundles() {
    Set<String> exporters =
        ours.stream()
            .filter(bundle -> exports(bundle).stream().anyMatch(name -> !isKinoras(name)))
            .map(Bundle::getSymbolicName)
            .collect(Collectors.toSet());
    assertEquals(Set.of("org.kinora.ffmpeg", "org.kinora.logging"), exporters);
  }

  @Test
  void imports_ofProviders_areMediaAndTheInterfacesTheyProvide() {
    for (Bundle bundle : providers()) {
      Set<String> own = providedPackages(bundle);
      assertFalse(own.isEmpty(), bundle.getSymbolicName() + " provides nothing");
      own.add("org.kinora.media");
      if (own.contains("org.kinora.spi.compose")) {
        own.add("org.kinora.scene");
      }
      Set<String> others = kinoraImports(bundle);
      others.removeAll(own);
      assertEquals(Set.of(), others, bundle.getSymbolicName());
    }
  }

  @Test
  void imports_ofProviders_acceptEveryMinorVersionOfTheApi() {
    for (Bundle bundle : providers()) {
      revision(bundle).getDeclaredRequirements(PACKAGE).stream()
          .map(requirement -> String.valueOf(requirement.getDirectives().get("filter")))
          .filter(filter -> filter.contains("=org.kinora."))
          .forEach(
              filter ->
                  assertTrue(
                      filter.contains("(!(version>=2.0.0))"),
                      bundle.getSymbolicName() + " " + filter));
    }
  }

  @Test
  void imports_ofTheShell_areWhatFacesMaySee() {
    Set<String> seen = kinoraImports(bundle("org.kinora.shell"));
    seen.removeAll(
        Set.of(
            "org.kinora.media",
            "org.kinora.scene",
            "org.kinora.export",
            "org.kinora.playback",
            "org.kinora.catalog",
            "org.kinora.plugins"));
    assertEquals(Set.of(), seen);
  }

  @Test
  void services_ofCallers_areTheEngines() {
    Set<String> services = services(bundle("org.kinora.engine"));
    assertTrue(
        services.containsAll(
            Set.of(
                "org.kinora.export.ExportService",
                "org.kinora.playback.Playback",
                "org.kinora.catalog.Catalog",
                "org.kinora.plugins.Plugins")),
        services.toString());
  }

  @Test
  void libraries_copiedIntoBundles_stayInside() {
    for (Bundle bundle : ours) {
      Stream.concat(exports(bundle).stream(), kinoraImports(bundle).stream())
          .forEach(
              name -> assertFalse(name.startsWith("org.kinora.lib."), bundle + " shares " + name));
    }
  }

  @Test
  void requirements_onBundles_areNotMade() {
    for (Bundle bundle : ours) {
      assertEquals(
          List.of(),
          revision(bundle).getDeclaredRequirements("osgi.wiring.bundle"),
          bundle.getSymbolicName());
    }
  }

  /** The bundles that register something of {@code spi}. */
  private List<Bundle> providers() {
    List<Bundle> providers =
        ours.stream()
            .filter(
                bundle ->
                    services(bundle).stream().anyMatch(name -> name.startsWith("org.kinora.spi.")))
            .toList();
    assertTrue(providers.size() >= 5, providers.toString());
    return providers;
  }

  private static Set<String> providedPackages(Bundle bundle) {
    return services(bundle).stream()
        .map(type -> type.substring(0, type.lastIndexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The services that a bundle's manifest announces. */
  private static Set<String> services(Bundle bundle) {
    return revision(bundle).getDeclaredCapabilities("osgi.service").stream()
        .map(capability -> capability.getAttributes().get("objectClass"))
        .flatMap(types -> ((Collection<?>) types).stream())
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> kinoraImports(Bundle bundle) {
    return revision(bundle).getDeclaredRequirements(PACKAGE).stream()
        .map(requirement -> NAME.matcher(String.valueOf(requirement.getDirectives().get("filter"))))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .filter(name -> name.startsWith("org.kinora."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> exports(Bundle bundle) {
    return revision(bundle).getDeclaredCapabilities(PACKAGE).stream()
        .map(capability -> String.valueOf(capability.getAttributes().get(PACKAGE)))
        .toList();
  }

  private static boolean isKinoras(String name) {
    return name.startsWith("org.kinora.");
  }

  private Bundle bundle(String name) {
    return ours.stream()
        .filter(bundle -> bundle.getSymbolicName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + name));
  }

  private static BundleRevision revision(Bundle bundle) {
    return bundle.adapt(BundleRevision.class);
  }
}
