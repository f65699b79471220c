package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.launcher.KinoraFramework;
import org.kinora.launcher.LaunchException;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * The providers as services. The test shares no class with them: it knows them by name and
 * property, as the framework does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderIT {
  /** What differs between two registrations of one service. */
  private static final Set<String> IDENTITY = Set.of("service.id", "component.id");

  private final KinoraFramework framework;

  ProviderIT(@TempDir Path cache) throws LaunchException {
    framework = Distribution.start("media", cache);
  }

  @AfterAll
  void stopAll() {
    framework.close();
  }

  @ParameterizedTest
  @CsvSource({
    "storage.StorageFormat, format=jsonl",
    "storage.StorageFormat, format=rf1",
    "storage.StorageFormat, format=opuswal",
    "storage.StorageFormat, format=reel",
    "storage.StorageFormat, format=session",
    "storage.StorageFormat, format=container",
    "container.MuxerFactory, container=mp4",
    "container.MuxerFactory, container=webm",
    "container.MuxerFactory, container=mkv",
    "container.MuxerFactory, container=mka",
    "container.MuxerFactory, container=m4a",
    "container.MuxerFactory, container=wave",
    "container.FileRecovery, container=mp4",
    "container.FileRecovery, container=mkv",
    "container.FileRecovery, container=wave",
    "capture.CaptureFactory, capture=rtsp",
    "codec.DecoderFactory, codec=h264",
    "codec.DecoderFactory, codec=h265",
    "codec.DecoderFactory, codec=vp8",
    "codec.DecoderFactory, codec=vp9",
    "codec.DecoderFactory, codec=av1",
    "codec.DecoderFactory, codec=opus",
    "codec.DecoderFactory, codec=aac",
    "codec.EncoderFactory, codec=h264",
    "codec.EncoderFactory, codec=vp8",
    "codec.EncoderFactory, codec=vp9",
    "codec.EncoderFactory, codec=av1",
    "codec.EncoderFactory, codec=opus",
    "codec.EncoderFactory, codec=aac",
    "compose.CompositorFactory, compositor=basic",
  })
  void service_ofProvider_isRegisteredAndComesUp(String type, String property) throws Exception {
    ServiceReference<?>[] found =
        framework.context().getAllServiceReferences("org.kinora.spi." + type, "(" + property + ")");
    assertNotNull(found, type + " " + property);
    assertNotNull(framework.context().getService(found[0]), type + " " + property);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "storage.jsonl",
        "container.mp4",
        "container.webm",
        "container.wave",
        "compose.basic",
        "codec.ffmpeg"
      })
  void stop_provider_takesItsServicesAwayUntilItStartsAgain(String name) throws Exception {
    Bundle bundle = Distribution.bundle(framework, "org.kinora." + name);
    Set<String> before = services(bundle);
    assertFalse(before.isEmpty(), name);
    bundle.stop();
    assertEquals(Set.of(), services(bundle));
    bundle.start();
    assertEquals(before, services(bundle));
  }

  @Test
  void plugins_whileAProviderIsStopped_listWithoutIt() throws Exception {
    Bundle webm = Distribution.bundle(framework, "org.kinora.container.webm");
    assertTrue(plugins().contains("org.kinora.container.webm"));
    webm.stop();
    Set<String> without = plugins();
    webm.start();
    assertFalse(without.contains("org.kinora.container.webm"));
    assertTrue(without.contains("org.kinora.container.mp4"));
    assertTrue(plugins().contains("org.kinora.container.webm"));
  }

  /** The bundles that the engine's {@code Plugins} service lists. */
  private Set<String> plugins() throws Exception {
    ServiceReference<?> reference =
        Objects.requireNonNull(
            framework.context().getAllServiceReferences("org.kinora.plugins.Plugins", null))[0];
    Object plugins = Objects.requireNonNull(framework.context().getService(reference));
    ClassLoader engine = plugins.getClass().getClassLoader();
    Class<?> type = Class.forName("org.kinora.plugins.Plugins", true, engine);
    Class<?> info = Class.forName("org.kinora.plugins.PluginInfo", true, engine);
    Set<String> bundles = new TreeSet<>();
    for (Object plugin : (List<?>) type.getMethod("list").invoke(plugins)) {
      bundles.add((String) info.getMethod("bundle").invoke(plugin));
    }
    return bundles;
  }

  private static Set<String> services(Bundle bundle) {
    Set<String> services = new TreeSet<>();
    ServiceReference<?>[] references = bundle.getRegisteredServices();
    for (ServiceReference<?> reference :
        references == null ? new ServiceReference<?>[0] : references) {
      Map<String, String> properties = new TreeMap<>();
      for (String key : reference.getPropertyKeys()) {
        if (!IDENTITY.contains(key)) {
          properties.put(key, Arrays.deepToString(new Object[] {reference.getProperty(key)}));
        }
      }
      services.add(properties.toString());
    }
    return services;
  }
}
