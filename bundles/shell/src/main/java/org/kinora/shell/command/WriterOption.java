package org.kinora.shell.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;

/**
 * An option of a format's writer, a container's muxer or a data set, as the plugin describes it.
 *
 * @param usual its value where none is given
 */
public record WriterOption(String name, String usual, String description) {
  private static final Pattern TEXT = Pattern.compile("([^=]+)=(.*?)(?:,\\s+(.*))?");

  /** The options of a plugin; none of one that writes nothing. */
  public static List<WriterOption> of(PluginInfo plugin) {
    return plugin
        .properties()
        .getOrDefault(property(plugin.kind()), "")
        .lines()
        .map(TEXT::matcher)
        .filter(Matcher::matches)
        .map(option -> new WriterOption(option.group(1), option.group(2), text(option.group(3))))
        .toList();
  }

  private static String text(@Nullable String description) {
    return description == null ? "" : description;
  }

  private static String property(Kind kind) {
    return switch (kind) {
      case MUXER -> "container.options";
      case DATASET -> "dataset.options";
      default -> "format.options";
    };
  }
}
