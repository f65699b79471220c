package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;

/** Lists the formats of data sets. */
@Command(
    name = "formats",
    description = "Lists the formats of data sets and their options.",
    footer = {"  dataset formats", "  dataset formats --json"})
final class DatasetFormatsCommand extends KinoraCommand {
  @Override
  int run(Invocation at) throws IOException {
    List<PluginInfo> formats =
        at.platform().plugins().list().stream()
            .filter(plugin -> plugin.kind() == Kind.DATASET)
            .toList();
    if (json) {
      at.json(out -> write(out, formats));
    } else {
      print(at, formats);
    }
    return OK;
  }

  private static String description(PluginInfo format) {
    return format.properties().getOrDefault("description", "");
  }

  private static void print(Invocation at, List<PluginInfo> formats) {
    Table table = new Table("DATA SET", "DESCRIPTION");
    formats.forEach(format -> table.row(format.name(), description(format)));
    table.print(at.out());
    at.out().println();
    FormatsCommand.printOptions(at, "DATA SET", "--option", formats);
  }

  private static void write(JsonGenerator out, List<PluginInfo> formats) throws IOException {
    out.writeArrayFieldStart("formats");
    for (PluginInfo format : formats) {
      out.writeStartObject();
      out.writeStringField("dataset", format.name());
      out.writeStringField("description", description(format));
      FormatsCommand.writeOptions(out, format);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
