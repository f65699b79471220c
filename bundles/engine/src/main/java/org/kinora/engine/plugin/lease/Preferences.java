package org.kinora.engine.plugin.lease;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kinora.plugins.PluginInfo.Kind;

/** Which bundles a person prefers to others, whatever their ranking. Safe for many threads. */
public final class Preferences {
  private volatile List<Preference> preferences = List.of();

  /**
   * One of them.
   *
   * @param name what is provided: a format, codec, container ...
   * @param bundle the symbolic name of the bundle that shall provide it
   */
  private record Preference(Kind kind, String name, String bundle) {
    private boolean isFor(Registration<?> plugin) {
      return plugin.kind() == kind && plugin.bundle().equals(bundle);
    }
  }

  /**
   * Replaces them all.
   *
   * @param texts one each: {@code encoder h264 org.example.codec}
   * @return those that are not understood
   */
  public List<String> set(List<String> texts) {
    preferences = texts.stream().flatMap(text -> parse(text).stream()).toList();
    return texts.stream().filter(text -> parse(text).isEmpty()).toList();
  }

  private static Optional<Preference> parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    return words.length != 3
        ? Optional.empty()
        : kind(words[0]).map(kind -> new Preference(kind, words[1], words[2]));
  }

  private static Optional<Kind> kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /** Whether somebody prefers it, for one of the things that it provides. */
  public boolean isPreferred(Registration<?> plugin) {
    for (Preference preference : preferences) {
      if (preference.isFor(plugin) && plugin.names().contains(preference.name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody prefers it for this. */
  public boolean isPreferred(Registration<?> plugin, String name) {
    for (Preference preference : preferences) {
      if (preference.isFor(plugin) && preference.name.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
