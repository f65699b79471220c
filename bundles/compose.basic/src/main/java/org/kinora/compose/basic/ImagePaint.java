package org.kinora.compose.basic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.RoundedRect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.compose.ImageSource;

/** An image over black, made once as it fills the output. */
final class ImagePaint {
  private ImagePaint() {}

  /** Reads and prepares an image. */
  static Paint of(Background.Image image, ImageSource images, SceneLayout layout, ColorInfo color)
      throws IOException {
    List<VideoFrame> found = new ArrayList<>(1);
    images.read(image.path(), frame -> found.add(converted((VideoFrame) frame, color)));
    if (found.isEmpty()) {
      throw new MediaException(
          MediaError.DECODE_ERROR, "image " + image.path() + " has no picture in it");
    }
    VideoFrame picture = found.get(0);
    VideoFrame fitted = Pictures.allocate(PixelLayout.I420, layout.width(), layout.height(), color);
    fillBlack(fitted);
    Rect place = place(image, picture, layout);
    new Resampler(Quality.FULL)
        .draw(
            picture,
            new PixelRect(0, 0, picture.width(), picture.height()),
            place,
            new RoundedRect(place, 0),
            fitted);
    PixelPaint paint = new PixelPaint(layout.width(), layout.height());
    for (int i = 0; i < fitted.planes().size(); i++) {
      int[] numbers = finished(image, fitted, i);
      int columns = fitted.layout().planeWidth(i, fitted.width());
      for (int y = 0; y < fitted.layout().planeHeight(i, fitted.height()); y++) {
        paint.put(i, y, numbers, y * columns);
      }
    }
    return paint;
  }

  /** A copy as the canvas is coded; alpha is over black. */
  private static VideoFrame converted(VideoFrame frame, ColorInfo color) throws MediaException {
    VideoFrame copy = Pictures.allocate(PixelLayout.I420, frame.width(), frame.height(), color);
    VideoFrame opaque = frame.layout() == PixelLayout.RGBA ? overBlack(frame) : frame;
    try (Scaler scaler = new Scaler(Scaler.Quality.BICUBIC)) {
      scaler.scale(opaque, copy);
    }
    return copy;
  }

  private static VideoFrame overBlack(VideoFrame frame) {
    VideoFrame copy =
        Pictures.allocate(frame.layout(), frame.width(), frame.height(), frame.color());
    Pictures.copy(frame, copy);
    ByteBuffer data = copy.planes().get(0).data();
    for (int y = 0; y < copy.height(); y++) {
      int row = data.position() + y * copy.planes().get(0).stride();
      for (int x = row; x < row + 4 * copy.width(); x += 4) {
        int alpha = data.get(x + 3) & 0xFF;
        for (int i = x; i < x + 3; i++) {
          data.put(i, (byte) (((data.get(i) & 0xFF) * alpha + 127) / 255));
        }
      }
    }
    return copy;
  }

  private static void fillBlack(VideoFrame picture) {
    Paint black = Paint.solid(0xFF000000, picture.color());
    int[] row = new int[picture.width()];
    for (int i = 0; i < picture.planes().size(); i++) {
      int columns = picture.layout().planeWidth(i, picture.width());
      black.row(i, 0, 0, 1, row, 0, columns);
      for (int y = 0; y < picture.layout().planeHeight(i, picture.height()); y++) {
        Dither.row(row, 0, columns, y, picture.planes().get(i));
      }
    }
  }

  private static Rect place(Background.Image image, VideoFrame picture, SceneLayout layout) {
    double across = (double) layout.width() / picture.width();
    double down = (double) layout.height() / picture.height();
    double scaleX =
        switch (image.fit()) {
          case COVER -> Math.max(across, down);
          case CONTAIN -> Math.min(across, down);
          case FILL -> across;
        };
    double scaleY = image.fit() == Background.Image.Fit.FILL ? down : scaleX;
    double itsWidth = picture.width() * scaleX * image.scale();
    double itsHeight = picture.height() * scaleY * image.scale();
    return new Rect(
        (layout.width() - itsWidth) * image.anchor().x() + image.offsetX() * layout.width(),
        (layout.height() - itsHeight) * image.anchor().y() + image.offsetY() * layout.height(),
        itsWidth,
        itsHeight);
  }

  /** Blurs a plane and lets black shine through. */
  private static int[] finished(Background.Image image, VideoFrame picture, int plane) {
    int columns = picture.layout().planeWidth(plane, picture.width());
    int rows = picture.layout().planeHeight(plane, picture.height());
    float[] numbers = new float[columns * rows];
    ByteBuffer data = picture.planes().get(plane).data();
    for (int y = 0; y < rows; y++) {
      int at = data.position() + y * picture.planes().get(plane).stride();
      for (int x = 0; x < columns; x++) {
        numbers[y * columns + x] = data.get(at + x) & 0xFF;
      }
    }
    if (image.blur() > 0) {
      new GaussianBlur(image.blur() / (plane == 0 ? 1 : 2)).run(numbers, columns, rows);
    }
    double black = Ycbcr.BLACK.component(plane);
    int[] parts = new int[numbers.length];
    for (int i = 0; i < parts.length; i++) {
      double number = black + image.opacity() * (numbers[i] - black);
      parts[i] = (int) Math.min(Paint.LEVEL * 255, Math.round(Paint.LEVEL * number));
    }
    return parts;
  }
}
