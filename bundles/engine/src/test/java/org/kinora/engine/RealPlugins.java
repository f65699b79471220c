package org.kinora.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kinora.codec.ffmpeg.FfmpegDecoderFactory;
import org.kinora.codec.ffmpeg.FfmpegTimeStretchFactory;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.codec.ffmpeg.gif.GifMuxerFactory;
import org.kinora.container.mp4.Mp4MuxerFactory;
import org.kinora.container.webm.MatroskaMuxerFactory;
import org.kinora.container.webm.WebmMuxerFactory;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Blob;
import org.kinora.media.FrameSink;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.TimeStretchFactory;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.support.Ffmpeg;

/** The product's own codecs and containers, and a compositor that shows the screen as it is. */
public final class RealPlugins {
  private RealPlugins() {}

  /** All of them. */
  public static Providers providers() {
    Providers providers = new Providers();
    addFormat(providers, new ContainerFormat(), "container");
    addDecoders(providers);
    for (EncoderKind kind : EncoderKind.available()) {
      providers.addEncoder(
          new FfmpegEncoderFactory(kind),
          reference(
              Map.of(
                  EncoderFactory.CODEC,
                  kind.codec(),
                  EncoderFactory.IMPLEMENTATION,
                  kind.implementation(),
                  "service.ranking",
                  kind.ranking())));
    }
    addMuxer(providers, new Mp4MuxerFactory(), true);
    addMuxer(providers, new WebmMuxerFactory(), false);
    addMuxer(providers, new MatroskaMuxerFactory(), false);
    addMuxer(providers, new GifMuxerFactory(), false);
    TimeStretchFactory stretch = new FfmpegTimeStretchFactory();
    providers.addTimeStretch(stretch, reference(Map.of("service.ranking", 0)));
    CompositorFactory compositor = Passing::new;
    providers.addCompositor(compositor, reference(Map.of("compositor", "passing")));
    return providers;
  }

  public static void addFormat(Providers providers, StorageFormat format, String name) {
    providers.addFormat(
        format, reference(Map.of("format", name, "service.ranking", name.hashCode() % 100)));
  }

  private static void addDecoders(Providers providers) {
    String[] codecs = {"h264", "vp8", "vp9", "av1", "opus", "aac", "flac", "gif", "png"};
    providers.addDecoder(
        new FfmpegDecoderFactory(), reference(Map.of(DecoderFactory.CODEC, codecs)));
  }

  /** Types keep their annotations in their class files only, so they are repeated here. */
  private static void addMuxer(Providers providers, MuxerFactory muxer, boolean editLists) {
    Map<String, List<String>> codecs =
        Map.of(
            "mp4", List.of("h264", "vp9", "opus", "aac"),
            "webm", List.of("vp9", "vp8", "opus"),
            "mkv", List.of("h264", "vp9", "vp8", "opus"),
            "gif", List.of("gif"));
    String name =
        muxer instanceof Mp4MuxerFactory
            ? "mp4"
            : muxer instanceof WebmMuxerFactory
                ? "webm"
                : muxer instanceof GifMuxerFactory ? "gif" : "mkv";
    Map<String, Object> properties = new HashMap<>();
    properties.put("container", name);
    properties.put("extension", name);
    properties.put(
        "container.codecs", Objects.requireNonNull(codecs.get(name)).toArray(String[]::new));
    properties.put("container.editLists", editLists);
    properties.put("service.ranking", name.length());
    providers.addMuxer(muxer, reference(properties));
  }

  /** Registrations that are told apart by all they say. */
  private static <T> Fakes.Reference<T> reference(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
    int order = 0;
    for (Map.Entry<String, Object> entry : properties.entrySet()) {
      if (entry.getValue() instanceof String text) {
        order = 31 * order + text.hashCode();
      }
    }
    all.put("service.ranking", ranking * 1_000_000 + order % 1_000_000);
    return new Fakes.Reference<>(all);
  }

  /** Makes a media file with FFmpeg. */
  public static Path file(Path target, String... arguments) {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = target.toString();
    Ffmpeg.run(all);
    return target;
  }

  /** Hands the screen's picture through. */
  private record Passing(CompositorSettings settings) implements Compositor {
    @Override
    public VideoFormat output() {
      VideoFormat screen = settings.screen();
      return new VideoFormat("raw", screen.width(), screen.height(), screen.color(), Blob.EMPTY);
    }

    @Override
    public void compose(Moment moment, FrameSink sink) throws java.io.IOException {
      sink.accept(moment.layer(Layer.SCREEN).orElseThrow().frame());
    }

    @Override
    public void close() {}
  }
}
