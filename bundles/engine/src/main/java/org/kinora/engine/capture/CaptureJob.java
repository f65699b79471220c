package org.kinora.engine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kinora.engine.capture.CaptureQueue.Gap;
import org.kinora.engine.capture.CaptureQueue.Item;
import org.kinora.engine.capture.CaptureQueue.Picture;
import org.kinora.engine.capture.CaptureQueue.Sample;
import org.kinora.engine.capture.CaptureQueue.Sound;
import org.kinora.engine.file.Resources;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureSettings;

/**
 * Writes what a live source sends into a recording or a container file. The source is read on a
 * thread of its own; the job's thread encodes what is raw and writes, and has the writer make it
 * safe once a second.
 */
public final class CaptureJob extends Job {
  /** How long a source may be silent. */
  public static final Duration SILENCE = Duration.ofSeconds(10);

  private static final long POLL_NANOS = 100_000_000;
  private static final long FLUSH_NANOS = 1_000_000_000;
  private static final long MOST_QUEUED_BYTES = 64L << 20;

  /** How long the end of the main track is waited for when the time is over. */
  private static final long PATIENCE_US = 2_000_000;

  private final Resources resources = new Resources();
  private final CaptureClock clock;
  private final CaptureQueue queue = new CaptureQueue(MOST_QUEUED_BYTES);
  private final Map<Integer, CaptureTrack> tracks = new HashMap<>();
  private final List<CaptureTrack> inOrder;
  private final CaptureFeed feed;
  private final String publicSource;
  private final Path path;
  private final CaptureTarget target;
  private final String format;
  private final long lengthUs;
  private final int mainTrack;
  private final Stage stage;
  private boolean unflushed;
  private long lastFlushNanos;
  private long endUs;
  private long samples;
  private long bytes;

  private CaptureJob(
      String id, ExportRequest.Capture request, Providers providers, CaptureClock clock)
      throws IOException {
    super(id);
    this.clock = clock;
    format = request.format();
    lengthUs = request.length().map(length -> length.toNanos() / 1000).orElse(Long.MAX_VALUE);
    try {
      CaptureDestination destination = CaptureDestination.of(request, providers);
      path = destination.path();
      CaptureSettings source =
          new CaptureSettings(request.source(), request.sourceOptions(), SILENCE);
      Capture capture = resources.add(providers.open(source));
      feed =
          resources.add(
              new CaptureFeed(id, capture, () -> providers.open(source), clock, queue, this::warn));
      for (Track track : capture.tracks()) {
        CaptureTrack recorded =
            resources.add(
                CaptureTrack.of(
                    track, request.videoCodec(), destination::supports, providers, this::append));
        tracks.put(track.id(), recorded);
      }
      inOrder = capture.tracks().stream().map(track -> trackOf(track.id())).toList();
      List<Track> described = inOrder.stream().map(CaptureTrack::track).toList();
      mainTrack = mainTrack(described);
      stage = inOrder.stream().anyMatch(CaptureTrack::isEncoded) ? Stage.ENCODING : Stage.COPYING;
      publicSource = source.publicSource();
      target = resources.add(destination.begin(described, capture.live(), publicSource));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  public static CaptureJob prepare(String id, ExportRequest.Capture request, Providers providers)
      throws IOException {
    return prepare(id, request, providers, CaptureClock.SYSTEM);
  }

  public static CaptureJob prepare(
      String id, ExportRequest.Capture request, Providers providers, CaptureClock clock)
      throws IOException {
    return new CaptureJob(id, request, providers, clock);
  }

  /** What decides when the time is over: the first video track, or the first one. */
  private static int mainTrack(List<Track> tracks) {
    return tracks.stream()
        .filter(track -> track.format() instanceof VideoFormat)
        .findFirst()
        .orElse(tracks.get(0))
        .id();
  }

  @Override
  public void stop() {
    feed.stop();
  }

  @Override
  public void pause() {} // nobody holds up what happens

  @Override
  protected String source() {
    return publicSource;
  }

  @Override
  protected Path target() {
    return path;
  }

  @Override
  protected ExportResult work() throws IOException {
    try {
      feed.start();
      record();
      report(Stage.FINISHING, endUs, endUs, samples, bytes);
      for (CaptureTrack track : inOrder) {
        track.finish();
      }
      target.finish();
    } catch (IOException e) {
      throw kept(e);
    }
    warnOfDroppedPictures();
    return new ExportResult(
        path,
        List.of(),
        target.sizeBytes(),
        endUs,
        format,
        inOrder.stream().map(CaptureTrack::result).toList(),
        warnings(),
        elapsed());
  }

  private void record() throws IOException {
    lastFlushNanos = clock.nanoTime();
    while (!queue.isEnded()) {
      checkCancelled();
      Optional<Item> item = queue.poll(POLL_NANOS);
      if (item.isPresent()) {
        take(item.get());
      } else if (feed.elapsedUs() - PATIENCE_US > lengthUs) {
        feed.stop();
      }
      flushIfDue();
      long totalUs = lengthUs == Long.MAX_VALUE ? 0 : lengthUs;
      report(stage, endUs, totalUs, samples, bytes);
    }
  }

  private void take(Item item) throws IOException {
    if (item instanceof Sample sample) {
      if (isWithin(sample.trackId(), sample.info().timeUs())) {
        trackOf(sample.trackId()).sample(sample.info(), sample.data());
      }
    } else if (item instanceof Picture picture) {
      if (isWithin(picture.trackId(), picture.frame().timeUs())) {
        trackOf(picture.trackId()).frame(picture.frame());
      }
      queue.release(picture.frame());
    } else if (item instanceof Sound sound) {
      if (isWithin(sound.trackId(), sound.frame().timeUs())) {
        trackOf(sound.trackId()).frame(sound.frame());
      }
    } else if (item instanceof Gap gap) {
      note(gap);
    }
  }

  /**
   * Whether something still belongs to the recording. The end of the main track ends it, or that of
   * another one a while later, should the main track have fallen silent.
   */
  private boolean isWithin(int trackId, long timeUs) {
    if (timeUs < lengthUs) {
      return true;
    }
    if (trackId == mainTrack || timeUs - PATIENCE_US > lengthUs) {
      feed.stop();
    }
    return false;
  }

  private void note(Gap gap) throws IOException {
    countGap();
    warn(
        String.format(
            Locale.ROOT,
            "gap of %.3f s at %.3f s: %s",
            (gap.toUs() - gap.fromUs()) / 1e6,
            gap.fromUs() / 1e6,
            gap.reason()));
    for (CaptureTrack track : inOrder) {
      track.gap();
    }
    target.mark(gap);
  }

  private void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    target.append(trackId, info, data);
    unflushed = true;
    samples++;
    bytes += info.size();
    endUs = Math.max(endUs, info.timeUs() + info.durationUs());
  }

  private void flushIfDue() throws IOException {
    long now = clock.nanoTime();
    if (unflushed && now - lastFlushNanos >= FLUSH_NANOS) {
      target.flush();
      unflushed = false;
      lastFlushNanos = now;
    }
  }

  private void warnOfDroppedPictures() {
    long dropped = feed.droppedPictures();
    if (dropped > 0) {
      warn(dropped + " pictures were dropped: encoding or the disk was too slow for the source");
    }
  }

  /** The same failure, saying where the recording is. */
  private MediaException kept(IOException e) {
    String where =
        String.format(Locale.ROOT, "; %.1f s were recorded, unfinished, in %s", endUs / 1e6, path);
    return new MediaException(
        e instanceof MediaException media ? media.code() : MediaError.IO_ERROR,
        e.getMessage() + where,
        e);
  }

  private CaptureTrack trackOf(int id) {
    CaptureTrack track = tracks.get(id);
    if (track == null) {
      throw new IllegalStateException("the source sends a track " + id + " that it did not name");
    }
    return track;
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
