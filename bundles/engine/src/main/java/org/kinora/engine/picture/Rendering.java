package org.kinora.engine.picture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.engine.codec.FrameQueue.Item;
import org.kinora.engine.file.Resources;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.Excerpt;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * The composed pictures of a scene, from its first to its last. A thread composes each picture from
 * where the decoder made it, which works ahead in threads of its own, to where the caller takes it.
 * A few pictures are held for the caller, never more.
 */
public final class Rendering implements Closeable {
  private final Resources resources = new Resources();
  private final Excerpt excerpt;
  private final Composition composition;
  private final FrameQueue<Long> composed;
  private final PipelineThread composing;
  private final double pictureRate;
  private final long fromShownUs;

  private Rendering(
      Providers providers,
      Path source,
      Scene scene,
      Optional<FrameRate> rate,
      Quality quality,
      long fromShownUs,
      Consumer<String> warnings)
      throws IOException {
    this.fromShownUs = fromShownUs;
    try {
      OpenRecording recording = resources.add(OpenRecording.open(providers, source));
      excerpt = Excerpt.of(recording, scene.timeline());
      Track screen = excerpt.screen();
      pictureRate = rate.map(Rendering::perSecond).orElseGet(() -> meanRate(excerpt));
      OpenRecording beside =
          SceneSources.isNeeded(scene)
              ? resources.add(OpenRecording.open(providers, source))
              : recording; // whose reader nobody uses
      composition =
          resources.add(Composition.open(providers, beside, screen, scene, quality, warnings));
      VideoFormat from = (VideoFormat) screen.format();
      composed = FrameQueue.of(output());
      Decoder decoder = resources.add(providers.decoder(from, VideoSource.DECODER_THREADS));
      VideoSource video =
          new VideoSource(
              recording.reader(), screen, decoder, excerpt.spans(), fromShownUs, warnings);
      Pacing pacing =
          rate.isPresent()
              ? Pacing.constant(rate.get(), new Composing())
              : Pacing.ownTimes(new Composing());
      composing =
          resources.add(
              new PipelineThread(
                  "kinora-compose",
                  composed,
                  () -> {
                    video.run(pacing);
                    pacing.end();
                  }));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Opens everything that composing takes; nothing is decoded yet.
   *
   * @param rate a constant rate; absent for each picture at its own time
   * @param fromShownUs from when on pictures are wanted: the first is one that would come anyhow
   * @param warnings is told, by any thread, what of the scene is not as it should be
   * @throws MediaException TRACK_NOT_FOUND without video; ARGUMENT_INVALID if the timeline shows
   *     nothing; what decoders and compositors throw
   */
  public static Rendering open(
      Providers providers,
      Path source,
      Scene scene,
      Optional<FrameRate> rate,
      Quality quality,
      long fromShownUs,
      Consumer<String> warnings)
      throws IOException {
    return new Rendering(providers, source, scene, rate, quality, fromShownUs, warnings);
  }

  private static double perSecond(FrameRate rate) {
    return (double) rate.frames() / rate.seconds();
  }

  /** The recorded pictures that are shown, by the time they are shown for. */
  private static double meanRate(Excerpt excerpt) {
    TrackIndex index = excerpt.index();
    int pictures = 0;
    for (Span span : excerpt.spans()) {
      pictures += index.floor(span.endUs() - 1) - index.floor(span.startUs()) + 1;
    }
    return Math.max(1, pictures) * 1e6 / excerpt.durationUs();
  }

  /** What is shown of the recording. */
  public Excerpt excerpt() {
    return excerpt;
  }

  /** Size and colour of the pictures. */
  public VideoFormat output() {
    return composition.output();
  }

  /** How many pictures a second there are on the average. */
  public double pictureRate() {
    return pictureRate;
  }

  /** Begins to decode. */
  public void start() {
    composing.start();
  }

  /**
   * The next picture with the recording's time of it, or null after the last; waits for it. Its
   * time is that of what is shown; it stays valid until {@link #release}.
   *
   * @throws MediaException CLOSED after {@link #cancel}
   */
  public @Nullable Item<Long> take() throws IOException {
    return composed.take();
  }

  /** Gives a picture back. */
  public void release(Item<Long> item) {
    composed.release(item);
  }

  /** Makes whoever waits for a picture fail; may be called by any thread. */
  public void cancel() {
    composed.close();
  }

  /** Composes pictures into the queue's memory. */
  private final class Composing implements Pacing.Out {
    /** What is held back until it is known how long it lasts. */
    private @Nullable Item<Long> made;

    @Override
    public void checkWanted() throws MediaException {
      composed.checkOpen();
    }

    @Override
    public void show(VideoFrame screen, long recordedUs, long shownUs) throws IOException {
      if (shownUs < fromShownUs) {
        return;
      }
      VideoFrame canvas = composed.canvas();
      composition.compose(
          recordedUs,
          screen,
          canvas,
          frame -> {
            VideoFrame kept = FrameQueue.keep(canvas, (VideoFrame) frame);
            made = new Item<>(kept.at(shownUs, 0), recordedUs, canvas);
          });
      if (made == null) {
        throw new MediaException(
            MediaError.INTERNAL_ERROR, "the compositor made no picture of " + recordedUs + " us");
      }
    }

    @Override
    public void lasts(long durationUs) {
      Item<Long> whole = made;
      if (whole != null) {
        made = null;
        VideoFrame frame = whole.frame();
        composed.hand(
            new Item<>(frame.at(frame.timeUs(), durationUs), whole.word(), whole.canvas()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    cancel();
    resources.close();
  }
}
