package org.kinora.plugins;

import java.util.Objects;

/**
 * What became of one provider when a choice was made.
 *
 * @param plugin the provider
 * @param chosen whether it is the one
 * @param reason why, or why not, in words
 */
public record PluginChoice(PluginInfo plugin, boolean chosen, String reason) {
  /** Refuses null. */
  public PluginChoice {
    Objects.requireNonNull(plugin);
    Objects.requireNonNull(reason);
  }
}
