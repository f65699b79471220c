package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.Setting;
import org.kinora.plugins.Settings;
import org.kinora.shell.text.Printable;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows and changes settings. */
@Command(
    name = "config",
    description = {
      "Lists, shows, sets or resets settings. They take effect while Kinora runs, and last."
    },
    footer = {
      "  config list",
      "  config show org.kinora.deploy",
      "  config set org.kinora.deploy serviceLimitMs 5000",
      "  config reset org.kinora.deploy serviceLimitMs"
    })
final class ConfigCommand extends KinoraCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WHAT",
      description = "list, show, set or reset; list by default.")
  String what = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "PID", description = "A configuration.")
  String pid = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "NAME", description = "A setting of it.")
  String name = "";

  @Parameters(
      index = "3..*",
      paramLabel = "VALUE",
      description = "Its value, or its values if it holds several.")
  List<String> values = new ArrayList<>();

  @Override
  int run(Invocation at) throws IOException {
    Settings settings = at.platform().settings();
    List<Setting> result =
        switch (what) {
          case "list" -> settings.list();
          case "show" -> settings.list().stream().filter(this::isMeant).toList();
          case "set" -> List.of(settings.set(pid, name, values));
          case "reset" -> List.of(settings.reset(pid, name));
          default ->
              throw new MediaException(
                  MediaError.ARGUMENT_INVALID, "'" + what + "' is not list, show, set or reset");
        };
    if (what.equals("show") && result.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "there is no setting '" + name + "' of '" + pid + "'");
    }
    if (json) {
      at.json(out -> write(out, result));
    } else if (what.equals("show")) {
      result.forEach(setting -> describe(at, setting));
    } else {
      Table table = new Table("PID", "NAME", "VALUE", "USUAL");
      for (Setting s : result) {
        table.row(s.pid(), s.name(), text(s.values()), s.isSet() ? text(s.usual()) : "");
      }
      table.print(at.out());
    }
    return OK;
  }

  private boolean isMeant(Setting setting) {
    return setting.pid().equals(pid) && (name.isEmpty() || setting.name().equals(name));
  }

  private static void describe(Invocation at, Setting setting) {
    at.out().println(Printable.of(setting.name() + ": " + setting.title()));
    at.out().println(Printable.of("  " + setting.description()));
    String type = setting.type() + (setting.several() ? ", any number of them" : "");
    String options = setting.options().isEmpty() ? "" : ": " + text(setting.options());
    at.out().println(Printable.of("  type   " + type + options));
    at.out().println(Printable.of("  value  " + text(setting.values())));
    at.out().println(Printable.of("  usual  " + text(setting.usual())));
  }

  private static String text(List<String> values) {
    return String.join(", ", values);
  }

  private static void write(JsonGenerator out, List<Setting> settings) throws IOException {
    out.writeArrayFieldStart("settings");
    for (Setting setting : settings) {
      out.writeStartObject();
      out.writeStringField("pid", setting.pid());
      out.writeStringField("name", setting.name());
      out.writeStringField("title", setting.title());
      out.writeStringField("description", setting.description());
      out.writeStringField("type", setting.type());
      out.writeBooleanField("several", setting.several());
      write(out, "options", setting.options());
      write(out, "usual", setting.usual());
      write(out, "values", setting.values());
      out.writeBooleanField("isSet", setting.isSet());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, String field, List<String> texts)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
