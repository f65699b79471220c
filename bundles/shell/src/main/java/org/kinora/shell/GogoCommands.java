package org.kinora.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.kinora.shell.command.Commands;
import org.kinora.shell.command.Platform;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Registers commands with Gogo: ours in scope {@code kinora}, and in scope {@code gogo} those that
 * make a shell of it. What is behind a command is loaded when it is first used.
 */
final class GogoCommands implements AutoCloseable {
  private static final String KINORA = "kinora";
  private static final String GOGO = "gogo";
  private static final String[] BUILTIN = {"history", "jobs", "fg", "bg", "set", "tac", "type"};
  private static final String[] PROCEDURAL = {"each", "if", "not", "try", "until", "while"};
  private static final String[] POSIX = {
    "cat", "cd", "clear", "date", "echo", "grep", "head", "less", "ls", "pwd", "sleep", "sort",
    "tail", "watch", "wc"
  };

  private final BundleContext context;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  GogoCommands(
      BundleContext context,
      CommandProcessor processor,
      Platform platform,
      RunningCommands running) {
    this.context = context;
    functions(platform, running).forEach((name, function) -> add(name, function));
    addLazily(Builtin.class, Builtin::new, BUILTIN);
    addLazily(Procedural.class, Procedural::new, PROCEDURAL);
    addLazily(Posix.class, () -> new Posix(processor), POSIX);
    BundleContext system = context.getBundle(0).getBundleContext();
    registrations.add(context.registerService(Converter.class, new Converters(system), null));
  }

  /** Our commands by name. */
  static Map<String, Function> functions(Platform platform, RunningCommands running) {
    Map<String, Function> functions = new LinkedHashMap<>();
    for (String name : Commands.names()) {
      functions.put(name, new CommandFunction(name, platform, running));
    }
    functions.put("exit", GogoCommands::exit);
    return functions;
  }

  private static Object exit(Object session, List<Object> arguments) throws ExitRequest {
    String code = arguments.isEmpty() ? "0" : String.valueOf(arguments.get(0));
    throw new ExitRequest(code.matches("\\d{1,3}") ? Integer.parseInt(code) : 2);
  }

  private void add(String name, Function function) {
    registrations.add(
        context.registerService(
            Function.class, function, FrameworkUtil.asDictionary(properties(KINORA, name))));
  }

  private <T> void addLazily(Class<T> type, Supplier<T> maker, String... names) {
    ServiceFactory<T> factory =
        new ServiceFactory<>() {
          @Override
          public T getService(Bundle bundle, ServiceRegistration<T> registration) {
            return maker.get();
          }

          @Override
          public void ungetService(Bundle bundle, ServiceRegistration<T> registration, T service) {}
        };
    registrations.add(
        context.registerService(
            type, factory, FrameworkUtil.asDictionary(properties(GOGO, names))));
  }

  private static Map<String, Object> properties(String scope, String... names) {
    return Map.of(CommandProcessor.COMMAND_SCOPE, scope, CommandProcessor.COMMAND_FUNCTION, names);
  }

  @Override
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
  }
}
