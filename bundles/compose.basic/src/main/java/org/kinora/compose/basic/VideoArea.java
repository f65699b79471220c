package org.kinora.compose.basic;

import org.kinora.lib.scale.Pictures;
import org.kinora.media.Scene;
import org.kinora.media.VideoFrame;

/**
 * Where the video goes in a scene.
 *
 * @param x from the left edge, even, so that chroma falls on whole pixels
 * @param y from the upper edge, even
 * @param width even
 * @param height even
 */
record VideoArea(int x, int y, int width, int height) {
  /** The largest place in the middle of a scene, within its padding, of the picture's shape. */
  static VideoArea fit(Scene scene, int pictureWidth, int pictureHeight) {
    int roomWidth = scene.width() - 2 * scene.padding();
    int roomHeight = scene.height() - 2 * scene.padding();
    double scale = Math.min((double) roomWidth / pictureWidth, (double) roomHeight / pictureHeight);
    int width = side(pictureWidth * scale, roomWidth, scene.width());
    int height = side(pictureHeight * scale, roomHeight, scene.height());
    return new VideoArea((scene.width() - width) / 2, (scene.height() - height) / 2, width, height);
  }

  /**
   * The length nearest to the exact one that leaves the same even margin at both ends: it differs
   * from the whole by a multiple of four.
   */
  private static int side(double exact, int room, int whole) {
    int rest = whole % 4;
    int nearest = (int) Math.round((exact - rest) / 4) * 4 + rest;
    int fitting = nearest > room ? nearest - 4 : nearest;
    return Math.max(fitting, rest == 0 ? 4 : rest);
  }

  /** This area's pixels of a picture. */
  VideoFrame of(VideoFrame canvas) {
    return Pictures.part(canvas, x, y, width, height);
  }
}
