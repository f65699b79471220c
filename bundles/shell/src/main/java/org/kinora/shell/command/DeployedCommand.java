package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.kinora.plugins.DeployedPlugin;
import org.kinora.plugins.Deployment;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;

/** Lists the plugins folder. */
@Command(
    name = "deployed",
    description = "Lists the files of the plugins folder and what became of each.",
    footer = {"  deployed", "  deployed --json"})
final class DeployedCommand extends KinoraCommand {
  @Override
  int run(Invocation at) throws IOException {
    Deployment deployment = at.platform().deployment();
    List<DeployedPlugin> plugins = deployment.deployed();
    if (json) {
      at.json(
          out -> {
            out.writeStringField("folder", deployment.folder().toString());
            write(out, plugins);
          });
    } else if (plugins.isEmpty()) {
      at.out().println("no plugins in " + deployment.folder());
    } else {
      Table table = new Table("FILE", "BUNDLE", "VERSION", "STATE", "WHY");
      for (DeployedPlugin p : plugins) {
        String why = p.code().isEmpty() ? p.detail() : p.code() + ": " + p.detail();
        table.row(p.file().getFileName(), p.bundle(), p.version(), state(p), why);
      }
      table.print(at.out());
    }
    return OK;
  }

  private static String state(DeployedPlugin plugin) {
    return plugin.state().name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator out, List<DeployedPlugin> plugins) throws IOException {
    out.writeArrayFieldStart("files");
    for (DeployedPlugin plugin : plugins) {
      out.writeStartObject();
      out.writeStringField("path", plugin.file().toString());
      out.writeStringField("bundle", plugin.bundle());
      out.writeStringField("version", plugin.version());
      out.writeStringField("state", state(plugin));
      out.writeStringField("code", plugin.code());
      out.writeStringField("detail", plugin.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
