package org.kinora.tck.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;

/**
 * For tests: pictures as raw bytes without gaps, which is how FFmpeg's programs take and give them.
 */
public final class RawPictures {
  private RawPictures() {}

  /** FFmpeg's name of a layout. */
  public static String formatName(PixelLayout layout) {
    return switch (layout) {
      case I420 -> "yuv420p";
      case I422 -> "yuv422p";
      case I444 -> "yuv444p";
      case I420_10 -> "yuv420p10le";
      case GRAY -> "gray";
      case RGBA -> "rgba";
    };
  }

  /** FFmpeg's moving test picture, without margin behind its planes. */
  public static VideoFrame testPicture(PixelLayout layout, int width, int height, ColorInfo color) {
    byte[] raw =
        Ffmpeg.run(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=640x360",
            "-frames:v",
            "1",
            "-vf",
            "scale=" + width + ":" + height + ",format=" + formatName(layout),
            "-f",
            "rawvideo",
            "-");
    return of(raw, layout, width, height, color);
  }

  /** A picture of these bytes, each plane in a buffer that ends with its last pixel. */
  public static VideoFrame of(
      byte[] raw, PixelLayout layout, int width, int height, ColorInfo color) {
    List<Plane> planes = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < layout.planes(); i++) {
      int row = rowBytes(layout, i, width);
      int size = row * layout.planeHeight(i, height);
      planes.add(new Plane(ByteBuffer.allocateDirect(size).put(0, raw, offset, size), row));
      offset += size;
    }
    if (offset != raw.length) {
      throw new IllegalArgumentException(raw.length + " bytes, expected " + offset);
    }
    return new VideoFrame(0, 0, width, height, layout, color, planes);
  }

  /** The pixels of one plane, row after row. */
  public static byte[] plane(VideoFrame frame, int plane) {
    int row = rowBytes(frame.layout(), plane, frame.width());
    int rows = frame.layout().planeHeight(plane, frame.height());
    ByteBuffer data = frame.planes().get(plane).data();
    byte[] bytes = new byte[row * rows];
    for (int y = 0; y < rows; y++) {
      data.get(data.position() + y * frame.planes().get(plane).stride(), bytes, y * row, row);
    }
    return bytes;
  }

  /** Writes a picture as a file that {@link #input} reads. */
  public static Path write(VideoFrame frame, Path file) throws IOException {
    Files.write(file, new byte[0]);
    for (int i = 0; i < frame.planes().size(); i++) {
      Files.write(file, plane(frame, i), StandardOpenOption.APPEND);
    }
    return file;
  }

  /** The arguments that make FFmpeg read a file of {@link #write}. */
  public static List<String> input(VideoFrame frame, Path file) {
    return List.of(
        "-f",
        "rawvideo",
        "-pixel_format",
        formatName(frame.layout()),
        "-video_size",
        frame.width() + "x" + frame.height(),
        "-i",
        file.toString());
  }

  /** Fills a plane's visible pixels with one byte. */
  public static void fill(VideoFrame frame, int plane, int number) {
    int row = rowBytes(frame.layout(), plane, frame.width());
    byte[] bytes = new byte[row];
    Arrays.fill(bytes, (byte) number);
    Plane target = frame.planes().get(plane);
    for (int y = 0; y < frame.layout().planeHeight(plane, frame.height()); y++) {
      target.data().put(target.data().position() + y * target.stride(), bytes);
    }
  }

  private static int rowBytes(PixelLayout layout, int plane, int width) {
    return layout.planeWidth(plane, width) * layout.bytesPerPixel();
  }

  /** The peak signal-to-noise ratio in dB of two runs of 8-bit numbers; infinite if equal. */
  public static double psnr(byte[] one, byte[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " and " + other.length + " bytes");
    }
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = (one[i] & 0xFF) - (other[i] & 0xFF);
      sum += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255.0 * one.length / sum);
  }
}
