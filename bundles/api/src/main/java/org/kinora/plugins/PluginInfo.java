package org.kinora.plugins;

import java.util.Map;
import java.util.Objects;

/**
 * One provider of one thing.
 *
 * @param kind storage, decoder, encoder, muxer, recovery, compositor, capture, data set or stretch
 * @param name the format, codec, container, compositor, kinds of sources or data set format it
 *     provides
 * @param bundle the bundle's symbolic name
 * @param version the bundle's version
 * @param ranking preference among providers of the same thing; higher is preferred
 * @param properties what else it says of itself, as text
 * @param bundleId the framework's number of the bundle, which tells two of one name and version
 *     apart; -1 if not known
 * @param sessions how many are open that were begun with it
 * @param draining whether no new session begins with it
 */
public record PluginInfo(
    Kind kind,
    String name,
    String bundle,
    String version,
    int ranking,
    Map<String, String> properties,
    long bundleId,
    int sessions,
    boolean draining) {
  /** What a plugin provides. */
  public enum Kind {
    /** A storage format. */
    STORAGE,
    /** A decoder. */
    DECODER,
    /** An encoder. */
    ENCODER,
    /** A muxer. */
    MUXER,
    /** Makes files of a container whole that were cut off. */
    RECOVERY,
    /** A compositor. */
    COMPOSITOR,
    /** Opens live sources. */
    CAPTURE,
    /** A format of data sets. */
    DATASET,
    /** Makes sound faster or slower. */
    STRETCH
  }

  /** Copies the properties. */
  public PluginInfo {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(bundle);
    Objects.requireNonNull(version);
    properties = Map.copyOf(properties);
  }

  /** One that nobody uses. */
  public PluginInfo(
      Kind kind,
      String name,
      String bundle,
      String version,
      int ranking,
      Map<String, String> properties) {
    this(kind, name, bundle, version, ranking, properties, -1, 0, false);
  }
}
