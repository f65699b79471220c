package org.kinora.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Lets JavaCPP unpack the native libraries into this bundle's data area: unpacked once for each
 * installation, shared with no other program, gone when the bundle is uninstalled. All of them are
 * unpacked at the first start, so that a full disk is found before any work is begun.
 *
 * <p>JavaCPP reads the property when its loader class is initialised, so it is set before anything
 * of JavaCPP is touched. The libraries stay loaded until the process ends: this bundle is changed
 * by a restart only.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class FfmpegActivator implements BundleActivator {
  private static final List<Class<?>> NEEDED_LATER =
      List.of(avformat.class, swresample.class, swscale.class, avfilter.class);
  private static final String CACHE_DIRECTORY = "org.bytedeco.javacpp.cachedir";

  @Override
  public void start(BundleContext context) throws IOException {
    File natives = context.getDataFile("natives");
    if (natives != null) {
      Files.createDirectories(natives.toPath());
      System.setProperty(CACHE_DIRECTORY, natives.getPath());
      unpack(natives.toPath());
    }
  }

  private static void unpack(Path natives) throws IOException {
    try {
      Loader.load(avcodec.class); // what is needed at every start
      Path unpacked = natives.resolve("unpacked");
      if (!Files.exists(unpacked)) {
        for (Class<?> library : NEEDED_LATER) {
          Loader.load(library);
        }
        Files.createFile(unpacked);
      }
    } catch (LinkageError e) {
      throw new IOException(
          "FFmpeg's libraries cannot be unpacked into %s, where %d MB are free, or do not load (%s); free space, or choose another cache with --cache DIR"
              .formatted(
                  natives,
                  Files.getFileStore(natives).getUsableSpace() / 1_000_000,
                  e.getMessage()),
          e);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // nothing can be undone: native libraries stay mapped
  }
}
