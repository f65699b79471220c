package org.kinora.shell.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prefers a plugin to others. */
@Command(
    name = "prefer",
    description = {
      "Says which plugin provides something, whatever the ranking of others. It lasts.",
      "",
      "Sessions that are open are not changed. 'why' shows the choice."
    },
    footer = {
      "  prefer encoder h264 com.example.codec",
      "  prefer encoder h264 --reset",
    })
final class PreferCommand extends KinoraCommand {
  private static final String PID = "org.kinora.plugins";
  private static final String SETTING = "preferred";

  @Parameters(
      index = "0",
      paramLabel = "PLUGIN-KIND",
      description = "storage, decoder, encoder ...")
  String kind = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "A format, codec, container ...")
  String name = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "BUNDLE",
      description = "The symbolic name of the bundle that shall provide it.")
  String bundle = "";

  @Option(names = "--reset", description = "Prefer none any more.")
  boolean reset;

  @Override
  int run(Invocation at) throws IOException {
    PluginInfo.Kind wanted = PluginKinds.parse(kind);
    if (reset != bundle.isEmpty()) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "either a bundle or --reset");
    }
    if (!reset) {
      checkThere(at.platform().plugins().list(), wanted);
    }
    String begin = kind + " " + name + " ";
    Settings settings = at.platform().settings();
    List<String> preferred = new ArrayList<>(now(settings));
    preferred.removeIf(one -> one.startsWith(begin));
    if (!reset) {
      preferred.add(begin + bundle);
    }
    settings.set(PID, SETTING, preferred);
    if (json) {
      at.json(
          out -> {
            out.writeArrayFieldStart("preferred");
            for (String one : preferred) {
              out.writeString(one);
            }
            out.writeEndArray();
          });
    } else {
      at.out().println(begin + (reset ? "has no preference" : "comes from " + bundle));
    }
    return OK;
  }

  private static List<String> now(Settings settings) throws IOException {
    return settings.list().stream()
        .filter(setting -> setting.pid().equals(PID) && setting.name().equals(SETTING))
        .flatMap(setting -> setting.values().stream())
        .toList();
  }

  private void checkThere(List<PluginInfo> plugins, PluginInfo.Kind wanted) throws MediaException {
    List<String> able =
        plugins.stream()
            .filter(plugin -> plugin.kind() == wanted)
            .filter(plugin -> List.of(plugin.name().split(" ")).contains(name))
            .map(PluginInfo::bundle)
            .distinct()
            .toList();
    if (!able.contains(bundle)) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND,
          "%s provides no %s %s; %s do".formatted(bundle, kind, name, able));
    }
  }
}
