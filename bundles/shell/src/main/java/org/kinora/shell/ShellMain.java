package org.kinora.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.felix.gogo.runtime.threadio.ThreadInputStream;
import org.apache.felix.gogo.runtime.threadio.ThreadPrintStream;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.shell.command.CommandRunner;
import org.kinora.shell.command.Commands;
import org.kinora.shell.command.Failure;
import org.kinora.shell.command.Invocation;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes the command line that Kinora was started with. Without arguments it is the interactive
 * shell, or a script if standard input is not a terminal; {@code exec} runs a script; anything else
 * is one command, whose arguments are taken as they stand.
 */
@Component(service = ToIntFunction.class, immediate = true, property = "kinora.main:Boolean=true")
public final class ShellMain implements ToIntFunction<String[]> {
  private static final String FROM_INPUT = "-";

  private final CommandProcessor processor;
  private final TrackedPlatform platform;
  private final RunningCommands running = new RunningCommands();
  private final GogoCommands commands;
  private final Version version;
  private final boolean atTerminal;
  private final boolean drawing;
  private @Nullable Terminal terminal;

  /** Called by Declarative Services. */
  @Activate
  public ShellMain(BundleContext context, @Reference CommandProcessor processor) {
    this.processor = processor;
    platform = new TrackedPlatform(context);
    version = context.getBundle().getVersion();
    atTerminal = Boolean.parseBoolean(context.getProperty("kinora.terminal"));
    drawing = atTerminal && !"dumb".equals(System.getenv("TERM"));
    commands = new GogoCommands(context, processor, platform, running);
  }

  /** Ends an interactive shell that still runs. */
  @Deactivate
  synchronized void stop() throws IOException {
    running.interrupt();
    if (terminal != null) {
      terminal.close();
    }
    commands.close();
    platform.close();
  }

  @Override
  public int applyAsInt(String[] arguments) {
    List<String> rest = List.of(arguments);
    if (rest.isEmpty()) {
      return atTerminal ? interactive() : script(List.of(FROM_INPUT));
    }
    List<String> more = rest.subList(1, rest.size());
    return switch (rest.get(0)) {
      case "--version" -> showVersion();
      case "--help", "-h" -> single("help", more);
      case "exec" -> script(more);
      default -> single(rest.get(0), more);
    };
  }

  private int showVersion() {
    PrintStream out = buffered(System.out);
    out.println("Kinora " + release());
    out.flush();
    return 0;
  }

  private String release() {
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }

  private int single(String name, List<String> arguments) {
    PrintStream out = buffered(System.out);
    PrintStream err = errors();
    if (!Commands.contains(name)) {
      return new ScriptSession(processor, screen(), input(), out, err).run(name, arguments);
    }
    Path directory = Path.of("").toAbsolutePath();
    Screen screen = screen();
    Invocation invocation =
        new Invocation(platform, directory, out, err, screen.terminal(), screen.width().getAsInt());
    CtrlC ctrlC = new CtrlC(running, () -> System.exit(Failure.CANCELLED));
    running.enter();
    try {
      return CommandRunner.run(name, arguments, invocation);
    } finally {
      running.leave();
      ctrlC.close();
    }
  }

  private int script(List<String> programs) {
    PrintStream err = errors();
    if (programs.isEmpty()) {
      Failure failure =
          Failure.of(MediaError.ARGUMENT_INVALID, "exec needs commands, or - to read them");
      failure.print(err);
      return failure.exitCode();
    }
    try {
      String program =
          programs.equals(List.of(FROM_INPUT))
              ? new String(input().readAllBytes(), StandardCharsets.UTF_8)
              : String.join("\n", programs);
      PrintStream out = buffered(System.out);
      return new ScriptSession(processor, screen(), input(), out, err).run(program);
    } catch (IOException e) {
      Failure failure = Failure.of(MediaError.IO_ERROR, "standard input: " + e.getMessage());
      failure.print(err);
      return failure.exitCode();
    }
  }

  private int interactive() {
    Path history = stateDirectory().resolve("history");
    try (Terminal opened = open()) {
      return new InteractiveShell(processor, platform, running, opened, history)
          .run("Kinora " + release() + "   help: commands   TAB: completes   exit: leaves");
    } catch (IOException e) {
      Failure failure = Failure.of(MediaError.IO_ERROR, "no terminal: " + e.getMessage());
      failure.print(errors());
      return failure.exitCode();
    }
  }

  /** JLine looks for its terminals where the thread's context class loader says. */
  private synchronized Terminal open() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
    try {
      terminal =
          TerminalBuilder.builder()
              .name("kinora")
              .system(true)
              .nativeSignals(true)
              .signalHandler(Terminal.SignalHandler.SIG_IGN)
              .build();
      return terminal;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Where the XDG base directory specification puts what outlives a session. */
  private static Path stateDirectory() {
    @Nullable String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("kinora");
  }

  private Screen screen() {
    return new Screen(drawing, ShellMain::columns);
  }

  private static int columns() {
    @Nullable String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 80;
  }

  private static PrintStream buffered(PrintStream stream) {
    return new PrintStream(
        new BufferedOutputStream(root(stream)), false, charset("stdout.encoding"));
  }

  private static PrintStream errors() {
    return new PrintStream(root(System.err), true, charset("stderr.encoding"));
  }

  private static InputStream input() {
    return System.in instanceof ThreadInputStream gogo ? gogo.getRoot() : System.in;
  }

  /**
   * The process's own stream. Gogo puts one in its place that leads each thread to its session's
   * stream; a session on top of that would lead to itself.
   */
  private static PrintStream root(PrintStream stream) {
    return stream instanceof ThreadPrintStream gogo ? gogo.getRoot() : stream;
  }

  private static Charset charset(String property) {
    @Nullable String name = System.getProperty(property);
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }
}
