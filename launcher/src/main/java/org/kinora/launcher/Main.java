package org.kinora.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Starts a feature, hands it the command line, and exits with what it returns.
 *
 * <p>The distribution is the directory above this jar's, or the system property {@code
 * kinora.home}.
 */
public final class Main {
  private static final long COMMAND_LIMIT_MS = TimeUnit.SECONDS.toMillis(5);

  private Main() {}

  /** Runs and exits. */
  public static void main(String[] args) {
    int exitCode = LaunchException.SOFTWARE;
    try {
      exitCode = run(List.of(args));
    } catch (LaunchException e) {
      System.err.println("kinora: " + e.getMessage());
      exitCode = e.exitCode();
    } catch (RuntimeException | Error e) {
      e.printStackTrace(System.err);
    }
    System.exit(exitCode);
  }

  private static int run(List<String> commandLine) throws LaunchException {
    Options options = Options.parse(commandLine, System.getenv(), home(), version());
    try (KinoraFramework framework = KinoraFramework.start(options.launch())) {
      // Ctrl-C and kill: the engine cancels its jobs, which remove what they have not finished
      Runtime.getRuntime().addShutdownHook(new Thread(framework::close, "kinora-stop"));
      return framework
          .command(COMMAND_LIMIT_MS)
          .applyAsInt(options.arguments().toArray(String[]::new));
    }
  }

  private static Path home() {
    String property = System.getProperty("kinora.home");
    if (property != null) {
      return Path.of(property).toAbsolutePath().normalize();
    }
    try {
      Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Objects.requireNonNull(Objects.requireNonNull(jar.getParent()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }
}
