package org.kinora.shell.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginLease;
import org.kinora.shell.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows all that a plugin says of itself. */
@Command(
    name = "inspect",
    description = "Shows all that a plugin says of itself, its options, and who uses it.",
    footer = {"  inspect reel", "  inspect h264", "  inspect org.kinora.container.mp4"})
final class InspectCommand extends KinoraCommand {
  /** What is shown in a way of its own. */
  private static final Set<String> TOLD =
      Set.of(
          "description", "format.options", "container.options", "dataset.options", "format.loses");

  @Parameters(
      index = "0",
      paramLabel = "PLUGIN",
      description = "What it provides (a format, codec, container ...), or its bundle.")
  String plugin = "";

  @Override
  int run(Invocation at) throws IOException {
    List<PluginInfo> found = at.platform().plugins().list().stream().filter(this::isMeant).toList();
    if (found.isEmpty()) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND,
          "nothing that is called '%s' is plugged in".formatted(plugin));
    }
    if (json) {
      at.json(out -> PluginsCommand.write(out, found));
      return OK;
    }
    List<PluginLease> leases = at.platform().plugins().leases();
    for (int i = 0; i < found.size(); i++) {
      if (i > 0) {
        at.out().println();
      }
      describe(at.out(), found.get(i), leases);
    }
    return OK;
  }

  private boolean isMeant(PluginInfo info) {
    return info.bundle().equals(plugin) || List.of(info.name().split(" ")).contains(plugin);
  }

  private static void describe(PrintStream out, PluginInfo info, List<PluginLease> leases) {
    line(out, "", PluginKinds.word(info.kind()), PluginsCommand.provides(info));
    Map<String, String> properties = new TreeMap<>(info.properties());
    line(out, "  ", "description", properties.getOrDefault("description", ""));
    line(out, "  ", "bundle", info.bundle() + " " + info.version());
    line(out, "  ", "ranking", Integer.toString(info.ranking()));
    line(out, "  ", "state", info.draining() ? "draining" : "active");
    properties.forEach(
        (name, value) -> {
          if (!TOLD.contains(name)) {
            line(out, "  ", name, value.replace("\n", " | "));
          }
        });
    List<WriterOption> options = WriterOption.of(info);
    if (!options.isEmpty()) {
      out.println("  options");
      for (WriterOption option : options) {
        line(out, "    ", option.name() + "=" + option.usual(), option.description());
      }
    }
    properties
        .getOrDefault("format.loses", "")
        .lines()
        .forEach(loss -> line(out, "  ", "does not keep", loss));
    leases.stream()
        .filter(lease -> lease.bundleId() == info.bundleId() && lease.kind() == info.kind())
        .filter(lease -> List.of(info.name().split(" ")).contains(lease.name()))
        .forEach(lease -> line(out, "  ", "held by", lease.holder()));
  }

  private static void line(PrintStream out, String indent, String name, String value) {
    if (!value.isEmpty()) {
      out.println(Printable.of("%s%-22s %s".formatted(indent, name, value)));
    }
  }
}
