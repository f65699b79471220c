package org.kinora.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.kinora.launcher.probe.Probe;

/** A distribution in a directory of the test: features and bundles as the test needs them. */
final class TestDistribution {
  final Path home;

  TestDistribution(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("bundles"));
    Files.createDirectories(home.resolve("features"));
  }

  /** Writes a feature: bundles by artifact name, and the features below. */
  void feature(String name, String bundles, String includes, String excludes) throws IOException {
    StringBuilder entries = new StringBuilder();
    for (String bundle : bundles.isEmpty() ? new String[0] : bundles.split(" ", -1)) {
      entries.append(entries.isEmpty() ? "" : ",").append("{\"id\":\"t:" + bundle + ":1\"}");
    }
    write(
        name,
        """
        // a feature of a test
        {"bundles": [%s],
         "extensions": {
           "kinora-includes": {"kind": "mandatory", "type": "text", "text": [%s]},
           "kinora-excludes": {"kind": "mandatory", "type": "text", "text": [%s]},
           "framework-launching-properties": {"type": "json", "json": {"felix.log.level": 0}}}}
        """
            .formatted(entries, quoted(includes, ""), quoted(excludes, "t:")));
  }

  void feature(String name, String bundles) throws IOException {
    feature(name, bundles, "", "");
  }

  void write(String name, String json) throws IOException {
    Files.writeString(home.resolve("features").resolve(name + ".json"), json);
  }

  private static String quoted(String words, String prefix) {
    return words.isEmpty() ? "" : "\"" + prefix + words.replace(" ", "\",\"" + prefix) + "\"";
  }

  /** Writes a bundle {@code <name>-1.jar} with these headers and classes. */
  Path bundle(String name, Map<String, String> headers, Class<?>... classes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Bundle-Version", "1");
    headers.forEach(main::putValue);
    Path file = home.resolve("bundles").resolve(name + "-1.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Class<?> type : classes) {
        String entry = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new ZipEntry(entry));
        try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
          Objects.requireNonNull(in).transferTo(jar);
        }
      }
    }
    return file;
  }

  /** The bundle that stands for the shell. */
  Path probe() throws IOException {
    return bundle(
        "probe",
        Map.of("Bundle-Activator", Probe.class.getName(), "Import-Package", "org.osgi.framework"),
        Probe.class);
  }

  Launch launch(String feature) {
    return Launch.of(home, feature, home.resolve("cache"));
  }
}
