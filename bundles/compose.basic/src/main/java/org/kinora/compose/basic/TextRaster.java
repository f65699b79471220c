package org.kinora.compose.basic;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_init_str;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

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
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Draws text with FFmpeg's filter {@code drawtext}: FreeType draws the letters and HarfBuzz places
 * them. The font is the one in this bundle, DejaVu Sans; what it has no letter for becomes a box.
 * One thread at a time.
 */
final class TextRaster implements Closeable {
  private static final String FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

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
    AVFilterGraph graph = avfilter_graph_alloc();
    AVFrame frame = av_frame_alloc();
    if (graph == null || frame == null) {
      throw new MediaException(MediaError.INTERNAL_ERROR, "no memory for drawing a caption");
    }
    try {
      graph.nb_threads(1);
      AVFilterContext last =
          filter(graph, "color", Map.of("c", "black", "s", width + "x" + height));
      // RGB, so that white is 255 whatever range a grey picture would have
      last = link(last, filter(graph, "format", Map.of("pix_fmts", "rgba")));
      for (Line line : lines) {
        if (!line.text.isBlank()) {
          last = link(last, filter(graph, "drawtext", options(line, size, alignment)));
        }
      }
      AVFilterContext sink = link(last, filter(graph, "buffersink", Map.of()));
      check(avfilter_graph_config(graph, null), "configuring the graph");
      check(av_buffersink_get_frame(sink, frame), "drawing");
      return red(frame, width, height);
    } finally {
      av_frame_free(frame);
      avfilter_graph_free(graph);
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

  private static AVFilterContext filter(
      AVFilterGraph graph, String name, Map<String, String> options) throws MediaException {
    AVFilterContext made = avfilter_graph_alloc_filter(graph, avfilter_get_by_name(name), name);
    if (made == null) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND, "captions need FFmpeg's filter " + name + ", found none");
    }
    for (Map.Entry<String, String> option : options.entrySet()) {
      check(
          av_opt_set(made, option.getKey(), option.getValue(), AV_OPT_SEARCH_CHILDREN),
          name + " " + option);
    }
    check(avfilter_init_str(made, (String) null), "starting " + name);
    return made;
  }

  private static AVFilterContext link(AVFilterContext from, AVFilterContext to)
      throws MediaException {
    check(avfilter_link(from, 0, to, 0), "linking filters");
    return to;
  }

  private static void check(int result, String what) throws MediaException {
    if (result < 0) {
      throw new MediaException(
          MediaError.INTERNAL_ERROR, "drawing a caption: " + what + ": FFmpeg returned " + result);
    }
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
