package org.kinora.codec.ffmpeg.capture;

import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;

import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.global.avdevice;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * FFmpeg's device library. It is linked with the libraries of a desktop, which a server may lack,
 * so it is loaded only for a device.
 */
final class Devices {
  private static final String NEEDED = "libxcb1, libxcb-shm0, libasound2, libpulse0";

  private Devices() {}

  /**
   * Finds a kind of device.
   *
   * @throws MediaException IO_ERROR if the device library does not load here, naming what lacks
   */
  static AVInputFormat format(String name) throws MediaException {
    try {
      avdevice.avdevice_register_all();
    } catch (LinkageError e) {
      throw new MediaException(
          MediaError.IO_ERROR,
          "FFmpeg's device library does not load, so there is no %s: %s; it needs the packages %s"
              .formatted(name, rootMessage(e), NEEDED),
          e);
    }
    @Nullable AVInputFormat format = av_find_input_format(name);
    if (format == null) {
      throw new MediaException(MediaError.IO_ERROR, "this FFmpeg has no devices of kind " + name);
    }
    return format;
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    for (@Nullable Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }
}
