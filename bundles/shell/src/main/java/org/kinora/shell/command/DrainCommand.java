package org.kinora.shell.command;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginLease;
import org.kinora.plugins.Plugins;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a plugin come free. */
@Command(
    name = "drain",
    description = {
      "Begins no new sessions with a plugin, and waits until those that are open have ended.",
      "",
      "Others that provide the same are used instead; open recordings move to them at once."
    },
    footer = {
      "  drain com.example.storage.tape",
      "  drain com.example.storage.tape --version 1.0.0 --limit 10s",
      "  drain com.example.storage.tape --undo"
    })
final class DrainCommand extends KinoraCommand {
  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "The symbolic name of a bundle, as 'plugins' lists it.")
  String bundle = "";

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Which one, if there are several.")
  String version = "";

  @Option(
      names = "--limit",
      paramLabel = "TIME",
      description = "How long to wait at most; 30s by default, 0 to ask only.")
  String limit = "30s";

  @Option(names = "--undo", description = "Let sessions begin with it again.")
  boolean undo;

  @Override
  int run(Invocation at) throws IOException {
    Plugins plugins = at.platform().plugins();
    List<PluginLease> left = new ArrayList<>();
    Duration patience = Duration.of(Times.parse(limit), ChronoUnit.MICROS);
    for (long id : ids(plugins)) {
      if (undo) {
        plugins.undrain(id);
      } else {
        left.addAll(drain(plugins, id, patience));
      }
    }
    if (!left.isEmpty()) {
      throw new MediaException(
          MediaError.TIMEOUT, bundle + " is held by " + String.join(", ", holders(left)));
    }
    String is = undo ? "is used again" : "is free";
    if (json) {
      at.json(out -> out.writeStringField("bundle", bundle));
    } else {
      at.out().println(bundle + " " + is);
    }
    return OK;
  }

  private List<Long> ids(Plugins plugins) throws MediaException {
    List<Long> ids =
        plugins.list().stream()
            .filter(plugin -> plugin.bundle().equals(bundle))
            .filter(plugin -> version.isEmpty() || plugin.version().equals(version))
            .map(PluginInfo::bundleId)
            .distinct()
            .toList();
    if (ids.isEmpty()) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND,
          "no bundle %s provides anything".formatted((bundle + " " + version).strip()));
    }
    return ids;
  }

  private List<PluginLease> drain(Plugins plugins, long id, Duration patience)
      throws MediaException {
    try {
      return plugins.drain(id, patience);
    } catch (InterruptedException e) {
      throw new MediaException(
          MediaError.CANCELLED, "gave up waiting for " + bundle + ", which goes on draining", e);
    }
  }

  private static List<String> holders(List<PluginLease> leases) {
    return leases.stream()
        .map(lease -> "%s (%s %s)".formatted(lease.holder(), kind(lease), lease.name()))
        .distinct()
        .toList();
  }

  private static String kind(PluginLease lease) {
    return PluginKinds.word(lease.kind());
  }
}
