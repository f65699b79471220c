package org.kinora.launcher.probe;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Stands for the shell: prints its arguments and returns how many there are. With the argument
 * {@code wait} it first waits until its bundle is stopped.
 */
public final class Probe implements BundleActivator {
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public void start(BundleContext context) {
    ToIntFunction<String[]> main = arguments -> run(context, arguments);
    context.registerService(
        ToIntFunction.class, main, FrameworkUtil.asDictionary(Map.of("kinora.main", true)));
  }

  private int run(BundleContext context, String[] arguments) {
    System.out.println("arguments " + String.join("|", arguments));
    System.out.println("recordings " + context.getProperty("kinora.recordings"));
    System.out.flush();
    if (arguments.length > 0 && arguments[0].equals("wait")) {
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return arguments.length;
  }

  @Override
  public void stop(BundleContext context) {
    System.out.println("stopped");
    System.out.flush();
    stopped.countDown();
  }
}
