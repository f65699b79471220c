package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.FileResource;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What bnd says of the API: of the one of today against the one that was frozen as 1.0, and of each
 * plugin interface if it grew.
 */
class ApiBaselineIT {
  private static final Path FROZEN = KinoraProcess.source("tck/framework/src/test/api-1.0/api.jar");

  private static final Path SOURCES =
      KinoraProcess.source("bundles/api/src/main/java").toAbsolutePath();

  /** Until a package's version rises, plugins of 1.0 must find all that they know. */
  @Test
  void api_ofToday_breaksNothingOfTheFrozenOne() throws Exception {
    try (Jar then = new Jar(FROZEN.toFile());
        Jar now = new Jar(Distribution.jar("org.kinora.api").toFile())) {
      List<String> broken = new ArrayList<>();
      compare(then, now)
          .forEach(
              (name, info) -> {
                Delta delta = info.packageDiff.getDelta();
                boolean sameMajor = info.newerVersion.getMajor() == info.olderVersion.getMajor();
                if (sameMajor && (delta == Delta.MAJOR || delta == Delta.REMOVED)) {
                  broken.add(name + ": " + delta + " at " + info.newerVersion);
                }
              });
      assertEquals(List.of(), broken);
    }
  }

  /**
   * An abstract method more breaks every plugin of 1.0. bnd 7.3 overlooks it in an interface that
   * has default methods, so this does not ask bnd.
   */
  @Test
  void pluginInterfaces_ofTheFrozenApi_haveNoAbstractMethodMore() throws Exception {
    Map<String, Set<String>> then = abstractMethods(FROZEN);
    Map<String, Set<String>> now = abstractMethods(Distribution.jar("org.kinora.api"));
    assertTrue(then.size() >= 15, then::toString);
    now.keySet().retainAll(then.keySet());
    assertEquals(then, now);
  }

  @Test
  void pluginInterface_withAnAbstractMethodMore_isMajor(@TempDir Path dir) throws Exception {
    List<Path> bare = new ArrayList<>();
    for (Path each : pluginInterfaces()) {
      if (!Files.readString(SOURCES.resolve(each)).contains("\n  default ")) {
        bare.add(each);
      }
    }
    assertTrue(bare.size() >= 12, bare::toString);
    assertGrowth(bare, "void more();", Delta.MAJOR, dir);
  }

  @Test
  void pluginInterface_withADefaultMethodMore_isMinor(@TempDir Path dir) throws Exception {
    List<Path> all = pluginInterfaces();
    assertTrue(all.size() >= 15, all::toString);
    assertGrowth(all, "default void more() {}", Delta.MINOR, dir);
  }

  /** What a plugin must implement, by the names of the interfaces. */
  private static Map<String, Set<String>> abstractMethods(Path api) throws Exception {
    Map<String, Set<String>> methods = new TreeMap<>();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {api.toUri().toURL()}, null)) {
      for (Path source : pluginInterfaces()) {
        String type = source.toString().replace(".java", "");
        if (loader.findResource(type + ".class") == null) {
          continue; // it came later
        }
        String name = type.replace('/', '.');
        Set<String> found = new TreeSet<>();
        for (Method method : loader.loadClass(name).getMethods()) {
          if (Modifier.isAbstract(method.getModifiers())) {
            found.add(method.toString());
          }
        }
        methods.put(name, found);
      }
    }
    return methods;
  }

  /** Every one of them grows by the same method. */
  private static void assertGrowth(List<Path> interfaces, String method, Delta expected, Path dir)
      throws Exception {
    compile(interfaces, method, dir);
    Map<String, Delta> wanted = new TreeMap<>();
    Map<String, Delta> found = new TreeMap<>();
    try (Jar then = api();
        Jar now = api()) {
      for (Path each : interfaces) {
        String type = each.toString().replace(".java", "");
        now.putResource(type + ".class", new FileResource(dir.resolve(type + ".class")));
        wanted.put(type.replace('/', '.'), expected);
      }
      for (Info info : compare(then, now).values()) {
        for (Diff type : info.packageDiff.getChildren()) {
          found.put(type.getName(), type.getDelta());
        }
      }
    }
    found.keySet().retainAll(wanted.keySet());
    assertEquals(wanted, found);
  }

  /** What plugins implement, as paths below the sources. */
  private static List<Path> pluginInterfaces() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES.resolve("org/kinora/spi"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.readString(file).contains("\n@ConsumerType\n")) {
          found.add(SOURCES.relativize(file));
        }
      }
    }
    return found;
  }

  private static void compile(List<Path> interfaces, String method, Path dir) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-sourcepath", SOURCES.toString(), "-d", dir.toString()));
    for (Path source : interfaces) {
      String text = Files.readString(SOURCES.resolve(source));
      Path changed = dir.resolve("src").resolve(source);
      Files.createDirectories(Objects.requireNonNull(changed.getParent()));
      Files.writeString(changed, text.substring(0, text.lastIndexOf('}')) + method + "\n}\n");
      arguments.add(changed.toString());
    }
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    assertEquals(0, compiler.run(null, null, null, arguments.toArray(String[]::new)));
  }

  private static Jar api() throws IOException {
    return new Jar(Distribution.jar("org.kinora.api").toFile());
  }

  private static Map<String, Info> compare(Jar then, Jar now) throws Exception {
    Map<String, Info> packages = new TreeMap<>();
    try (Processor bnd = new Processor()) {
      DiffPluginImpl differ = new DiffPluginImpl();
      for (Info info : new Baseline(bnd, differ).baseline(now, then, new Instructions("*"))) {
        packages.put(info.packageName, info);
      }
    }
    return packages;
  }
}
