package org.kinora.shell;

import java.io.EOFException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.Closure;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.jline.terminal.impl.DumbTerminal;
import org.kinora.shell.command.Failure;

/** Runs commands through Gogo without a person at a prompt. */
final class ScriptSession {
  /** Where names are looked up: our commands first. */
  static final String SCOPE = "kinora:gogo:*";

  /** How Gogo says that a word with * or ? in it names no file. */
  private static final String NO_FILE = "no matches found";

  private static final String FAILED_PIPE = ".kinora.failed-pipe";

  private final CommandProcessor processor;
  private final Screen screen;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  ScriptSession(
      CommandProcessor processor, Screen screen, InputStream in, PrintStream out, PrintStream err) {
    this.processor = processor;
    this.screen = screen;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs a program up to its first failure.
   *
   * @return the exit code
   */
  int run(CharSequence program) {
    try (CommandSession session = session()) {
      return execute(session, program);
    }
  }

  /**
   * Runs one command with its arguments as they stand: the program that Gogo reads holds neither,
   * so that nothing in them means anything to it.
   */
  int run(String command, List<String> arguments) {
    try (CommandSession session = session()) {
      Function call = (here, none) -> find(command, here).execute(here, new ArrayList<>(arguments));
      session.put("call", call);
      return execute(session, "call");
    }
  }

  private static Function find(String command, CommandSession session)
      throws CommandNotFoundException {
    Object found = session.get(command.contains(":") ? command : "*:" + command);
    if (found instanceof Function function) {
      return function;
    }
    throw new CommandNotFoundException(command);
  }

  private CommandSession session() {
    CommandSession session = processor.createSession(in, out, err);
    session.put("SCOPE", SCOPE);
    screen.set(session);
    // some of Gogo's commands ask for a terminal; JLine is loaded when the first one does
    Function terminal = (asking, none) -> new DumbTerminal(in, out);
    session.put("#.terminal", terminal);
    session.setJobListener((job, before, now) -> noteFailedPipe(session, now));
    return session;
  }

  /** Gogo forgets what fails in a pipeline before its last command; the exit code must not. */
  private static void noteFailedPipe(CommandSession session, Job.Status now) {
    if (now == Job.Status.Done
        && session.get(FAILED_PIPE) == null
        && session.get(Closure.PIPE_EXCEPTION) instanceof Exception failed) {
      int exitCode =
          Stream.of(failed.getSuppressed())
              .filter(CommandFailure.class::isInstance)
              .mapToInt(failure -> ((CommandFailure) failure).exitCode())
              .findFirst()
              .orElse(1);
      session.put(FAILED_PIPE, exitCode);
    }
  }

  private int execute(CommandSession session, CharSequence program) {
    try {
      Object result = session.execute(program);
      if (result != null) {
        out.println(session.format(result, Converter.INSPECT));
      }
      return session.get(FAILED_PIPE) instanceof Integer exitCode ? exitCode : 0;
    } catch (ExitRequest e) {
      return e.exitCode();
    } catch (Exception e) {
      return report(e, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** Tells what is not told yet, and returns the exit code. */
  static int report(Exception error, PrintStream err) {
    if (error instanceof CommandFailure failure) {
      return failure.exitCode();
    }
    Failure failure = failure(error);
    failure.print(err);
    return failure.exitCode();
  }

  /** What went wrong in Gogo or in a command that is not ours. */
  private static Failure failure(Exception error) {
    if (error instanceof CommandNotFoundException unknown) {
      String message = "there is no command '" + unknown.getCommand() + "'";
      return Failure.usage(message, "'help' lists the commands.");
    } else if (error instanceof SyntaxError
        || error instanceof EOFException
        || error instanceof IllegalArgumentException
        || String.valueOf(error.getMessage()).startsWith(NO_FILE)) {
      return Failure.usage(
          String.valueOf(error.getMessage()),
          "Put quotes around what holds spaces, $, *, ?, #, % or ().");
    }
    Throwable cause = error.getCause();
    return Failure.of(error instanceof InvocationTargetException && cause != null ? cause : error);
  }
}
