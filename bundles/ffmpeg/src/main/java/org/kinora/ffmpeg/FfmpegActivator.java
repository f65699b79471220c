package org.kinora.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Lets JavaCPP unpack the native libraries into this bundle's data area: unpacked once for each
 * installation, shared with no other program, gone when the bundle is uninstalled.
 *
 * <p>JavaCPP reads the property when its loader class is initialised, so it is set before anything
 * of JavaCPP is touched. The libraries stay loaded until the process ends: this bundle is changed
 * by a restart only.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class FfmpegActivator implements BundleActivator {
  private static final String CACHE_DIRECTORY = "org.bytedeco.javacpp.cachedir";

  @Override
  public void start(BundleContext context) throws IOException {
    File natives = context.getDataFile("natives");
    if (natives != null) {
      Files.createDirectories(natives.toPath());
      System.setProperty(CACHE_DIRECTORY, natives.getPath());
    }
  }

  @Override
  public void stop(BundleContext context) {
    // nothing can be undone: native libraries stay mapped
  }
}
