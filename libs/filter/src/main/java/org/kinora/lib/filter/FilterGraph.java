package org.kinora.lib.filter;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_get_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_init_str;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_OPT_SEARCH_CHILDREN;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * A graph of filters: described in FFmpeg's syntax or put together one by one, configured, and then
 * fed at its sources and emptied at its sinks. It starts no threads. One thread at a time.
 */
public final class FilterGraph implements Closeable {
  private final AVFilterGraph graph;
  private final MediaError refusal;
  private final String what;
  private final List<OpenOutput> openOutputs = new ArrayList<>();
  private boolean closed;

  /** An output of a described graph that leads nowhere yet. */
  public record OpenOutput(AVFilterContext filter, int pad) {}

  private FilterGraph(MediaError refusal, String what) throws MediaException {
    this.refusal = refusal;
    this.what = what;
    AVFilterGraph made = avfilter_graph_alloc();
    if (made == null) {
      throw new MediaException(MediaError.INTERNAL_ERROR, what + ": FFmpeg is out of memory");
    }
    graph = made.nb_threads(1);
  }

  /**
   * A graph without filters.
   *
   * @param refusal the code of a graph that FFmpeg does not take
   * @param what it is for, as messages begin
   */
  public static FilterGraph empty(MediaError refusal, String what) throws MediaException {
    return new FilterGraph(refusal, what);
  }

  /**
   * A graph that is described and not yet configured, so that its open outputs can be linked.
   *
   * @throws MediaException with {@code refusal} if FFmpeg does not take it, or an input leads
   *     nowhere
   */
  public static FilterGraph parse(String description, MediaError refusal, String what)
      throws MediaException {
    FilterGraph parsed = new FilterGraph(refusal, what);
    AVFilterInOut inputs = new AVFilterInOut(null);
    AVFilterInOut outputs = new AVFilterInOut(null);
    try {
      parsed.check(avfilter_graph_parse2(parsed.graph, description, inputs, outputs));
      if (!inputs.isNull()) {
        throw new MediaException(refusal, what + ": an input leads nowhere");
      }
      for (AVFilterInOut out = outputs; out != null && !out.isNull(); out = out.next()) {
        parsed.openOutputs.add(new OpenOutput(out.filter_ctx(), out.pad_idx()));
      }
      return parsed;
    } catch (MediaException e) {
      parsed.close();
      throw e;
    } finally {
      avfilter_inout_free(inputs);
      avfilter_inout_free(outputs);
    }
  }

  /** A graph that is described with its sources and sinks, ready to be used. */
  public static FilterGraph of(String description, MediaError refusal, String what)
      throws MediaException {
    FilterGraph made = parse(description, refusal, what);
    try {
      made.configure();
      return made;
    } catch (MediaException e) {
      made.close();
      throw e;
    }
  }

  /** What a description leaves open, in the order in which FFmpeg lists it. */
  public List<OpenOutput> openOutputs() {
    return List.copyOf(openOutputs);
  }

  /**
   * Adds a filter.
   *
   * @param type as FFmpeg calls it
   * @param options by name; nothing in their values needs to be escaped
   * @throws MediaException PLUGIN_NOT_FOUND if this FFmpeg has no such filter
   */
  public AVFilterContext add(String type, String name, Map<String, String> options)
      throws MediaException {
    AVFilterContext made = avfilter_graph_alloc_filter(graph, avfilter_get_by_name(type), name);
    if (made == null) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND, what + " needs FFmpeg's filter " + type + ", found none");
    }
    for (Map.Entry<String, String> option : options.entrySet()) {
      check(av_opt_set(made, option.getKey(), option.getValue(), AV_OPT_SEARCH_CHILDREN));
    }
    check(avfilter_init_str(made, (String) null));
    return made;
  }

  /** Links an output to the first input of a filter, which is returned. */
  public AVFilterContext link(AVFilterContext from, int pad, AVFilterContext to)
      throws MediaException {
    check(avfilter_link(from, pad, to, 0));
    return to;
  }

  /** Ends the making: all links get their formats. */
  public void configure() throws MediaException {
    check(avfilter_graph_config(graph, null));
  }

  /** The filter of a name, as a description gives it: {@code buffer@in}. */
  public AVFilterContext filter(String name) {
    AVFilterContext found = avfilter_graph_get_filter(graph, name);
    if (found == null) {
      throw new IllegalArgumentException(what + " has no filter " + name);
    }
    return found;
  }

  /**
   * Puts a frame in; what it refers to goes over to the graph.
   *
   * @param frame nothing for the end
   * @throws MediaException INTERNAL_ERROR if a filter fails
   */
  public void put(AVFilterContext source, @Nullable AVFrame frame) throws MediaException {
    checkWork(av_buffersrc_add_frame(source, frame));
  }

  /**
   * Takes a frame that comes out; the caller lets go of it.
   *
   * @return false if nothing comes until more is put in, or ever
   * @throws MediaException INTERNAL_ERROR if a filter fails
   */
  public boolean take(AVFilterContext sink, AVFrame into) throws MediaException {
    int result = av_buffersink_get_frame(sink, into);
    if (result == AVERROR_EAGAIN() || result == AVERROR_EOF()) {
      return false;
    }
    checkWork(result);
    return true;
  }

  private void check(int result) throws MediaException {
    if (result < 0) {
      throw new MediaException(refusal, what + ": " + text(result));
    }
  }

  private void checkWork(int result) throws MediaException {
    if (result < 0) {
      throw new MediaException(MediaError.INTERNAL_ERROR, what + ": " + text(result));
    }
  }

  private static String text(int error) {
    byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(error, text, text.length);
    return new String(text, StandardCharsets.UTF_8).replaceAll("\0.*", "");
  }

  /** Frees all of it. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avfilter_graph_free(graph);
    }
  }
}
