package org.kinora.plugins;

import java.util.List;
import java.util.Objects;

/**
 * One setting of a bundle, as its metatype describes it (OSGi Compendium 8.1, chapter 105).
 *
 * @param pid the configuration that holds it
 * @param name its name in there
 * @param title its name for people
 * @param description what it does; may be empty
 * @param type string, long, integer, double, boolean ...
 * @param several whether it holds any number of values
 * @param options the values allowed; empty if there is no list of them
 * @param usual its values by default
 * @param values its values now
 * @param isSet whether somebody set it
 */
public record Setting(
    String pid,
    String name,
    String title,
    String description,
    String type,
    boolean several,
    List<String> options,
    List<String> usual,
    List<String> values,
    boolean isSet) {
  /** Copies the lists. */
  public Setting {
    Objects.requireNonNull(pid);
    Objects.requireNonNull(name);
    Objects.requireNonNull(title);
    Objects.requireNonNull(description);
    Objects.requireNonNull(type);
    options = List.copyOf(options);
    usual = List.copyOf(usual);
    values = List.copyOf(values);
  }
}
