package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginChoice;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a choice. */
@Command(
    name = "why",
    description = "Says which plugin is chosen for something, and why the others are not.",
    footer = {"  why storage demo-h264", "  why encoder h264", "  why muxer mp4"})
final class WhyCommand extends KinoraCommand {
  @Parameters(
      index = "0",
      paramLabel = "PLUGIN-KIND",
      description = "storage, decoder, encoder ...")
  String kind = "";

  @Parameters(
      index = "1",
      paramLabel = "REC",
      description = "For storage a recording, for captures a source, else a codec, container ...")
  String input = "";

  @Override
  int run(Invocation at) throws IOException {
    Kind asked = PluginKinds.parse(kind);
    String about = asked == Kind.STORAGE ? RecordingArgument.resolve(input, at).toString() : input;
    List<PluginChoice> choices = at.platform().plugins().why(asked, about);
    if (choices.isEmpty()) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND, "no plugin provides the %s '%s'".formatted(kind, input));
    }
    if (json) {
      at.json(out -> write(out, choices));
    } else {
      Table table = new Table("", "NAME", "BUNDLE", "VERSION", "WHY");
      for (PluginChoice choice : choices) {
        table.row(
            choice.chosen() ? "*" : "",
            PluginsCommand.provides(choice.plugin()),
            choice.plugin().bundle(),
            choice.plugin().version(),
            choice.reason());
      }
      table.print(at.out());
    }
    return OK;
  }

  private static void write(JsonGenerator out, List<PluginChoice> choices) throws IOException {
    out.writeArrayFieldStart("choices");
    for (PluginChoice choice : choices) {
      out.writeStartObject();
      out.writeBooleanField("chosen", choice.chosen());
      out.writeStringField("reason", choice.reason());
      PluginsCommand.write(out, choice.plugin());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
