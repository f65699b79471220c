package org.kinora.plugins;

import java.time.Instant;
import java.util.Objects;

/**
 * A session that somebody began with a plugin and has not ended.
 *
 * @param kind of the plugin
 * @param name what it is used for: the format, codec, container, compositor or source
 * @param bundleId the framework's number of the plugin's bundle
 * @param bundle the bundle's symbolic name
 * @param version the bundle's version
 * @param since when the session began
 * @param holder whose it is: {@code export-3}, {@code player day-1}
 */
public record PluginLease(
    PluginInfo.Kind kind,
    String name,
    long bundleId,
    String bundle,
    String version,
    Instant since,
    String holder) {
  /** Refuses null. */
  public PluginLease {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(bundle);
    Objects.requireNonNull(version);
    Objects.requireNonNull(since);
    Objects.requireNonNull(holder);
  }
}
