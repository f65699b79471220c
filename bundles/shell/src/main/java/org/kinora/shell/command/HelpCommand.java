package org.kinora.shell.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains commands. */
@Command(
    name = "help",
    description = "Lists the commands, or explains one.",
    footer = {"  help", "  help export"})
final class HelpCommand extends KinoraCommand {
  private static final String USAGE =
      """
      Usage: kinora                    start the interactive shell
             kinora COMMAND [ARG...]   run one command
             kinora exec 'A; B | C'    run commands the way the shell does ('-' reads them)
             kinora --version
      """;
  private static final String ENDING =
      """
      REC is a recording's id, or the path of a recording or media file.
      'help COMMAND' explains one command. --json makes its result, or its error, one JSON document.
      In the shell: pipes (frames REC | grep key), ';' between commands, quotes around spaces, #, % and ();
      also cat cd clear date each echo grep head history less ls pwd sort tail wc; exit or Ctrl-D ends it.
      Exit codes: 0 done, 1 failed, 2 not understood, 3 verify or repair found lost samples, 130 cancelled.
      """;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command to explain.")
  @Nullable String command;

  @Override
  int run(Invocation at) throws IOException {
    if (command != null) {
      explain(command, at);
    } else if (json) {
      at.json(
          out -> {
            out.writeObjectFieldStart("commands");
            for (String name : Commands.names()) {
              out.writeStringField(name, Commands.summary(name));
            }
            out.writeEndObject();
          });
    } else {
      at.out().print(USAGE);
      at.out().println("\nCommands:");
      Commands.names()
          .forEach(name -> at.out().println("  %-8s  %s".formatted(name, Commands.summary(name))));
      at.out().println();
      at.out().print(ENDING);
    }
    return OK;
  }

  private void explain(String name, Invocation at) throws IOException {
    if (!Commands.contains(name)) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "there is no command '" + name + "'");
    }
    CommandLine parser = Commands.parser(Commands.create(name), at.terminal(), at.width());
    if (json) {
      String usage = parser.getUsageMessage(CommandLine.Help.Ansi.OFF);
      at.json(
          out -> {
            out.writeStringField("command", name);
            out.writeStringField("help", usage);
          });
    } else {
      parser.usage(at.out(), parser.getColorScheme());
    }
  }
}
