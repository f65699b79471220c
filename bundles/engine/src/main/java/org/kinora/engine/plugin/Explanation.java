package org.kinora.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.engine.plugin.lease.LeasedCaptures;
import org.kinora.engine.plugin.lease.LeasedFormat;
import org.kinora.engine.plugin.lease.Registration;
import org.kinora.engine.plugin.lease.Registrations;
import org.kinora.plugins.PluginChoice;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.spi.capture.CaptureFactory;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.StorageFormat;

/** Says why a provider is chosen and the others are not. */
final class Explanation {
  private static final String HOLDER = "why";

  private final Registry registry;

  Explanation(Registry registry) {
    this.registry = registry;
  }

  /** Which format opens a place, and what each says of it. */
  List<PluginChoice> ofRecording(Path at) throws IOException {
    PlainFiles.check(at);
    List<PluginChoice> choices = new ArrayList<>();
    boolean isTaken = false;
    for (Registration<StorageFormat> plugin : registry.formats.list()) {
      Probe probe = new LeasedFormat(plugin, HOLDER).probe(at);
      boolean takes = probe instanceof Probe.Match && !plugin.isDraining() && !isTaken;
      choices.add(
          new PluginChoice(EnginePlugins.info(plugin), takes, reason(plugin, probe, takes)));
      isTaken |= takes;
    }
    return choices;
  }

  private String reason(Registration<StorageFormat> plugin, Probe probe, boolean takes) {
    if (plugin.isDraining()) {
      return "is draining";
    } else if (takes) {
      return says(probe) + (registry.preferences.isPreferred(plugin) ? ", is preferred" : "");
    }
    return says(probe)
        + (probe instanceof Probe.Match ? ", and so does one that is asked before it" : "");
  }

  private static String says(Probe probe) {
    if (probe instanceof Probe.Match match) {
      return "opens it: version " + match.version();
    } else if (probe instanceof Probe.WrongVersion wrong) {
      return "reads versions %d to %d, not %d"
          .formatted(wrong.oldest(), wrong.newest(), wrong.found());
    } else {
      return ((Probe.NoMatch) probe).reason();
    }
  }

  /** Which provider of a kind is chosen for a name; for captures, for a source. */
  List<PluginChoice> of(Kind kind, String input) {
    List<PluginChoice> choices = new ArrayList<>();
    for (Registrations<?> some : registry.all()) {
      if (some.kind() == kind) {
        explain(some, input, choices);
      }
    }
    return choices;
  }

  private <T> void explain(Registrations<T> some, String input, List<PluginChoice> choices) {
    Registration<T> first = null;
    for (Registration<T> plugin : some.list(input)) {
      if (!isFor(plugin, input)) {
        continue;
      }
      boolean takes = first == null && !plugin.isDraining();
      first = takes ? plugin : first;
      String reason =
          takes || first == null
              ? standing(plugin, input)
              : standing(plugin, input) + "; " + behind(plugin, first, input);
      choices.add(new PluginChoice(EnginePlugins.info(plugin), takes, reason));
    }
  }

  private static boolean isFor(Registration<?> plugin, String input) {
    return plugin.kind() == Kind.CAPTURE
        ? new LeasedCaptures(captures(plugin), HOLDER).supports(input)
        : plugin.names().isEmpty() || plugin.names().contains(input);
  }

  @SuppressWarnings("unchecked") // captures are all that has this kind
  private static Registration<CaptureFactory> captures(Registration<?> plugin) {
    return (Registration<CaptureFactory>) plugin;
  }

  private String standing(Registration<?> plugin, String input) {
    String ranking = "ranking " + plugin.ranking();
    if (plugin.isDraining()) {
      return ranking + ", is draining";
    }
    return registry.preferences.isPreferred(plugin, input) ? ranking + ", is preferred" : ranking;
  }

  private String behind(Registration<?> plugin, Registration<?> first, String input) {
    if (plugin.isDraining()) {
      return "gets no new sessions";
    } else if (registry.preferences.isPreferred(first, input)) {
      return "another is preferred";
    } else if (plugin.ranking() != first.ranking()) {
      return "another has ranking " + first.ranking();
    } else if (!plugin.version().equals(first.version())) {
      return "another has version " + first.version();
    }
    return "another came first";
  }
}
