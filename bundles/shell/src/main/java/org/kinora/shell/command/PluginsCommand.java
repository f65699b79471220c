package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.kinora.plugins.PluginInfo;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;

/** Lists plugins. */
@Command(
    name = "plugins",
    description = "Lists what is plugged in, preferred providers first.",
    footer = {"  plugins", "  plugins --json"})
final class PluginsCommand extends KinoraCommand {
  @Override
  int run(Invocation at) throws IOException {
    List<PluginInfo> plugins = at.platform().plugins().list();
    if (json) {
      at.json(out -> write(out, plugins));
    } else {
      Table table = new Table("KIND", "BUNDLE", "VERSION", ">RANKING", "PROVIDES");
      for (PluginInfo p : plugins) {
        table.row(kind(p), p.bundle(), p.version(), p.ranking(), provides(p));
      }
      table.print(at.out());
    }
    return OK;
  }

  private static String kind(PluginInfo plugin) {
    return plugin.kind().name().toLowerCase(Locale.ROOT);
  }

  /** What it provides, and through which library where that matters. */
  private static String provides(PluginInfo plugin) {
    String library = plugin.properties().get("codec.implementation");
    return library == null ? plugin.name() : plugin.name() + " (" + library + ")";
  }

  private static void write(JsonGenerator out, List<PluginInfo> plugins) throws IOException {
    out.writeArrayFieldStart("plugins");
    for (PluginInfo plugin : plugins) {
      out.writeStartObject();
      out.writeStringField("kind", kind(plugin));
      out.writeStringField("name", plugin.name());
      out.writeStringField("bundle", plugin.bundle());
      out.writeStringField("version", plugin.version());
      out.writeNumberField("ranking", plugin.ranking());
      out.writeObjectFieldStart("properties");
      for (Map.Entry<String, String> property : new TreeMap<>(plugin.properties()).entrySet()) {
        out.writeStringField(property.getKey(), property.getValue());
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
