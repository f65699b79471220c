package org.kinora.compose.basic;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.filter.FilterGraph;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Draws text with FFmpeg's filter {@code drawtext}: FreeType draws the letters and HarfBuzz places
 * them. The font is the one in this bundle, DejaVu Sans; what it has no letter for becomes a box.
 * One thread at a time.
 */
final class TextRaster implements Closeable {
  private static final String FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

  /** As messages begin. */
  private static final String WHAT = "drawing a caption";

  private @Nullable Path font;

  /** Lines at their places. */
  record Line(String text, double baseline) {}

  /**
   * Draws white lines on black.
   *
   * @param size the font's size in pixels
   * @param alignment 0 for lines that begin at the left edge to 1 for those that end at the right
   * @return how white each pixel is, row after row
   */
  byte[] draw(List<Line> lines, double size, double alignment, int width, int height)
      throws IOException {
    AVFrame frame = av_frame_alloc();
    if (frame == null) {
      throw new MediaException(MediaError.INTERNAL_ERROR, WHAT + ": FFmpeg is out of memory");
    }
    try (FilterGraph graph = FilterGraph.empty(MediaError.INTERNAL_ERROR, WHAT)) {
      AVFilterContext last =
          graph.add("color", "color", Map.of("c", "black", "s", width + "x" + height));
      // RGB, so that white is 255 whatever range a grey picture would have
      AVFilterContext rgba = graph.add("format", "format", Map.of("pix_fmts", "rgba"));
      last = graph.link(last, 0, rgba);
      for (Line line : lines) {
        if (!line.text.isBlank()) {
          Map<String, String> options = options(line, size, alignment);
          last = graph.link(last, 0, graph.add("drawtext", "drawtext", options));
        }
      }
      AVFilterContext sink = graph.link(last, 0, graph.add("buffersink", "sink", Map.of()));
      graph.configure();
      graph.take(sink, frame);
      return red(frame, width, height);
    } finally {
      av_frame_free(frame);
    }
  }

  private Map<String, String> options(Line line, double size, double alignment) throws IOException {
    return Map.of(
        "fontfile",
        fontFile().toString(),
        "text",
        line.text,
        "expansion",
        "none",
        "fontsize",
        number(size),
        "fontcolor",
        "white",
        "x",
        "(w-text_w)*" + number(alignment),
        "y",
        number(line.baseline),
        "y_align",
        "baseline");
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }

  private static byte[] red(AVFrame frame, int width, int height) {
    byte[] white = new byte[width * height];
    byte[] row = new byte[4 * width];
    try (BytePointer data = new BytePointer(frame.data(0))) {
      for (int y = 0; y < height; y++) {
        data.position((long) y * frame.linesize(0)).get(row);
        for (int x = 0; x < width; x++) {
          white[y * width + x] = row[4 * x];
        }
      }
    }
    return white;
  }

  /** The font as a file, which FreeType wants. */
  private Path fontFile() throws IOException {
    Path file = font;
    if (file == null) {
      file = Files.createTempFile("kinora-", ".ttf");
      font = file;
      try (InputStream in = TextRaster.class.getResourceAsStream(FONT)) {
        if (in == null) {
          throw new MediaException(MediaError.INTERNAL_ERROR, "the bundle lacks its font " + FONT);
        }
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (font != null) {
      Files.deleteIfExists(font);
      font = null;
    }
  }
}
