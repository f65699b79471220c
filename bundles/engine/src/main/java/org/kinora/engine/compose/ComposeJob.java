package org.kinora.engine.compose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.file.ExportTarget;
import org.kinora.engine.file.Resources;
import org.kinora.engine.job.Job;
import org.kinora.engine.job.JobJournal;
import org.kinora.engine.job.JobRecord;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.sound.AudioFeed;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress.Stage;
import org.kinora.export.VideoSettings;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/**
 * Writes pictures, composed and encoded or copied where nothing is drawn onto them, and sound as
 * they come. The pictures of a long export are kept apart until all are made, so that somebody can
 * go on with it, after a failure or in a later run of the program.
 */
public final class ComposeJob extends Job {
  private static final String STASH_FORMAT = "reel";

  private final ExportRequest.Compose request;
  private final Providers providers;
  private final Provider<MuxerFactory> container;
  private final ExportTarget target;
  private volatile @Nullable ComposeParts parts;
  private final Optional<JobJournal.Entry> entry;
  private final Optional<PictureStash> stash;
  private final long fromShownUs;

  /** Whether somebody worked on it whose pictures are kept. */
  private boolean begun;

  private volatile boolean interrupted;
  private volatile boolean dropped;
  private boolean whole;
  private long pictures;
  private long samples;
  private long bytes;

  private ComposeJob(
      String id,
      ExportRequest.Compose request,
      Providers providers,
      Optional<JobJournal.Entry> entry,
      Optional<JobRecord> begun)
      throws IOException {
    super(id);
    this.request = request;
    this.providers = providers;
    this.entry = entry;
    this.begun = begun.isPresent();
    container = providers.muxer(request.container());
    Resources opened = new Resources();
    try {
      Optional<PictureStash> left =
          begun.isPresent()
              ? PictureStash.find(stashOf(begun.get().target()), providers.format(STASH_FORMAT))
              : Optional.empty();
      fromShownUs = left.isPresent() ? left.get().resumeUs() : 0;
      ComposeParts made = opened.add(open());
      parts = made;
      JobRecord record = record(made);
      if (begun.isPresent()) {
        begun.get().checkSame(record);
      }
      target =
          opened.add(
              ExportTarget.create(
                  request.source(),
                  request.target(),
                  container,
                  MuxerSettings.of(made.pictures().excerpt().describe(), request.options()),
                  request.overwrite()));
      stash = entry.isPresent() && made.isLong() ? stash(left) : Optional.empty();
      if (entry.isPresent()) {
        entry.get().write(record.to(target.path()));
      }
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Opens all that it takes.
   *
   * @param entry where the job is noted, closed with it; absent where it is not
   */
  public static ComposeJob prepare(
      String id,
      ExportRequest.Compose request,
      Providers providers,
      Optional<JobJournal.Entry> entry)
      throws IOException {
    return new ComposeJob(id, request, providers, entry, Optional.empty());
  }

  /**
   * Goes on with the job of an earlier run.
   *
   * @throws org.kinora.media.MediaException DATA_RANGE_ERROR if the recording has changed; what
   *     {@link #prepare} throws
   */
  public static ComposeJob resume(JobJournal.Entry entry, Providers providers) throws IOException {
    JobRecord record = entry.read();
    return new ComposeJob(
        entry.id(), record.named(), providers, Optional.of(entry), Optional.of(record));
  }

  private ComposeParts open() throws IOException {
    return ComposeParts.open(this, request, providers, container, fromShownUs);
  }

  private JobRecord record(ComposeParts made) {
    TrackIndex index = made.pictures().excerpt().index();
    return new JobRecord(request, Path.of(""), Instant.now(), index.endUs(), index.count());
  }

  private Optional<PictureStash> stash(Optional<PictureStash> left) throws IOException {
    return left.isPresent()
        ? left
        : Optional.of(PictureStash.create(stashOf(target.path()), providers.format(STASH_FORMAT)));
  }

  private Path stashOf(Path file) {
    return PictureStash.directoryOf(file, id());
  }

  @Override
  protected String source() {
    return request.source().toString();
  }

  @Override
  protected Path target() {
    return target.path();
  }

  @Override
  protected void rest() throws IOException {
    ComposeParts opened = parts;
    if (opened != null) {
      parts = null;
      opened.close();
    }
  }

  @Override
  protected void cancelling() {
    dropped = !interrupted;
    ComposeParts opened = parts;
    if (opened != null) {
      opened.pictures().cancel();
    }
  }

  @Override
  protected ExportResult work() throws IOException {
    begun |= stash.isPresent();
    target.begin(id(), settings());
    try {
      return write();
    } catch (MediaException e) {
      throw isLeft() ? goesOn(e.code(), e) : e;
    } catch (IOException e) {
      throw isLeft() ? goesOn(MediaError.IO_ERROR, e) : e;
    }
  }

  /** What was asked for, in words for people. */
  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(request.options());
    VideoSettings video = request.video();
    settings.put("container", request.container());
    video.codec().ifPresent(codec -> settings.put("codec", codec));
    settings.put("effort", word(video.effort()));
    video.bitRate().ifPresent(rate -> settings.put("bitRate", Long.toString(rate)));
    video.quality().ifPresent(quality -> settings.put("quality", Integer.toString(quality)));
    video.frameRate().ifPresent(rate -> settings.put("frameRate", rate.toString()));
    settings.put("sound", word(request.sound()));
    settings.put("reuse", word(request.reuse()));
    return settings;
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private MediaException goesOn(ErrorCode code, IOException failure) {
    return new MediaException(
        code, "%s; 'resume %s' goes on with it".formatted(failure.getMessage(), id()), failure);
  }

  private ExportResult write() throws IOException {
    ComposeParts opened = parts == null ? open() : parts;
    parts = opened;
    checkCancelled();
    int number = target.muxer().addTrack(opened.pictures().output());
    for (AudioFeed feed : opened.audio()) {
      feed.addTo(target.muxer());
    }
    long durationUs = opened.pictures().excerpt().durationUs();
    PictureFeed.Turn turn =
        (shownUs, made) -> {
          proceed();
          bytes = made;
          report(Stage.ENCODING, shownUs, durationUs, ++pictures, bytes);
        };
    SampleSink sink = (info, data) -> write(opened.audio(), number, info, data);
    if (stash.isPresent()) {
      stash.get().begin(opened.pictures().output());
      opened.pictures().run(turn, stash.get()::append);
      stash.get().read(sink);
    } else {
      opened.pictures().run(turn, sink);
    }
    report(Stage.FINISHING, durationUs, durationUs, samples, bytes);
    for (AudioFeed feed : opened.audio()) {
      feed.finish();
    }
    proceed();
    return finish(opened);
  }

  private ExportResult finish(ComposeParts opened) throws IOException {
    long sizeBytes = target.finish();
    whole = true;
    return target.note(
        new ExportResult(
            target.path(),
            List.of(),
            sizeBytes,
            opened.pictures().excerpt().durationUs(),
            target.container(),
            opened.results(samples),
            warnings(),
            elapsed()));
  }

  private void write(List<AudioFeed> audio, int number, SampleInfo info, ByteBuffer data)
      throws IOException {
    for (AudioFeed feed : audio) {
      feed.feedUntil(info.decodeTimeUs());
    }
    checkCancelled();
    target.muxer().write(number, info, data);
    samples++;
  }

  @Override
  protected void interrupt() {
    interrupted = true;
    cancel();
  }

  @Override
  public void close() throws IOException {
    try (target) {
      rest();
      if (isLeft()) {
        leave();
      } else {
        forget();
      }
    }
  }

  /** Whether somebody shall go on with it: it has not ended well, and nobody gave it up. */
  private boolean isLeft() {
    return !whole && !dropped && (interrupted || begun);
  }

  private void leave() throws IOException {
    target.leave();
    try {
      if (stash.isPresent()) {
        stash.get().close();
      }
    } finally {
      if (entry.isPresent()) {
        entry.get().close();
      }
    }
  }

  private void forget() throws IOException {
    try {
      if (stash.isPresent()) {
        stash.get().delete();
      }
    } finally {
      if (entry.isPresent()) {
        entry.get().delete();
      }
    }
  }
}
