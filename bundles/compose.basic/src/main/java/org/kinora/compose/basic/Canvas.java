package org.kinora.compose.basic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.compose.basic.PointerPainter.Mark;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Transform;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;

/** Memory that pictures are drawn into, one after the other, and what stands there. */
final class Canvas {
  private final VideoFrame picture;

  /** What lies on top of the backdrop beside the video. */
  private final List<PixelRect> onTop = new ArrayList<>();

  /** What it shows; null while it is drawn, and if that failed. */
  private @Nullable Look look;

  /** The backdrop that it shows around a video whose place no zoom moved; null for others. */
  private Backdrop.@Nullable View around;

  /** Everything that a picture depends on. */
  record Look(
      long screenUs,
      Transform transform,
      boolean zoomsBackground,
      List<Mask> masks,
      List<Caption> captions,
      OptionalLong cameraUs,
      Optional<Mark> pointer) {}

  Canvas(VideoFrame picture) {
    this.picture = picture;
  }

  VideoFrame picture() {
    return picture;
  }

  boolean shows(Look wanted) {
    return wanted.equals(look);
  }

  /** Says that drawing begins: what stands there can be relied on if the last drawing was ended. */
  void begin() {
    if (look == null) {
      around = null;
    }
    look = null;
  }

  /** Whether a backdrop stands around the video, perhaps with something on top. */
  boolean shows(Backdrop.View view) {
    return view.equals(around);
  }

  /** Puts the backdrop back where something lay on top of it. */
  void clearTop(VideoFrame backdrop) {
    for (PixelRect rect : onTop) {
      if (!rect.isEmpty()) {
        Pictures.copy(part(backdrop, rect), part(picture, rect));
      }
    }
    onTop.clear();
  }

  /** Says that what stands there will be covered, or is not known. */
  void forget() {
    around = null;
    onTop.clear();
  }

  /** Says what stands around the video now. */
  void keep(Backdrop.View view) {
    around = view;
  }

  /** Notes what was drawn on top. */
  void add(PixelRect rect) {
    onTop.add(rect);
  }

  /** Says that drawing has ended. */
  void end(Look drawn) {
    look = drawn;
  }

  /** Becomes a copy of another. */
  void copy(Canvas other) {
    begin();
    Pictures.copy(other.picture, picture);
    onTop.clear();
    onTop.addAll(other.onTop);
    around = other.around;
    look = other.look;
  }

  static VideoFrame part(VideoFrame whole, PixelRect rect) {
    return Pictures.part(whole, rect.x(), rect.y(), rect.width(), rect.height());
  }
}
