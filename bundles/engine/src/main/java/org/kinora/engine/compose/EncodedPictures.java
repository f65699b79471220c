package org.kinora.engine.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kinora.engine.codec.FrameQueue.Item;
import org.kinora.engine.codec.OpenEncoder;
import org.kinora.engine.file.Resources;
import org.kinora.engine.job.Job;
import org.kinora.engine.picture.Rendering;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.Excerpt;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.CompositorSettings.Quality;
import org.kinora.spi.container.MuxerFactory;

/** Composes every picture and encodes it on the caller's thread. */
final class EncodedPictures implements PictureFeed {
  private static final FrameRate GIF_RATE = new FrameRate(10, 1);

  private final Resources resources = new Resources();
  private final Rendering rendering;
  private final OpenEncoder chosen;

  private EncodedPictures(
      Job job,
      Providers providers,
      Path source,
      Scene scene,
      VideoSettings video,
      Provider<MuxerFactory> container,
      long fromShownUs)
      throws IOException {
    Quality quality = video.effort() == Effort.DRAFT ? Quality.DRAFT : Quality.FULL;
    try {
      rendering =
          resources.add(
              Rendering.open(
                  providers,
                  source,
                  scene,
                  frameRate(video, container),
                  quality,
                  fromShownUs,
                  job::warn));
      chosen =
          resources.add(
              OpenEncoder.ofPictures(
                  video, container, providers, rendering.output(), rendering.pictureRate()));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Opens all that it takes.
   *
   * @param job is told what is not as it should be
   * @param fromShownUs from when on pictures are wanted
   */
  static EncodedPictures open(
      Job job,
      Providers providers,
      Path source,
      Scene scene,
      VideoSettings video,
      Provider<MuxerFactory> container,
      long fromShownUs)
      throws IOException {
    return new EncodedPictures(job, providers, source, scene, video, container, fromShownUs);
  }

  /** GIFs show pictures for hundredths of a second, and each costs as much as the first. */
  private static Optional<FrameRate> frameRate(
      VideoSettings video, Provider<MuxerFactory> container) {
    boolean isGif = container.texts("container.codecs").equals(List.of("gif"));
    return isGif ? video.frameRate().or(() -> Optional.of(GIF_RATE)) : video.frameRate();
  }

  @Override
  public Excerpt excerpt() {
    return rendering.excerpt();
  }

  @Override
  public Track output() {
    Track screen = excerpt().screen();
    return new Track(screen.id(), chosen.encoder().format(), screen.timescale(), screen.name());
  }

  @Override
  public String encoder() {
    return chosen.name();
  }

  @Override
  public void run(Turn turn, SampleSink sink) throws IOException {
    rendering.start();
    long[] bytes = {0};
    SampleSink counting =
        (info, data) -> {
          bytes[0] += info.size();
          sink.accept(info, data);
        };
    boolean isFirst = true;
    for (Item<Long> item = rendering.take(); item != null; item = rendering.take()) {
      turn.next(item.frame().timeUs(), bytes[0]);
      chosen.encoder().encode(item.frame(), isFirst, counting);
      isFirst = false;
      rendering.release(item);
    }
    chosen.encoder().flush(counting);
  }

  @Override
  public void cancel() {
    rendering.cancel();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
