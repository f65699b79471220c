package org.kinora.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginError;
import org.osgi.framework.Version;

class JarStoreTest {
  private final Path at;
  private final Path file;
  private final JarStore store;

  JarStoreTest(@TempDir Path at) throws IOException {
    this.at = at;
    file = at.resolve("tape.jar");
    store = new JarStore(at.resolve("store"));
  }

  @Test
  void read_wholeBundle_copiesIt() throws Exception {
    byte[] jar = jar("Bundle-SymbolicName", "org.example.tape; x=y", "Bundle-Version", "1.2.3.q");
    PluginJar read = store.read(Files.write(file, jar));
    assertEquals("org.example.tape", read.bundle());
    assertEquals(new Version(1, 2, 3, "q"), read.version());
    Files.delete(file);
    assertEquals(jar.length, Files.size(read.copy()));
  }

  @Test
  void read_everyBeginningOfAJar_isRefused() throws Exception {
    byte[] jar = jar("Bundle-SymbolicName", "org.example.tape");
    for (int length = 0; length < jar.length; length++) {
      Files.write(file, Arrays.copyOf(jar, length));
      assertEquals(PluginError.PLUGIN_FILE_INVALID, refusal(), "length " + length);
    }
  }

  /** What a slow writer leaves over an older and longer file. */
  @Test
  void read_everyBeginningOverAnotherJar_isRefusedOrWhole() throws Exception {
    byte[] before = jar("Bundle-SymbolicName", "org.example.tape", "Before", "x".repeat(500));
    byte[] after = jar("Bundle-SymbolicName", "org.example.tape");
    String whole = store.read(Files.write(file, before)).sum();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] mixed = before.clone();
      System.arraycopy(after, 0, mixed, 0, 100 + random.nextInt(after.length - 100));
      Files.write(file, mixed);
      try {
        assertEquals(whole, store.read(file).sum(), "seed " + seed);
      } catch (MediaException refused) {
        assertEquals(PluginError.PLUGIN_FILE_INVALID, refused.code(), "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Bundle-Name, tape, is no OSGi bundle",
    "Bundle-SymbolicName, 'tape;singleton:=true', is a singleton",
    "Fragment-Host, other, holds the fragment",
    "Bundle-Version, 1.x, is not whole yet",
  })
  void read_whatCannotComeAtRunTime_isRefused(String header, String value, String why)
      throws Exception {
    byte[] jar =
        header.equals("Bundle-Name")
            ? jar(header, value)
            : jar("Bundle-SymbolicName", "tape", header, value);
    Files.write(file, jar);
    MediaException refused = assertThrows(MediaException.class, () -> store.read(file));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  @Test
  void last_afterItRan_isThereUntilItIsForgotten() throws Exception {
    PluginJar jar = store.read(Files.write(file, jar("Bundle-SymbolicName", "tape")));
    store.runs(file, jar);
    store.keep(new HashSet<>());
    JarStore again = new JarStore(at.resolve("store"));
    assertEquals(Optional.of(jar), again.last(file));
    again.forget(file);
    again.keep(new HashSet<>());
    assertEquals(Optional.empty(), again.last(file));
    assertTrue(Files.notExists(jar.copy()));
  }

  private Object refusal() {
    return assertThrows(MediaException.class, () -> store.read(file)).code();
  }

  private static byte[] jar(String... headers) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int i = 0; i < headers.length; i += 2) {
      manifest.getMainAttributes().put(new Attributes.Name(headers[i]), headers[i + 1]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      jar.putNextEntry(new ZipEntry("plugin/Text"));
      jar.write("to be read to the end".getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
    return bytes.toByteArray();
  }
}
