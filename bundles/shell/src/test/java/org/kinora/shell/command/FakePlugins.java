package org.kinora.shell.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.kinora.plugins.PluginChoice;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.plugins.PluginLease;
import org.kinora.plugins.Plugins;

/** Plugins of which an export holds the first one. */
@FunctionalInterface
interface FakePlugins extends Plugins {
  @Override
  default List<PluginLease> leases() {
    PluginInfo held = list().get(0);
    return List.of(
        new PluginLease(
            held.kind(),
            held.name(),
            held.bundleId(),
            held.bundle(),
            held.version(),
            Instant.EPOCH,
            "export-3"));
  }

  @Override
  default List<PluginLease> drain(long bundleId, Duration limit) {
    return limit.isZero() ? leases() : List.of();
  }

  @Override
  default void undrain(long bundleId) {}

  @Override
  default List<PluginChoice> why(Kind kind, String input) {
    return list().stream()
        .filter(plugin -> plugin.kind() == kind)
        .map(
            plugin ->
                new PluginChoice(
                    plugin,
                    input.equals(plugin.name()),
                    kind == Kind.STORAGE ? "looked at " + Path.of(input).getFileName() : "asked"))
        .toList();
  }
}
