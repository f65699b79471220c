package org.kinora.compose.basic;

import java.io.Closeable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Camera;

/** Draws the camera's picture into its place. */
final class CameraPainter implements Closeable {
  private final Camera camera;
  private final SceneLayout layout;
  private final Scaler scaler;
  private @Nullable VideoFrame scaled;
  private @Nullable Stencil stencil;

  CameraPainter(Camera camera, SceneLayout layout, Scaler.Quality quality) {
    this.camera = camera;
    this.layout = layout;
    scaler = new Scaler(quality);
  }

  /**
   * Draws a picture.
   *
   * @return the pixels of the canvas that it changed; even
   */
  PixelRect paint(VideoFrame picture, VideoFrame canvas) throws MediaException {
    PixelRect place = layout.camera(camera, picture.width(), picture.height());
    Stencil shape = stencil;
    VideoFrame tile = scaled;
    if (shape == null || tile == null || !shape.place().equals(place)) {
      shape = shape(place);
      tile = Pictures.allocate(PixelLayout.I420, place.width(), place.height(), canvas.color());
      stencil = shape;
      scaled = tile;
    }
    scaler.scale(covering(picture, place), tile);
    if (camera.mirrored()) {
      mirror(tile);
    }
    shape.paint(tile, canvas);
    return place;
  }

  private Stencil shape(PixelRect place) {
    double radius = camera.shape() == Camera.Shape.CIRCLE ? place.height() : camera.cornerRadius();
    Rect exact = place.exact();
    return Stencil.of(
        Outline.box(exact.x(), exact.y(), exact.width(), exact.height(), radius),
        exact,
        layout.whole());
  }

  /** The largest middle part of a picture that has the shape of its place. */
  private static VideoFrame covering(VideoFrame picture, PixelRect place) {
    double ratio = (double) place.width() / place.height();
    int width = (int) Math.round(Math.min(picture.width(), picture.height() * ratio));
    int height = (int) Math.round(Math.min(picture.height(), picture.width() / ratio));
    int usedWidth = Math.max(1, width);
    int usedHeight = Math.max(1, height);
    return Pictures.part(
        picture,
        (picture.width() - usedWidth) / 4 * 2,
        (picture.height() - usedHeight) / 4 * 2,
        usedWidth,
        usedHeight);
  }

  private static void mirror(VideoFrame picture) {
    for (int i = 0; i < picture.planes().size(); i++) {
      Plane plane = picture.planes().get(i);
      ByteBuffer data = plane.data();
      byte[] row = new byte[picture.layout().planeWidth(i, picture.width())];
      for (int y = 0; y < picture.layout().planeHeight(i, picture.height()); y++) {
        int at = data.position() + y * plane.stride();
        data.get(at, row);
        for (int x = 0; x < row.length / 2; x++) {
          byte left = row[x];
          row[x] = row[row.length - 1 - x];
          row[row.length - 1 - x] = left;
        }
        data.put(at, row);
      }
    }
  }

  @Override
  public void close() {
    scaler.close();
  }
}
