package org.kinora.shell.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;

/**
 * An option of a format's writer or of a container's muxer, as the plugin describes it.
 *
 * @param usual its value where none is given
 */
public record WriterOption(String name, String usual, String description) {
  private static final Pattern TEXT = Pattern.compile("([^=]+)=([^,]*),?\\s*(.*)");

  /** The options of a plugin; none of one that writes nothing. */
  public static List<WriterOption> of(PluginInfo plugin) {
    String key = plugin.kind() == Kind.MUXER ? "container.options" : "format.options";
    return plugin
        .properties()
        .getOrDefault(key, "")
        .lines()
        .map(TEXT::matcher)
        .filter(Matcher::matches)
        .map(option -> new WriterOption(option.group(1), option.group(2), option.group(3)))
        .toList();
  }
}
