package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kinora.plugins.PluginInfo;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;

/** Lists plugins. */
@Command(
    name = "plugins",
    description =
        "Lists what is plugged in, preferred providers first, and how many sessions use it.",
    footer = {"  plugins", "  plugins --json"})
final class PluginsCommand extends KinoraCommand {
  @Override
  int run(Invocation at) throws IOException {
    List<PluginInfo> plugins = at.platform().plugins().list();
    if (json) {
      at.json(out -> write(out, plugins));
    } else {
      Table table =
          new Table(
              "KIND", "NAME", "BUNDLE", "VERSION", "VERSIONS", ">SESSIONS", ">RANKING", "STATE");
      for (PluginInfo p : plugins) {
        table.row(
            PluginKinds.word(p.kind()),
            provides(p),
            p.bundle(),
            p.version(),
            versions(p),
            p.sessions(),
            p.ranking(),
            p.draining() ? "draining" : "active");
      }
      table.print(at.out());
    }
    return OK;
  }

  /** What it provides, and through which library where that matters. */
  static String provides(PluginInfo plugin) {
    String library = plugin.properties().get("codec.implementation");
    return library == null ? plugin.name() : plugin.name() + " (" + library + ")";
  }

  /** The versions on disk that a format reads and the one that it writes. */
  private static String versions(PluginInfo plugin) {
    String reads = plugin.properties().getOrDefault("format.reads", "");
    String writes = plugin.properties().getOrDefault("format.writes", "-1");
    String both = reads.isEmpty() ? "" : "reads " + reads.replace(" ", ", ");
    return writes.startsWith("-") ? both : both + ", writes " + writes;
  }

  static void write(JsonGenerator out, List<PluginInfo> plugins) throws IOException {
    out.writeArrayFieldStart("plugins");
    for (PluginInfo plugin : plugins) {
      out.writeStartObject();
      write(out, plugin);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes the fields of one. */
  static void write(JsonGenerator out, PluginInfo plugin) throws IOException {
    out.writeStringField("kind", PluginKinds.word(plugin.kind()));
    out.writeStringField("name", plugin.name());
    out.writeStringField("bundle", plugin.bundle());
    out.writeStringField("version", plugin.version());
    out.writeNumberField("ranking", plugin.ranking());
    out.writeNumberField("sessions", plugin.sessions());
    out.writeBooleanField("draining", plugin.draining());
    out.writeObjectFieldStart("properties");
    for (Map.Entry<String, String> property : new TreeMap<>(plugin.properties()).entrySet()) {
      out.writeStringField(property.getKey(), property.getValue());
    }
    out.writeEndObject();
  }
}
