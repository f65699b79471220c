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
import org.kinora.container.wave.WaveMuxerFactory;
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
      addEncoder(
          providers,
          new FfmpegEncoderFactory(kind),
          kind.codec(),
          kind.implementation(),
          kind.ranking());
    }
    addMuxer(providers, new Mp4MuxerFactory(), true);
    addMuxer(providers, new WebmMuxerFactory(), false);
    addMuxer(providers, new MatroskaMuxerFactory(), false);
    addMuxer(providers, new GifMuxerFactory(), false);
    addMuxer(providers, new WaveMuxerFactory(), false);
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

  public static void addEncoder(
      Providers providers, EncoderFactory factory, String codec, String name, int ranking) {
    providers.addEncoder(
        factory,
        reference(
            Map.of(
                EncoderFactory.CODEC,
                codec,
                EncoderFactory.IMPLEMENTATION,
                name,
                "service.ranking",
                ranking)));
  }

  public static void addDecoder(
      Providers providers, DecoderFactory factory, String codec, int ranking) {
    providers.addDecoder(
        factory, reference(Map.of(DecoderFactory.CODEC, codec, "service.ranking", ranking)));
  }

  private static void addDecoders(Providers providers) {
    String[] codecs = {
      "h264", "h265", "vp8", "vp9", "av1", "opus", "aac", "flac", "pcm_s16le", "gif", "png"
    };
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
            "gif", List.of("gif"),
            "wave", List.of("pcm_s16le"));
    String name = nameOf(muxer);
    Map<String, Object> properties = new HashMap<>();
    properties.put("container", name);
    properties.put("extension", name);
    properties.put(
        "container.codecs", Objects.requireNonNull(codecs.get(name)).toArray(String[]::new));
    properties.put("container.editLists", editLists);
    properties.put("service.ranking", name.length());
    providers.addMuxer(muxer, reference(properties));
  }

  private static String nameOf(MuxerFactory muxer) {
    if (muxer instanceof Mp4MuxerFactory) {
      return "mp4";
    } else if (muxer instanceof WebmMuxerFactory) {
      return "webm";
    } else if (muxer instanceof GifMuxerFactory) {
      return "gif";
    }
    return muxer instanceof WaveMuxerFactory ? "wave" : "mkv";
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
