package org.kinora.launcher.probe;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that resolves and does not start. */
public final class Refusing implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("not today");
  }

  @Override
  public void stop(BundleContext context) {
    // never started
  }
}
