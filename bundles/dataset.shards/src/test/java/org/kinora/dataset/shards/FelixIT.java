package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.DuckDb;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The built bundle in a framework where there is no Hadoop. */
class FelixIT {
  private static final Path BUNDLE = Path.of(System.getProperty("kinora.bundle"));

  @TempDir Path dir;

  @Test
  void write_insideTheFramework_isReadByDuckDb() throws Exception {
    Framework felix =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    dir.resolve("cache").toString(),
                    // Nobody asks for the component here.
                    Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                    "osgi.extender;osgi.extender=osgi.component;version:Version=1.5.0",
                    Constants.FRAMEWORK_BUNDLE_PARENT,
                    Constants.FRAMEWORK_BUNDLE_PARENT_FRAMEWORK));
    felix.start();
    try {
      byte[] bytes = writeInside(felix);
      Path file = Files.write(dir.resolve("numbers.parquet"), bytes);
      assertEquals(
          List.of("1000|499500|10"),
          DuckDb.query("select count(*), sum(n), count(distinct words) from '%s'".formatted(file)));
    } finally {
      felix.stop();
      felix.waitForStop(TimeUnit.SECONDS.toMillis(10));
    }
  }

  private byte[] writeInside(Framework felix) throws Exception {
    install(felix, jarOf(ch.qos.logback.classic.Logger.class));
    install(felix, jarOf(org.kinora.media.MediaError.class));
    install(felix, jarOf(com.fasterxml.jackson.core.JsonFactory.class));
    install(felix, jarOf(com.fasterxml.jackson.databind.ObjectMapper.class));
    install(felix, jarOf(com.fasterxml.jackson.annotation.JsonCreator.class));
    Bundle shards = install(felix, BUNDLE);
    install(felix, fragment());
    shards.start();
    assertThrows(
        ClassNotFoundException.class,
        () -> shards.loadClass("org.apache.hadoop.conf.Configuration"));
    Object inside =
        shards.loadClass(InsideFelix.class.getName()).getDeclaredConstructor().newInstance();
    return (byte[]) ((Callable<?>) inside).call();
  }

  private static Bundle install(Framework felix, Path jar) throws BundleException {
    return felix.getBundleContext().installBundle(jar.toUri().toString());
  }

  private static Path jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path fragment() throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "test.fragment");
    headers.putValue(Constants.FRAGMENT_HOST, "org.kinora.dataset.shards");
    Path jar = dir.resolve("fragment.jar");
    String entry = InsideFelix.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out, manifest);
        InputStream code = InsideFelix.class.getResourceAsStream("InsideFelix.class")) {
      zip.putNextEntry(new JarEntry(entry));
      code.transferTo(zip);
    }
    return jar;
  }
}
