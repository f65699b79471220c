package org.kinora.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinora.engine.plugin.lease.Registration;
import org.kinora.plugins.PluginChoice;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.plugins.PluginLease;
import org.kinora.plugins.Plugins;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the providers and who uses them, explains the choice among them, and lets them drain. */
@Component
public final class EnginePlugins implements Plugins {
  private final Registry registry;

  /** Called by Declarative Services. */
  @Activate
  public EnginePlugins(@Reference Providers providers) {
    registry = providers.registry();
  }

  @Override
  public List<PluginInfo> list() {
    List<PluginInfo> list = new ArrayList<>();
    registry.all().forEach(kind -> kind.list().forEach(plugin -> list.add(info(plugin))));
    return list;
  }

  private Stream<Registration<?>> all() {
    return registry.all().stream().flatMap(kind -> kind.list().stream());
  }

  private Stream<Registration<?>> of(long bundleId) {
    return all().filter(plugin -> plugin.bundleId() == bundleId);
  }

  @Override
  public List<PluginLease> leases() {
    return leases(all());
  }

  private static List<PluginLease> leases(Stream<Registration<?>> plugins) {
    return plugins
        .flatMap(plugin -> plugin.leases().stream())
        .sorted(Comparator.comparing(PluginLease::since))
        .toList();
  }

  @Override
  public List<PluginLease> drain(long bundleId, Duration limit) throws InterruptedException {
    of(bundleId).forEach(plugin -> plugin.drain(true));
    registry.sessions.await(
        () -> of(bundleId).noneMatch(Registration::isEntered), Registration.CALL_LIMIT);
    registry.sessions.await(() -> of(bundleId).allMatch(p -> p.sessionCount() == 0), limit);
    return leases(of(bundleId));
  }

  @Override
  public void undrain(long bundleId) {
    of(bundleId).forEach(plugin -> plugin.drain(false));
  }

  @Override
  public List<PluginChoice> why(Kind kind, String input) throws IOException {
    return kind == Kind.STORAGE
        ? new Explanation(registry).ofRecording(Path.of(input))
        : new Explanation(registry).of(kind, input);
  }

  static PluginInfo info(Registration<?> plugin) {
    ServiceReference<?> reference = plugin.reference();
    Map<String, String> properties = new TreeMap<>();
    for (String key : reference.getPropertyKeys()) {
      if (!key.startsWith("service.")
          && !key.startsWith("component.")
          && !key.equals("objectClass")) {
        properties.put(key, text(reference.getProperty(key)));
      }
    }
    return new PluginInfo(
        plugin.kind(),
        String.join(" ", plugin.names()),
        plugin.bundle(),
        plugin.bundle().isEmpty() ? "" : plugin.version().toString(),
        plugin.ranking(),
        properties,
        plugin.bundleId(),
        plugin.sessionCount(),
        plugin.isDraining());
  }

  private static String text(Object value) {
    if (value instanceof Object[] many) {
      boolean sentences = Arrays.stream(many).anyMatch(one -> one.toString().contains(" "));
      return Arrays.stream(many)
          .map(Object::toString)
          .collect(Collectors.joining(sentences ? "\n" : " "));
    }
    if (value instanceof int[] many) {
      return Arrays.stream(many).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
    return String.valueOf(value);
  }
}
