package org.kinora.tck.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.osgi.framework.BundleActivator;

/**
 * A plugin that a test compiles and packs: a component whose service says which version it is. Its
 * type is one of the JDK, for the test shares no other with bundles.
 */
final class TestPlugin {
  private final Path work;
  private final String name;
  private final String version;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String onCreation = "";
  private String onStart = "";
  private String reference = "";

  /**
   * A plugin that works.
   *
   * @param work where to compile
   * @param name its symbolic name, and the property {@code name} of its service
   */
  TestPlugin(Path work, String name, String version) {
    this.work = work;
    this.name = name;
    this.version = version;
    headers.put("Manifest-Version", "1.0");
    headers.put("Bundle-ManifestVersion", "2");
    headers.put("Bundle-SymbolicName", name);
    headers.put("Bundle-Version", version);
    headers.put("Service-Component", "OSGI-INF/answer.xml");
    headers.put("Provide-Capability", "osgi.service;objectClass=\"java.util.function.Supplier\"");
  }

  TestPlugin header(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Its component cannot be made. */
  TestPlugin failing() {
    onCreation = "if (true) { throw new IllegalStateException(\"not today\"); }";
    return this;
  }

  /** It cannot be started a second time; a third time it can. */
  TestPlugin failingTheSecondTime() {
    onStart = "if (++starts == 2) { throw new IllegalStateException(\"not today\"); }";
    headers.put("Bundle-Activator", "plugin.Answer$Start");
    headers.put("Import-Package", "org.osgi.framework");
    return this;
  }

  /** Its component waits for a service of another plugin. */
  TestPlugin waitingFor(String other) {
    reference =
        "<reference name=\"other\" interface=\"java.util.function.Supplier\" target=\"(name=%s)\"/>"
            .formatted(other);
    return this;
  }

  /** The bytes of its jar. */
  byte[] bytes() throws IOException {
    return Files.readAllBytes(build());
  }

  /** Puts it into a folder under a name, at once: written beside and renamed. */
  Path into(Path folder, String fileName) throws IOException {
    Path target = folder.resolve(fileName);
    Files.move(build(), target, StandardCopyOption.ATOMIC_MOVE);
    return target;
  }

  /** Its jar, somewhere. */
  Path build() throws IOException {
    Path classes = compile();
    Manifest manifest = new Manifest();
    headers.forEach(
        (key, value) -> manifest.getMainAttributes().put(new Attributes.Name(key), value));
    Path jar = Files.createTempFile(work, name, ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      add(out, "OSGI-INF/answer.xml", component().getBytes(StandardCharsets.UTF_8));
      for (String type : List.of("Answer", "Word", "Answer$Start")) {
        add(out, "plugin/" + type + ".class", Files.readAllBytes(classes.resolve(type + ".class")));
      }
    }
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    return jar;
  }

  /** A jar with the content of another, as a bundle of another version. */
  static Path repack(Path work, Path of, String version) throws IOException {
    Path jar = Files.createTempFile(work, "repacked", ".jar");
    Files.copy(of, jar, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      Path path = entries.getPath(JarFile.MANIFEST_NAME);
      Manifest manifest;
      try (InputStream in = Files.newInputStream(path)) {
        manifest = new Manifest(in);
      }
      manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version);
      try (OutputStream out = Files.newOutputStream(path)) {
        manifest.write(out);
      }
    }
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    return jar;
  }

  private static void add(JarOutputStream out, String entry, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(entry));
    out.write(bytes);
    out.closeEntry();
  }

  private String component() {
    return """
    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s.answer">
      <implementation class="plugin.Answer"/>
      <service><provide interface="java.util.function.Supplier"/></service>
      <property name="name" value="%1$s"/>
      %2$s
    </scr:component>
    """
        .formatted(name, reference);
  }

  /** The answer needs a class that is loaded by the first call, not before. */
  private Path compile() throws IOException {
    Path classes = Files.createTempDirectory(work, "classes");
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    String answer =
        """
        package plugin;
        public class Answer implements java.util.function.Supplier<String> {
          public Answer() { %s }
          public String get() {
            Word word = new Word("%s", null);
            return new java.util.HashSet<>(java.util.List.of(word)).contains(new Word("%s", null))
                ? word.text() + "/" + "%s".length()
                : "not equal: " + word;
          }
          public static class Start implements org.osgi.framework.BundleActivator {
            private static int starts;
            public void start(org.osgi.framework.BundleContext own) { %s }
            public void stop(org.osgi.framework.BundleContext own) {}
          }
        }
        record Word(String text, Word next) {}
        """
            .formatted(onCreation, version, version, name, onStart);
    boolean compiled =
        compiler
            .getTask(
                null,
                null,
                null,
                List.of("--release", "17", "-d", classes.toString(), "-cp", framework()),
                null,
                List.of(new Source(answer)))
            .call();
    if (!compiled) {
      throw new AssertionError("does not compile: " + answer);
    }
    return classes.resolve("plugin");
  }

  private static String framework() {
    return BundleActivator.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** What a plugin of that version answers. */
  static String answer(String name, String version) {
    return version + "/" + name.length();
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///plugin/Answer.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
