package org.kinora.lib.filter;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.Ffmpeg;

class FilterGraphTest {
  private static final String SOURCE = "testsrc2=size=64x48:rate=25:duration=0.2,format=gray";

  @Test
  void of_descriptionWithASink_makesThePicturesThatFfmpegMakes() throws IOException {
    try (FilterGraph graph = graph(SOURCE + ",buffersink@out")) {
      assertArrayEquals(expected(), pixels(graph, graph.filter("buffersink@out")));
    }
  }

  @Test
  void parse_openOutput_isLinkedByTheCaller() throws IOException {
    try (FilterGraph graph = FilterGraph.parse(SOURCE, MediaError.ARGUMENT_INVALID, "a test")) {
      FilterGraph.OpenOutput open = graph.openOutputs().get(0);
      assertEquals(1, graph.openOutputs().size());
      AVFilterContext sink = graph.add("buffersink", "mine", Map.of());
      graph.link(open.filter(), open.pad(), sink);
      graph.configure();
      assertArrayEquals(expected(), pixels(graph, sink));
    }
  }

  @Test
  void add_filtersOneByOne_makeTheSame() throws IOException {
    try (FilterGraph graph = FilterGraph.empty(MediaError.ARGUMENT_INVALID, "a test")) {
      Map<String, String> options = Map.of("size", "64x48", "rate", "25", "duration", "0.2");
      AVFilterContext last = graph.add("testsrc2", "first", options);
      last = graph.link(last, 0, graph.add("format", "second", Map.of("pix_fmts", "gray")));
      last = graph.link(last, 0, graph.add("buffersink", "last", Map.of()));
      graph.configure();
      assertArrayEquals(expected(), pixels(graph, last));
    }
  }

  @Test
  void put_framesAndTheEnd_comeOutInOrder() throws IOException {
    String source = "buffer@in=video_size=64x48:pix_fmt=gray:time_base=1/25";
    AVFrame frame = av_frame_alloc();
    try (FilterGraph from = graph(SOURCE + ",buffersink@out");
        FilterGraph to = graph(source + ",reverse,buffersink@out")) {
      int count = 0;
      while (from.take(from.filter("buffersink@out"), frame)) {
        to.put(to.filter("buffer@in"), frame);
        assertFalse(to.take(to.filter("buffersink@out"), frame), "it waits for the last one");
        count++;
      }
      to.put(to.filter("buffer@in"), null);
      for (; to.take(to.filter("buffersink@out"), frame); count--) {
        av_frame_unref(frame);
      }
      assertEquals(0, count);
    } finally {
      av_frame_free(frame);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'nosuchfilter,buffersink', Filter not found",
    "'testsrc2=size=no,buffersink', Invalid argument",
    "'testsrc2=size=2x2,overlay,buffersink', an input leads nowhere",
    "'sine,buffersink', Invalid argument"
  })
  void of_nonsense_isRefusedWithTheCallersCodeAndWords(String description, String why) {
    MediaException e = assertThrows(MediaException.class, () -> graph(description).close());
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertTrue(e.getMessage().startsWith("a test: "), e.getMessage());
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  @Test
  void add_unknownFilter_isNotFound() throws IOException {
    try (FilterGraph graph = FilterGraph.empty(MediaError.ARGUMENT_INVALID, "a test")) {
      MediaException e =
          assertThrows(MediaException.class, () -> graph.add("nosuchfilter", "x", Map.of()));
      assertEquals(MediaError.PLUGIN_NOT_FOUND, e.code());
    }
  }

  private static FilterGraph graph(String description) throws MediaException {
    return FilterGraph.of(description, MediaError.ARGUMENT_INVALID, "a test");
  }

  private static byte[] expected() {
    return Ffmpeg.run("-f", "lavfi", "-i", SOURCE, "-f", "rawvideo", "-");
  }

  private static byte[] pixels(FilterGraph graph, AVFilterContext sink) throws IOException {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    AVFrame frame = av_frame_alloc();
    try {
      while (graph.take(sink, frame)) {
        byte[] row = new byte[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
          frame.data(0).position((long) y * frame.linesize(0)).get(row);
          pixels.write(row);
        }
        av_frame_unref(frame);
      }
      return pixels.toByteArray();
    } finally {
      av_frame_free(frame);
    }
  }
}
