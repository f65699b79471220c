package org.kinora.compose.basic;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.scale.Pictures;
import org.kinora.lib.scale.Scaler;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Mask;

/** The recorded picture as it is drawn: its colour known, masks applied, coded as needed. */
final class Recorded implements Closeable {
  private static final int HD_COLUMNS = 1280;
  private static final int HD_LINES = 720;
  private static final int UNSPECIFIED = 2;

  private final ColorInfo track;
  private final ColorInfo drawn;
  private final Scaler converter = new Scaler(Scaler.Quality.BICUBIC);
  private @Nullable VideoFrame copy;

  /**
   * Prepares for pictures of a track.
   *
   * @param drawn the colour that they are drawn in
   */
  Recorded(VideoFormat track, ColorInfo drawn) {
    this.track = track.color();
    this.drawn = drawn;
  }

  /**
   * Prepares a picture.
   *
   * @param like a picture that it must be coded like; absent where that does not matter
   * @return the picture itself, or a copy that is valid until the next call
   */
  VideoFrame picture(VideoFrame frame, List<Mask> masks, Optional<VideoFrame> like)
      throws MediaException {
    VideoFrame colored = colored(frame);
    boolean isAlike = like.map(other -> Scaler.areCodedAlike(colored, other)).orElse(true);
    if (masks.isEmpty() && isAlike) {
      return colored;
    }
    VideoFrame made = copy;
    if (made == null || made.width() != frame.width() || made.height() != frame.height()) {
      made = Pictures.allocate(PixelLayout.I420, frame.width(), frame.height(), drawn);
      copy = made;
    }
    converter.scale(colored, made);
    for (Mask mask : masks) {
      Hiding.apply(mask, made, frame.layout());
    }
    return made;
  }

  /**
   * What a picture's colour leaves open, its track says. A matrix that neither says is chosen as
   * players do: BT.709 for high definition, else BT.601, which the scaler takes.
   */
  private VideoFrame colored(VideoFrame frame) {
    ColorInfo own = frame.color();
    ColorInfo color =
        new ColorInfo(
            own.range() == ColorInfo.Range.UNSPECIFIED ? track.range() : own.range(),
            own.primaries() == UNSPECIFIED ? track.primaries() : own.primaries(),
            own.transfer() == UNSPECIFIED ? track.transfer() : own.transfer(),
            matrix(frame));
    return color.equals(own)
        ? frame
        : new VideoFrame(
            frame.timeUs(),
            frame.durationUs(),
            frame.width(),
            frame.height(),
            frame.layout(),
            color,
            frame.planes());
  }

  private int matrix(VideoFrame frame) {
    int said = frame.color().matrix() == UNSPECIFIED ? track.matrix() : frame.color().matrix();
    boolean isHd = frame.width() >= HD_COLUMNS || frame.height() >= HD_LINES;
    return said == UNSPECIFIED && isHd ? ColorInfo.BT709.matrix() : said;
  }

  @Override
  public void close() {
    converter.close();
  }
}
