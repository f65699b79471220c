package org.kinora.plugins;

import java.util.Map;
import java.util.Objects;

/**
 * One provider of one thing.
 *
 * @param kind storage, decoder, encoder, muxer, recovery, compositor or capture
 * @param name the format, codec, container, compositor or kinds of sources it provides
 * @param bundle the bundle's symbolic name
 * @param version the bundle's version
 * @param ranking preference among providers of the same thing; higher is preferred
 * @param properties what else it says of itself, as text
 */
public record PluginInfo(
    Kind kind,
    String name,
    String bundle,
    String version,
    int ranking,
    Map<String, String> properties) {
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
    CAPTURE
  }

  /** Copies the properties. */
  public PluginInfo {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(bundle);
    Objects.requireNonNull(version);
    properties = Map.copyOf(properties);
  }
}
