package org.kinora.engine.compose;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kinora.engine.file.Resources;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.sound.AudioFeed;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.media.Track;
import org.kinora.spi.container.MuxerFactory;

/** What the work of a composed export needs: its pictures and its sound. */
final class ComposeParts implements Closeable {
  /** Less is made again sooner than anybody would miss it. */
  private static final long KEPT_FROM_US = 60_000_000;

  private final Resources resources = new Resources();
  private final PictureFeed pictures;
  private final List<AudioFeed> audio = new ArrayList<>();

  private ComposeParts(
      Job job,
      ExportRequest.Compose request,
      Providers providers,
      Provider<MuxerFactory> container,
      long fromShownUs)
      throws IOException {
    try {
      pictures = resources.add(pictures(job, request, providers, container, fromShownUs));
      if (request.sound() == Sound.KEEP) {
        addAudio(job, request, providers, container);
      }
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Opens them.
   *
   * @param job is told what is not as it should be
   * @param fromShownUs from when on pictures are wanted, where they are encoded
   */
  static ComposeParts open(
      Job job,
      ExportRequest.Compose request,
      Providers providers,
      Provider<MuxerFactory> container,
      long fromShownUs)
      throws IOException {
    return new ComposeParts(job, request, providers, container, fromShownUs);
  }

  PictureFeed pictures() {
    return pictures;
  }

  List<AudioFeed> audio() {
    return audio;
  }

  /** Whether so much work is in it that a later run shall go on with it. */
  boolean isLong() {
    return pictures instanceof EncodedPictures && pictures.excerpt().durationUs() > KEPT_FROM_US;
  }

  private static PictureFeed pictures(
      Job job,
      ExportRequest.Compose request,
      Providers providers,
      Provider<MuxerFactory> container,
      long fromShownUs)
      throws IOException {
    Optional<PictureFeed> reused =
        request.reuse() == Reuse.COPY
            ? ReusedPictures.open(job, providers, container, request)
            : Optional.empty();
    return reused.isPresent()
        ? reused.get()
        : EncodedPictures.open(
            job,
            providers,
            request.source(),
            request.scene(),
            request.video(),
            container,
            fromShownUs);
  }

  private void addAudio(
      Job job, ExportRequest.Compose request, Providers providers, Provider<MuxerFactory> container)
      throws IOException {
    List<Track> sounds = pictures.excerpt().sounds();
    if (!sounds.isEmpty() && !AudioFeed.isHeard(container)) {
      job.warn("container " + request.container() + " holds no sound; it was left out");
      return;
    }
    boolean isAll = request.scene().timeline().isAll();
    for (Track track : sounds) {
      audio.add(
          resources.add(
              AudioFeed.open(
                  providers,
                  request.source(),
                  track,
                  container,
                  pictures.excerpt().spans(),
                  isAll)));
    }
  }

  /**
   * What became of each track.
   *
   * @param count pictures written
   */
  List<TrackResult> results(long count) {
    Track written = pictures.output();
    TrackResult video =
        new TrackResult(written.id(), written.format().codec(), pictures.encoder(), count);
    return Stream.concat(Stream.of(video), audio.stream().map(AudioFeed::result)).toList();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
