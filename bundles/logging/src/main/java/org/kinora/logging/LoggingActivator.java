package org.kinora.logging;

import ch.qos.logback.classic.LoggerContext;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.LoggerFactory;

/**
 * Closes the log file when the framework stops. This bundle has the lowest start level: it begins
 * before and ends after everything that logs.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LoggingActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    // Logback configures itself at the first message
  }

  @Override
  public void stop(BundleContext context) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
      loggers.stop();
    }
  }
}
