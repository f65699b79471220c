package org.kinora.compose.filtergraph;

import static org.kinora.compose.filtergraph.Expressions.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.layout.Rect;
import org.kinora.lib.layout.SceneLayout;
import org.kinora.lib.layout.Transform;
import org.kinora.lib.scale.Pictures;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Background;
import org.kinora.scene.VideoLayout;
import org.kinora.spi.compose.ImageSource;

/** The parts of a scene that stand still: each is drawn by a graph of its own, once. */
final class StillLayers {
  private static final String TO_OUTPUT =
      "scale=out_color_matrix=%d:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p";
  private static final String IMAGE = "image";

  private StillLayers() {}

  /** The background, and on it the shadow of a video that is drawn so. */
  static VideoFrame background(
      SceneLayout layout, Transform transform, ColorInfo color, ImageSource images)
      throws IOException {
    String shadow =
        layout
            .scene()
            .video()
            .shadow()
            .map(cast -> shadow(layout, transform, cast))
            .orElse("[back]null[shaded]");
    Background background = layout.scene().background();
    if (background instanceof Background.Image image) {
      VideoFrame[] made = new VideoFrame[1];
      images.read(
          image.path(),
          frame -> {
            VideoFrame picture = (VideoFrame) frame;
            String graph =
                "%s;%s;%s;[shaded]%s,%s"
                    .formatted(
                        PictureGraph.source(IMAGE, picture),
                        placed(image, picture, layout),
                        shadow,
                        text(TO_OUTPUT, color.matrix()),
                        PictureGraph.SINK);
            made[0] = draw(graph, Optional.of(picture), PixelLayout.I420, color);
          });
      return made[0];
    }
    String graph =
        "%s[back];%s;[shaded]%s,%s"
            .formatted(
                colors(background, layout.width(), layout.height()),
                shadow,
                text(TO_OUTPUT, color.matrix()),
                PictureGraph.SINK);
    return draw(graph, Optional.empty(), PixelLayout.I420, color);
  }

  /** How much of each pixel a rounded rectangle covers, as grey. */
  static VideoFrame outline(Rect rect, double radius, int width, int height) throws IOException {
    String graph =
        "nullsrc=s=%dx%d,format=gray,geq=lum='0.5+255*%s',%s"
            .formatted(width, height, Expressions.coverage(rect, radius), PictureGraph.SINK);
    return draw(graph, Optional.empty(), PixelLayout.GRAY, ColorInfo.BT709);
  }

  private static String colors(Background background, int width, int height) {
    if (background instanceof Background.Solid solid) {
      int argb = solid.argb();
      int red = (int) Math.round(Expressions.overBlack(argb, 16));
      int green = (int) Math.round(Expressions.overBlack(argb, 8));
      int blue = (int) Math.round(Expressions.overBlack(argb, 0));
      int rgb = red << 16 | green << 8 | blue;
      return text("color=c=%s:s=%dx%d,format=gbrp", Expressions.rgb(rgb), width, height);
    }
    String position = Expressions.position(background, width, height);
    List<Background.Stop> stops = stops(background);
    return text(
        "nullsrc=s=%dx%d,format=gbrp,geq=r='%s':g='%s':b='%s'",
        width,
        height,
        Expressions.colors(position, stops, argb -> Expressions.overBlack(argb, 16)),
        Expressions.colors(position, stops, argb -> Expressions.overBlack(argb, 8)),
        Expressions.colors(position, stops, argb -> Expressions.overBlack(argb, 0)));
  }

  private static List<Background.Stop> stops(Background background) {
    if (background instanceof Background.LinearGradient linear) {
      return linear.stops();
    } else if (background instanceof Background.RadialGradient radial) {
      return radial.stops();
    } else if (background instanceof Background.ConicGradient conic) {
      return conic.stops();
    }
    throw new IllegalArgumentException("no gradient: " + background);
  }

  private static String placed(Background.Image image, VideoFrame picture, SceneLayout layout) {
    double across = (double) layout.width() / picture.width();
    double down = (double) layout.height() / picture.height();
    double scale =
        image.fit() == Background.Image.Fit.COVER ? Math.max(across, down) : Math.min(across, down);
    boolean isFilled = image.fit() == Background.Image.Fit.FILL;
    long width = Math.round((isFilled ? layout.width() : picture.width() * scale) * image.scale());
    long height =
        Math.round((isFilled ? layout.height() : picture.height() * scale) * image.scale());
    double x = image.anchor().x() * (layout.width() - width) + image.offsetX() * layout.width();
    double y = image.anchor().y() * (layout.height() - height) + image.offsetY() * layout.height();
    String blur = image.blur() > 0 ? text(",gblur=sigma=%f:steps=4", image.blur()) : "";
    return text(
        "color=c=black:s=%dx%d,format=gbrp[black];"
            + "[%s]scale=%d:%d:flags=bicubic+accurate_rnd,format=gbrap%s,"
            + "colorchannelmixer=aa=%f[placed];[black][placed]overlay=%d:%d:format=gbrp[back]",
        layout.width(),
        layout.height(),
        IMAGE,
        width,
        height,
        blur,
        image.opacity(),
        Math.round(x),
        Math.round(y));
  }

  private static String shadow(SceneLayout layout, Transform transform, VideoLayout.Shadow shadow) {
    double scale = transform.scale();
    Rect cast =
        transform
            .of(layout.video().exact())
            .moved(shadow.offsetX() * scale, shadow.offsetY() * scale);
    double sigma = shadow.blur() / 2 * scale;
    return text(
        "nullsrc=s=%1$dx%2$d,format=gray,geq=lum='0.5+255*%3$s'%4$s,"
            + "geq=lum='0.5+lum(X,Y)*%5$f'[alpha];"
            + "color=c=%6$s:s=%1$dx%2$d,format=gbrap[color];[color][alpha]alphamerge[cast];"
            + "[back][cast]overlay=format=gbrp[shaded]",
        layout.width(),
        layout.height(),
        Expressions.coverage(cast, layout.scene().video().cornerRadius() * scale),
        sigma > 0 ? text(",gblur=sigma=%f:steps=4", sigma) : "",
        (shadow.argb() >>> 24) / 255.0,
        Expressions.rgb(shadow.argb()));
  }

  private static VideoFrame draw(
      String graph, Optional<VideoFrame> image, PixelLayout layout, ColorInfo color)
      throws IOException {
    try (PictureGraph filters = PictureGraph.of(graph)) {
      if (image.isPresent()) {
        filters.put(IMAGE, image.get(), 0);
      }
      VideoFrame drawn = filters.take(layout, color);
      VideoFrame kept = Pictures.allocate(layout, drawn.width(), drawn.height(), color);
      Pictures.copy(drawn, kept);
      return kept;
    }
  }
}
