package org.kinora.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;
import org.kinora.shell.command.CommandRunner;
import org.kinora.shell.command.Invocation;
import org.kinora.shell.command.Platform;

/** One command as Gogo sees it. */
final class CommandFunction implements Function {
  private final String name;
  private final Platform platform;
  private final RunningCommands running;

  CommandFunction(String name, Platform platform, RunningCommands running) {
    this.name = name;
    this.platform = platform;
    this.running = running;
  }

  @Override
  public @Nullable Object execute(CommandSession session, List<Object> arguments)
      throws CommandFailure {
    Process process = Objects.requireNonNull(Process.Utils.current(), "not within a pipeline");
    int exitCode = run(session, arguments, process.out(), process.err());
    if (exitCode != 0) {
      throw new CommandFailure(name, exitCode);
    }
    return null;
  }

  private int run(
      CommandSession session, List<Object> arguments, PrintStream out, PrintStream err) {
    Screen screen = Screen.of(session);
    Invocation at =
        new Invocation(
            platform, session.currentDir(), out, err, screen.terminal(), screen.width().getAsInt());
    running.enter();
    try {
      return CommandRunner.run(name, arguments.stream().map(String::valueOf).toList(), at);
    } finally {
      running.leave();
    }
  }
}
