package org.kinora.shell.command;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command: reads its arguments, does it, and reports what went wrong. */
public final class CommandRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

  private CommandRunner() {}

  /**
   * Runs a command on this thread. Interrupting the thread cancels it.
   *
   * @param name one of {@link Commands#names()}
   * @param arguments as the user meant them, without quotes
   * @return the exit code; whatever failed has been reported
   */
  public static int run(String name, List<String> arguments, Invocation at) {
    boolean json = arguments.contains("--json");
    try {
      KinoraCommand command = Commands.create(name);
      CommandLine parser = Commands.parser(command, at.terminal(), at.width());
      CommandLine chosen = chosen(parser.parseArgs(arguments.toArray(new String[0])));
      if (chosen.isUsageHelpRequested()) {
        chosen.usage(at.out(), chosen.getColorScheme());
        return KinoraCommand.OK;
      }
      KinoraCommand action = chosen.getCommand();
      action.json |= command.json;
      return action.run(at);
    } catch (ParameterException e) {
      String message = name + ": " + e.getMessage();
      return report(Failure.usage(message, "Run '" + name + " --help'."), json, at);
    } catch (IOException e) {
      return report(Failure.of(e), json, at);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{} {} failed", name, arguments, e);
      return report(Failure.of(e), json, at);
    } finally {
      at.out().flush();
      at.err().flush();
    }
  }

  /** The command, or the action of it that was named. */
  private static CommandLine chosen(ParseResult parsed) {
    return parsed.hasSubcommand()
        ? chosen(parsed.subcommand())
        : parsed.commandSpec().commandLine();
  }

  private static int report(Failure failure, boolean json, Invocation at) {
    if (json) {
      try {
        failure.json(at);
        return failure.exitCode();
      } catch (IOException e) {
        LOG.debug("standard output is gone", e);
      }
    }
    failure.print(at.err());
    return failure.exitCode();
  }
}
