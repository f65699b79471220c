package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Options;
import org.osgi.service.component.annotations.Component;

/** The example of a storage plugin, and the version after it as its author would make it. */
final class ExamplePlugin {
  static final String NAME = "org.example.storage.mjpeg";

  private static final Path SOURCES =
      KinoraProcess.source("examples/plugin-storage/src/main/java/org/example/mjpeg");

  /** What version 2 changes: it writes 2 and reads both. */
  private static final Map<String, String> CHANGES =
      Map.of(
          "int VERSION = 1;", "int VERSION = 2;",
          "format_reads = MjpegFormat.VERSION,", "format_reads = {1, MjpegFormat.VERSION},",
          "version == VERSION\n", "version >= 1 && version <= VERSION\n",
          "Probe.Match(VERSION)", "Probe.Match(version)",
          "WrongVersion(version, VERSION, VERSION)", "WrongVersion(version, 1, VERSION)",
          "\"mjpeg,1,(", "\"mjpeg,[12],(");

  private ExamplePlugin() {}

  /**
   * Its jar, somewhere.
   *
   * @param work where to compile
   * @param name the bundle's symbolic name
   * @param version the version of the format that it writes, 1 or 2, and of the bundle
   */
  static Path build(Path work, String name, int version) throws Exception {
    Path classes = Files.createTempDirectory(work, "classes");
    compile(sources(Files.createTempDirectory(work, "sources"), version), classes);
    Path jar = Files.createTempFile(work, name, ".jar");
    try (Builder builder = new Builder()) {
      builder.setClasspath(
          Stream.concat(Stream.of(classes), libraries().stream())
              .map(Path::toFile)
              .toArray(File[]::new));
      builder.setProperty("Bundle-SymbolicName", name);
      builder.setProperty("Bundle-Version", version + ".0.0");
      builder.setProperty("Private-Package", "org.example.mjpeg");
      builder.setProperty("-conditionalpackage", "org.kinora.lib.*");
      builder.setProperty("Import-Package", "!org.jspecify.*,*");
      builder.setProperty("-noimportjava", "true");
      try (Jar built = builder.build()) {
        built.write(jar.toFile());
      }
      assertEquals(List.of(), builder.getErrors());
    }
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    return jar;
  }

  private static List<Path> sources(Path into, int version) throws IOException {
    List<Path> sources = new ArrayList<>();
    Set<String> made = new HashSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        for (Map.Entry<String, String> change : CHANGES.entrySet()) {
          if (version == 2 && text.contains(change.getKey())) {
            made.add(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
          }
        }
        sources.add(Files.writeString(into.resolve(file.getFileName()), text));
      }
    }
    assertTrue(version == 1 || made.equals(CHANGES.keySet()), () -> "changed only " + made);
    return sources;
  }

  private static void compile(List<Path> sources, Path classes) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
    arguments.add("-classpath");
    arguments.add(
        String.join(File.pathSeparator, libraries().stream().map(Path::toString).toList()));
    sources.forEach(source -> arguments.add(source.toString()));
    int exitCode =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, exitCode, "the example does not compile");
  }

  private static List<Path> libraries() throws IOException, URISyntaxException {
    List<Path> libraries = new ArrayList<>(List.of(Distribution.jar("org.kinora.api")));
    for (Class<?> type :
        List.of(SampleTable.class, Options.class, Component.class, Nullable.class)) {
      libraries.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    return libraries;
  }
}
