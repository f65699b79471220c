package org.kinora.shell;

import java.nio.file.Path;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.kinora.shell.command.FakePlatform;

/** A real Gogo with our commands on a platform of fakes. */
final class GogoFixture implements AutoCloseable {
  /** One for all: it takes over the standard streams, and there is only one set of these. */
  private static final ThreadIOImpl THREAD_IO = new ThreadIOImpl();

  final CommandProcessorImpl processor = new CommandProcessorImpl(THREAD_IO);
  final RunningCommands running = new RunningCommands();
  final FakePlatform platform;

  GogoFixture(Path root) {
    platform = new FakePlatform(root);
    GogoCommands.functions(platform, running)
        .forEach((name, function) -> processor.addCommand("kinora", function, name));
    Posix posix = new Posix(processor);
    for (String name : new String[] {"cat", "echo", "grep", "head", "ls", "wc"}) {
      processor.addCommand("gogo", posix, name);
    }
    processor.addCommand("gogo", new Builtin(), "history");
  }

  @Override
  public void close() {
    processor.stop();
  }
}
