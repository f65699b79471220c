package org.kinora.shell;

import java.io.FilterOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.kinora.shell.command.Platform;

/** Reads commands from a person at a terminal, until {@code exit} or Ctrl-D. */
final class InteractiveShell {
  private static final String PROMPT = "kinora> ";
  private static final int HISTORY_LINES = 2000;
  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  private final CommandProcessor processor;
  private final Platform platform;
  private final RunningCommands running;
  private final Terminal terminal;
  private final Path history;

  /** Shows at once what is written: Gogo's channels never flush, and progress cannot wait. */
  private static final class Unbuffered extends FilterOutputStream {
    Unbuffered(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      out.flush();
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      out.flush();
    }
  }

  /**
   * Prepares a shell.
   *
   * @param terminal stays the caller's; closing it ends the shell
   * @param history a file that need not exist
   */
  InteractiveShell(
      CommandProcessor processor,
      Platform platform,
      RunningCommands running,
      Terminal terminal,
      Path history) {
    this.processor = processor;
    this.platform = platform;
    this.running = running;
    this.terminal = terminal;
    this.history = history;
  }

  /**
   * Runs on this thread to the end.
   *
   * @return the exit code
   */
  int run(String banner) {
    if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
      // a pseudo-terminal that nobody gave a size
      terminal.setSize(new Size(USUAL_COLUMNS, USUAL_ROWS));
    }
    OutputStream screen = new Unbuffered(terminal.output());
    PrintStream out = new PrintStream(screen, true, charset());
    try (CommandSession session = processor.createSession(terminal.input(), screen, screen)) {
      prepare(session);
      LineReader reader = reader(session);
      session.put(Shell.VAR_READER, reader);
      SignalHandler before = terminal.handle(Signal.INT, signal -> interrupt(session));
      try {
        out.println(banner);
        return loop(session, reader, out);
      } finally {
        terminal.handle(Signal.INT, before);
      }
    }
  }

  private Charset charset() {
    return terminal.encoding() == null ? Charset.defaultCharset() : terminal.encoding();
  }

  private void prepare(CommandSession session) {
    session.put(Shell.VAR_SCOPE, ScriptSession.SCOPE);
    session.put(Shell.VAR_TERMINAL, terminal);
    session.put(Shell.VAR_PROCESSOR, processor);
    session.put(Shell.VAR_SESSION, session);
    Function columns = (asking, none) -> terminal.getWidth();
    session.put("#COLUMNS", columns);
    new Screen(!isDumb(), terminal::getWidth).set(session);
  }

  private boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  private LineReader reader(CommandSession session) {
    LineReader reader =
        LineReaderBuilder.builder()
            .appName("kinora")
            .terminal(terminal)
            .parser(new Parser())
            .highlighter(new Highlighter(session))
            .completer(new ShellCompleter(session, platform))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
            .build();
    // a ! in an argument is a ! and nothing else
    reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    reader.setOpt(LineReader.Option.AUTO_FRESH_LINE);
    reader.unsetOpt(LineReader.Option.HISTORY_TIMESTAMPED);
    return reader;
  }

  private int loop(CommandSession session, LineReader reader, PrintStream out) {
    for (Optional<String> line = read(reader); line.isPresent(); line = read(reader)) {
      try {
        Object result = session.execute(line.get());
        if (result != null) {
          out.println(session.format(result, Converter.INSPECT));
        }
      } catch (ExitRequest e) {
        return e.exitCode();
      } catch (Exception e) {
        ScriptSession.report(e, out);
      }
    }
    return 0;
  }

  /** The next line; empty after Ctrl-C, absent at the end or when the terminal is gone. */
  private static Optional<String> read(LineReader reader) {
    try {
      return Optional.of(reader.readLine(PROMPT));
    } catch (UserInterruptException e) {
      return Optional.of("");
    } catch (EndOfFileException | IOError | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private void interrupt(CommandSession session) {
    Job job = session.foregroundJob();
    if (!running.interrupt() && job != null) {
      job.interrupt();
    }
  }
}
