package org.kinora.compose.basic;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kinora.lib.layout.PixelRect;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Caption;

/** Draws captions; each is made into stencils once, when it is first shown. */
final class CaptionPainter implements Closeable {
  /** Lengths as parts of the font's size. */
  private static final double LINE = 1.2;

  private static final double ASCENT = 0.95;
  private static final double BOX_SIDE = 0.4;
  private static final double BOX_END = 0.15;
  private static final double BOX_RADIUS = 0.2;

  private final SceneLayout layout;
  private final TextRaster raster = new TextRaster();
  private final Map<Caption, Tile> tiles = new HashMap<>();

  /** A caption, ready to be drawn. */
  private record Tile(Stencil box, Stencil text) {}

  CaptionPainter(SceneLayout layout) {
    this.layout = layout;
  }

  /**
   * Draws captions, back to front, and forgets those that are no longer shown.
   *
   * @return the pixels of the canvas that changed; even
   */
  List<PixelRect> paint(List<Caption> captions, VideoFrame canvas) throws IOException {
    tiles.keySet().retainAll(captions);
    List<PixelRect> changed = new ArrayList<>();
    for (Caption caption : captions) {
      Tile tile = tiles.get(caption);
      if (tile == null) {
        tile = tile(caption);
        tiles.put(caption, tile);
      }
      tile.box.paint(caption.boxArgb(), 1, canvas);
      tile.text.paint(caption.argb(), 1, canvas);
      changed.add(tile.box.place());
      changed.add(tile.text.place());
    }
    return changed;
  }

  private Tile tile(Caption caption) throws IOException {
    boolean hasBox = caption.boxArgb() >>> 24 != 0;
    double side = hasBox ? BOX_SIDE * caption.size() : 0;
    double end = hasBox ? BOX_END * caption.size() : 0;
    Letters letters = draw(caption);
    Rect box =
        layout.place(
            caption.anchor(),
            caption.margin(),
            letters.width() + 2 * side,
            letters.height() + 2 * end);
    Rect whole = new Rect(Math.rint(box.x()), Math.rint(box.y()), box.width(), box.height());
    Outline outline =
        Outline.box(
            whole.x(), whole.y(), whole.width(), whole.height(), BOX_RADIUS * caption.size());
    return new Tile(
        Stencil.of(outline, whole, layout.whole()),
        letters.stencil(
            (int) Math.rint(whole.x() + side), (int) Math.rint(whole.y() + end), layout.whole()));
  }

  private Letters draw(Caption caption) throws IOException {
    List<TextRaster.Line> lines = new ArrayList<>();
    double pitch = LINE * caption.size();
    for (String text : caption.text().split("\n", -1)) {
      double baseline = lines.size() * pitch + ASCENT * caption.size();
      lines.add(new TextRaster.Line(text.replaceAll("\\p{Cntrl}", " "), baseline));
    }
    int height = Math.min(layout.height(), (int) Math.ceil(lines.size() * pitch));
    byte[] white = raster.draw(lines, caption.size(), caption.anchor().x(), layout.width(), height);
    return new Letters(white, layout.width(), height);
  }

  @Override
  public void close() throws IOException {
    raster.close();
  }
}
