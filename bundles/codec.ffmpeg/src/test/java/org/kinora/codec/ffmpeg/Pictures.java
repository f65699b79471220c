package org.kinora.codec.ffmpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/** Pictures for tests, and what tests ask of pictures. */
final class Pictures {
  private Pictures() {}

  /** A soft pattern that moves with {@code step}, in rows a little longer than the picture. */
  static VideoFrame moving(int width, int height, PixelLayout layout, int step, long timeUs) {
    List<Plane> planes = new ArrayList<>();
    for (int p = 0; p < layout.planes(); p++) {
      int rowBytes = layout.planeWidth(p, width) * layout.bytesPerPixel();
      int stride = rowBytes + 7;
      int rows = layout.planeHeight(p, height);
      ByteBuffer data = ByteBuffer.allocateDirect(stride * rows);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < rowBytes; x++) {
          data.put(y * stride + x, value(layout, p, x, y, step));
        }
      }
      planes.add(new Plane(data, stride));
    }
    return new VideoFrame(timeUs, 0, width, height, layout, ColorInfo.BT709, planes);
  }

  private static byte value(PixelLayout layout, int plane, int x, int y, int step) {
    if (layout == PixelLayout.RGBA && x % 4 == 3) {
      return (byte) 255;
    }
    int at = layout == PixelLayout.RGBA ? x / 4 : x;
    double wave = Math.sin((at + 3 * step) / 17.0 + plane) + Math.cos((y - 2 * step) / 13.0);
    double swing = plane == 0 ? 45 : 20;
    return (byte) Math.round(128 + swing * wave);
  }

  /** The planes without the ends of their rows. */
  static byte[] packed(VideoFrame frame) {
    PixelLayout layout = frame.layout();
    int total = 0;
    for (int p = 0; p < layout.planes(); p++) {
      total += rowBytes(frame, p) * layout.planeHeight(p, frame.height());
    }
    byte[] packed = new byte[total];
    int at = 0;
    for (int p = 0; p < layout.planes(); p++) {
      Plane plane = frame.planes().get(p);
      for (int y = 0; y < layout.planeHeight(p, frame.height()); y++) {
        plane
            .data()
            .get(plane.data().position() + y * plane.stride(), packed, at, rowBytes(frame, p));
        at += rowBytes(frame, p);
      }
    }
    return packed;
  }

  private static int rowBytes(VideoFrame frame, int plane) {
    return frame.layout().planeWidth(plane, frame.width()) * frame.layout().bytesPerPixel();
  }

  /** Peak signal to noise ratio of bytes, in dB. */
  static double psnr(byte[] expected, byte[] found) {
    if (expected.length != found.length) {
      throw new AssertionError(found.length + " bytes, expected " + expected.length);
    }
    double squares = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = (expected[i] & 0xff) - (found[i] & 0xff);
      squares += difference * difference;
    }
    return squares == 0 ? 99 : 10 * Math.log10(255.0 * 255.0 * expected.length / squares);
  }
}
