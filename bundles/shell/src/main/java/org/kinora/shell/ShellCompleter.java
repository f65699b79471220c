package org.kinora.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import org.kinora.export.JobInfo;
import org.kinora.lib.timecode.TimecodeRate;
import org.kinora.media.Effort;
import org.kinora.media.MediaException;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.scene.Anchor;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Pointer;
import org.kinora.shell.command.Commands;
import org.kinora.shell.command.Platform;
import org.kinora.shell.command.PluginKinds;
import org.kinora.shell.command.WriterOption;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completes command names, options, and values. What a value may be follows from the word that
 * stands for it in the command's usage: REC, FILE, CONTAINER ...
 */
final class ShellCompleter implements Completer {
  private static final String OURS = "kinora:";
  private static final List<String> KINDS = List.of("video", "audio", "events");
  private static final List<String> SCENE_ACTIONS = List.of("show", "set", "validate", "remove");
  private static final List<String> PCM =
      List.of("pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le");

  private final CommandSession session;
  private final Platform platform;

  ShellCompleter(CommandSession session, Platform platform) {
    this.session = session;
    this.platform = platform;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word().substring(0, line.wordCursor());
    if (line.wordIndex() == 0) {
      commands(candidates);
      return;
    }
    String command = line.words().get(0);
    String name = command.startsWith(OURS) ? command.substring(OURS.length()) : command;
    if (!Commands.contains(name)) {
      files(word, candidates);
      return;
    }
    arguments(Commands.spec(name), line.words().subList(1, line.wordIndex()), word, candidates);
  }

  private void commands(List<Candidate> candidates) {
    Map<String, String> summaries = new TreeMap<>();
    for (String command : Shell.getCommands(session)) {
      String name = command.substring(command.indexOf(':') + 1);
      if (!name.startsWith("_")) {
        summaries.put(name, "");
      }
    }
    Commands.names().forEach(name -> summaries.put(name, Commands.summary(name)));
    summaries.forEach(
        (name, summary) -> {
          String group = summary.isEmpty() ? "other commands" : "commands";
          @Nullable String description = summary.isEmpty() ? null : summary;
          candidates.add(new Candidate(name, name, group, description, null, null, true));
        });
  }

  private void arguments(
      CommandSpec spec, List<String> before, String word, List<Candidate> candidates) {
    if (!spec.subcommands().isEmpty()) {
      actions(spec, before, word, candidates);
      return;
    }
    int position = 0;
    @Nullable ArgSpec open = null;
    for (String argument : before) {
      @Nullable OptionSpec option = spec.findOption(argument);
      if (open != null) {
        open = null;
      } else if (option != null) {
        open = option.arity().max() > 0 ? option : null;
      } else if (!argument.startsWith("-")) {
        position++;
      }
    }
    if (open == null && word.startsWith("-")) {
      options(spec, before, candidates);
      return;
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (open == null && parameter.index().contains(position)) {
        open = parameter;
      }
    }
    if (open instanceof OptionSpec option && List.of(option.names()).contains("--set")) {
      boolean datasets = List.of(option.names()).contains("--option");
      settings(plugin -> (plugin.kind() == Kind.DATASET) == datasets, before, candidates);
    } else if (open != null) {
      values(open.paramLabel(), word, candidates);
    } else {
      options(spec, before, candidates);
    }
  }

  /** The actions of a command, or what belongs to the one that was named. */
  private void actions(
      CommandSpec spec, List<String> before, String word, List<Candidate> candidates) {
    for (int i = 0; i < before.size(); i++) {
      @Nullable CommandLine action = spec.subcommands().get(before.get(i));
      if (action != null) {
        List<String> behind = before.subList(i + 1, before.size());
        arguments(action.getCommandSpec(), behind, word, candidates);
        return;
      }
    }
    spec.subcommands()
        .forEach(
            (name, action) -> {
              String description = action.getCommandSpec().usageMessage().description()[0];
              candidates.add(new Candidate(name, name, "actions", description, null, null, true));
            });
  }

  private static void options(CommandSpec spec, List<String> used, List<Candidate> candidates) {
    for (OptionSpec option : spec.options()) {
      boolean again = option.isMultiValue() || !used.contains(option.longestName());
      if (again) {
        String description = String.join(" ", option.description());
        candidates.add(
            new Candidate(
                option.longestName(),
                option.longestName(),
                "options",
                description,
                null,
                null,
                true));
      }
    }
  }

  private void values(String label, String word, List<Candidate> candidates) {
    switch (label) {
      case "REC" -> {
        recordings(word, candidates);
        files(word, candidates);
      }
      case "FILE", "DIR", "SOURCE", "BACKGROUND" -> files(word, candidates);
      case "COMMAND" -> words(Commands.names(), candidates);
      case "TIMECODE-RATE" -> words(TimecodeRate.USUAL, candidates);
      case "ZONE" -> words(new TreeSet<>(ZoneId.getAvailableZoneIds()), candidates);
      case "KIND" -> words(KINDS, candidates);
      case "PCM" -> words(PCM, candidates);
      case "SHAPE" -> {
        words(
            Stream.of(OutputSize.Ratio.values()).map(OutputSize.Ratio::text).toList(), candidates);
        words(List.of("source"), candidates);
      }
      case "PRESET" -> words(choices(Effort.values()), candidates);
      case "CURSOR" -> words(choices(Pointer.Shape.values()), candidates);
      case "CAMERA" -> words(choices(Anchor.values()), candidates);
      case "ACTION" -> words(SCENE_ACTIONS, candidates);
      case "JOB" -> words(jobs(), candidates);
      case "PLUGIN-KIND" -> words(PluginKinds.words(), candidates);
      case "PLUGIN" -> words(named(), candidates);
      case "BUNDLE" -> words(bundles(), candidates);
      case "CONTAINER" -> words(plugged(Kind.MUXER), candidates);
      case "CODEC" -> words(plugged(Kind.ENCODER), candidates);
      case "DATASET" -> words(plugged(Kind.DATASET), candidates);
      case "FORMAT" -> words(plugged(Kind.STORAGE), candidates);
      default -> {}
    }
  }

  private static void words(Collection<String> words, List<Candidate> candidates) {
    words.forEach(word -> candidates.add(new Candidate(word)));
  }

  /** As options write them. */
  private static List<String> choices(Enum<?>... choices) {
    return Stream.of(choices)
        .map(choice -> choice.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private Set<String> plugged(Kind kind) {
    Set<String> names = new TreeSet<>();
    for (PluginInfo plugin : plugins()) {
      boolean fits = plugin.kind() == kind;
      boolean written = !plugin.properties().getOrDefault("format.writes", "").startsWith("-");
      if (fits && written) {
        names.addAll(List.of(plugin.name().split(" ")));
      }
    }
    return names;
  }

  private Set<String> bundles() {
    return plugins().stream()
        .map(PluginInfo::bundle)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whatever plugins are called. */
  private Set<String> named() {
    Set<String> names = bundles();
    plugins().forEach(plugin -> names.addAll(List.of(plugin.name().split(" "))));
    return names;
  }

  private List<String> jobs() {
    try {
      return platform.exports().jobs().stream().map(JobInfo::id).toList();
    } catch (MediaException e) {
      return List.of(); // without the engine there is nothing to offer
    }
  }

  private List<PluginInfo> plugins() {
    try {
      return platform.plugins().list();
    } catch (MediaException e) {
      return List.of(); // without the engine there is nothing to offer
    }
  }

  /** The options of the format or container that was named, or of all that fit. */
  private void settings(
      Predicate<PluginInfo> fitting, List<String> before, List<Candidate> candidates) {
    List<PluginInfo> all = plugins().stream().filter(fitting).toList();
    List<PluginInfo> named =
        all.stream()
            .filter(
                plugin ->
                    before.contains(plugin.name())
                        || before.contains(plugin.properties().get("extension")))
            .toList();
    for (PluginInfo plugin : named.isEmpty() ? all : named) {
      for (WriterOption option : WriterOption.of(plugin)) {
        String key = option.name() + "=";
        candidates.add(
            new Candidate(key, key, plugin.name(), option.description(), null, null, false));
      }
    }
  }

  /** Ids are the names below the catalog's root; opening each to be sure would take too long. */
  private void recordings(String word, List<Candidate> candidates) {
    if (word.contains("/")) {
      return;
    }
    try {
      for (Path entry : children(platform.catalog().root())) {
        String id = entry.getFileName().toString();
        candidates.add(new Candidate(id, id, "recordings", null, null, null, true));
      }
    } catch (MediaException e) {
      // without the engine there is nothing to offer
    }
  }

  private void files(String word, List<Candidate> candidates) {
    String begun = word.substring(0, word.lastIndexOf('/') + 1);
    String directory =
        begun.startsWith("~/") ? System.getProperty("user.home") + begun.substring(1) : begun;
    Path in;
    try {
      in = session.currentDir().resolve(directory);
    } catch (InvalidPathException e) {
      return;
    }
    for (Path file : children(in)) {
      String name = file.getFileName().toString();
      boolean deeper = Files.isDirectory(file);
      String value = begun + name + (deeper ? "/" : "");
      candidates.add(
          new Candidate(value, name + (deeper ? "/" : ""), "files", null, null, null, !deeper));
    }
  }

  private static List<Path> children(Path directory) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path child : stream) {
        if (!child.getFileName().toString().startsWith(".")) {
          children.add(child);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    children.sort(null);
    return children;
  }
}
