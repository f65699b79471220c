package org.kinora.shell.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** All commands by name. Classes are loaded when a command is first used. */
public final class Commands {
  private static final Map<String, Supplier<KinoraCommand>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("list", ListCommand::new);
    ALL.put("find", FindCommand::new);
    ALL.put("info", InfoCommand::new);
    ALL.put("frames", FramesCommand::new);
    ALL.put("gop", GopCommand::new);
    ALL.put("seek", SeekCommand::new);
    ALL.put("verify", VerifyCommand::new);
    ALL.put("timecode", TimecodeCommand::new);
    ALL.put("boxes", BoxesCommand::new);
    ALL.put("record", RecordCommand::new);
    ALL.put("import", ImportCommand::new);
    ALL.put("upgrade", UpgradeCommand::new);
    ALL.put("repair", RepairCommand::new);
    ALL.put("recover", RecoverCommand::new);
    ALL.put("copy", CopyCommand::new);
    ALL.put("render", RenderCommand::new);
    ALL.put("scene", SceneCommand::new);
    ALL.put("preview", PreviewCommand::new);
    ALL.put("export", ExportCommand::new);
    ALL.put("images", ImagesCommand::new);
    ALL.put("thumbs", ThumbsCommand::new);
    ALL.put("waveform", WaveformCommand::new);
    ALL.put("dataset", DatasetCommand::new);
    ALL.put("jobs", JobsCommand::new);
    ALL.put("pause", PauseCommand::new);
    ALL.put("resume", ResumeCommand::new);
    ALL.put("cancel", CancelCommand::new);
    ALL.put("forget", ForgetCommand::new);
    ALL.put("retain", RetainCommand::new);
    ALL.put("rescan", RescanCommand::new);
    ALL.put("formats", FormatsCommand::new);
    ALL.put("plugins", PluginsCommand::new);
    ALL.put("inspect", InspectCommand::new);
    ALL.put("why", WhyCommand::new);
    ALL.put("prefer", PreferCommand::new);
    ALL.put("drain", DrainCommand::new);
    ALL.put("deployed", DeployedCommand::new);
    ALL.put("install", InstallCommand::new);
    ALL.put("update", UpdateCommand::new);
    ALL.put("uninstall", UninstallCommand::new);
    ALL.put("config", ConfigCommand::new);
    ALL.put("demo", DemoCommand::new);
    ALL.put("help", HelpCommand::new);
  }

  private Commands() {}

  /** The names, in the order in which help lists them. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Whether there is a command of this name. */
  public static boolean contains(String name) {
    return ALL.containsKey(name);
  }

  static KinoraCommand create(String name) {
    Supplier<KinoraCommand> command = ALL.get(name);
    if (command == null) {
      throw new IllegalArgumentException("no command " + name);
    }
    return command.get();
  }

  /** What a command does, in one line. */
  public static String summary(String name) {
    Command command = create(name).getClass().getAnnotation(Command.class);
    return String.format(Locale.ROOT, command.description()[0]);
  }

  /** The options and arguments of a command. */
  public static CommandSpec spec(String name) {
    return CommandSpec.forAnnotatedObject(create(name));
  }

  /** A parser that fills in the command and takes every argument as it stands. */
  static CommandLine parser(KinoraCommand command, boolean terminal, int width) {
    return new CommandLine(command)
        .setExpandAtFiles(false)
        .setInterpolateVariables(true)
        .setUsageHelpWidth(Math.max(60, Math.min(width, 100)))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal ? Ansi.ON : Ansi.OFF));
  }
}
