package org.kinora.engine.job;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportResult;
import org.kinora.export.JobInfo;
import org.kinora.export.JobInfo.State;
import org.kinora.export.Progress;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every job has: progress, pausing, cancelling, an end. A subclass opens what it needs in its
 * factory method, so that a request that cannot work fails at once, and does the work in {@link
 * #work}. The time that a job waits, for its turn or for a person, is no time of its work.
 */
public abstract class Job implements ExportJob, Runnable, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);
  private static final long REPORT_NANOS = 100_000_000;

  private final String id;
  private final Instant startedAt = Instant.now();
  private final List<Consumer<Progress>> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ExportResult> end = new CompletableFuture<>();
  private final List<String> warnings = new ArrayList<>();
  private volatile boolean cancelled;
  private volatile boolean paused;
  private volatile Progress progress = new Progress(Stage.PREPARING, 0, 0, 0, 0, Duration.ZERO);
  private volatile @Nullable Throwable failure;
  private volatile Runnable onCancel = () -> {};
  private long workingSinceNanos = System.nanoTime();
  private long workedNanos;
  private long lastReportNanos = workingSinceNanos;
  private int gaps;

  /**
   * Names the job.
   *
   * @param id its kind, a hyphen and a number
   */
  public Job(String id) {
    this.id = id;
  }

  /** What it reads, in words that may be shown. */
  protected abstract String source();

  /** What it writes, absolute. */
  protected abstract Path target();

  /** Does the work on the job's thread and returns once the target is whole. */
  protected abstract ExportResult work() throws IOException;

  /** Releases what only the work needs, which will open it again; the job waits for its turn. */
  protected void rest() throws IOException {}

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Progress progress() {
    return progress;
  }

  @Override
  public final void onProgress(Consumer<Progress> listener) {
    listeners.add(listener);
  }

  @Override
  public final JobInfo info() {
    Progress now = progress;
    return new JobInfo(
        id,
        id.substring(0, id.lastIndexOf('-')),
        state(now.stage()),
        source(),
        target(),
        now,
        startedAt,
        Optional.ofNullable(failure).map(Job::describe));
  }

  private State state(Stage stage) {
    return switch (stage) {
      case QUEUED -> State.QUEUED;
      case PAUSED -> State.PAUSED;
      case DONE -> State.DONE;
      case FAILED -> isCancelled(failure) ? State.CANCELLED : State.FAILED;
      default -> State.RUNNING;
    };
  }

  private static boolean isCancelled(@Nullable Throwable cause) {
    return cause instanceof MediaException media && media.code() == MediaError.CANCELLED;
  }

  private static String describe(Throwable cause) {
    return cause instanceof MediaException media
        ? media.code().name() + ": " + media.getMessage()
        : MediaError.INTERNAL_ERROR.name() + ": " + cause;
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  @Override
  public final void cancel() {
    synchronized (this) {
      cancelled = true;
      notifyAll();
    }
    onCancel.run();
    cancelling();
  }

  /** Ends the work because the program ends; what a later run can go on with stays. */
  protected void interrupt() {
    stop();
  }

  /** Whether somebody asked it to wait. */
  final boolean isPaused() {
    return paused;
  }

  /** Hurries the work to its next {@link #checkCancelled}; called by any thread. */
  protected void cancelling() {}

  /** Says that the job waits for others to end; who cancels it then wakes the one who keeps it. */
  final void queued(Runnable whenCancelled) {
    onCancel = whenCancelled;
    publish(new Progress(Stage.QUEUED, 0, 0, 0, 0, Duration.ZERO));
  }

  @Override
  public void stop() {
    cancel();
  }

  @Override
  public final ExportResult await() throws IOException, InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MediaException media) {
        throw new MediaException(media.code(), media.getMessage(), media);
      }
      throw new MediaException(
          MediaError.INTERNAL_ERROR, id + " failed: " + e.getCause(), e.getCause());
    }
  }

  /** Runs {@link #work}, closes what the job holds, and tells the end. */
  @Override
  public final void run() {
    LOG.info("{} started", id);
    workingSinceNanos = System.nanoTime();
    ExportResult result = null;
    Throwable cause = null;
    try (this) {
      checkCancelled();
      result = work();
    } catch (MediaException e) {
      cause = e;
    } catch (IOException e) {
      cause = new MediaException(MediaError.IO_ERROR, String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      cause = e.getCause() instanceof MediaException media ? media : e;
    } catch (RuntimeException | Error e) {
      cause = e;
    }
    if (cause != null && cancelled && !isCancelled(cause)) {
      cause = new MediaException(MediaError.CANCELLED, id + " was cancelled", cause);
    }
    ended(result, cause);
  }

  private void ended(@Nullable ExportResult result, @Nullable Throwable cause) {
    Progress last = progress;
    failure = cause;
    Stage stage = result != null && cause == null ? Stage.DONE : Stage.FAILED;
    long timeUs = stage == Stage.DONE ? last.totalUs() : last.timeUs();
    try {
      publish(
          new Progress(
              stage, timeUs, last.totalUs(), last.samples(), last.bytes(), gaps, elapsed()));
    } finally { // a listener that fails must not leave others waiting
      if (result != null && cause == null) {
        LOG.info("{} wrote {}", id, result.path());
        end.complete(result);
      } else {
        LOG.info("{} failed: {}", id, String.valueOf(cause));
        end.completeExceptionally(cause == null ? new IllegalStateException(id) : cause);
      }
    }
  }

  /**
   * Ends the work if someone asked for that.
   *
   * @throws MediaException CANCELLED
   */
  public final void checkCancelled() throws MediaException {
    if (cancelled) {
      throw new MediaException(MediaError.CANCELLED, id + " was cancelled");
    }
  }

  /**
   * Waits while the job is paused, and ends the work if someone asked for that.
   *
   * @throws MediaException CANCELLED
   */
  public final void proceed() throws MediaException {
    if (paused && !cancelled) {
      awaitResume();
    }
    checkCancelled();
  }

  private void awaitResume() throws MediaException {
    Progress before = progress;
    workedNanos += System.nanoTime() - workingSinceNanos;
    publish(at(Stage.PAUSED, before));
    try {
      synchronized (this) {
        while (paused && !cancelled) {
          wait();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(MediaError.CANCELLED, id + " was interrupted while paused", e);
    } finally {
      workingSinceNanos = System.nanoTime();
    }
    publish(at(before.stage(), before));
  }

  private static Progress at(Stage stage, Progress last) {
    return new Progress(
        stage,
        last.timeUs(),
        last.totalUs(),
        last.samples(),
        last.bytes(),
        last.gaps(),
        last.elapsed());
  }

  /** Notes how far the work is; tells the listeners about ten times a second. */
  public final void report(Stage stage, long timeUs, long totalUs, long samples, long bytes) {
    long now = System.nanoTime();
    if (now - lastReportNanos >= REPORT_NANOS || stage != progress.stage()) {
      lastReportNanos = now;
      publish(new Progress(stage, Math.max(0, timeUs), totalUs, samples, bytes, gaps, elapsed()));
    }
  }

  /** Notes, on the job's thread, that a live source was interrupted. */
  public final void countGap() {
    gaps++;
  }

  /** Notes how far a job is that does this one's work; tells the listeners. */
  final void relay(Progress now) {
    gaps = now.gaps();
    publish(now);
  }

  private void publish(Progress now) {
    progress = now;
    for (Consumer<Progress> listener : listeners) {
      listener.accept(now);
    }
  }

  /** Notes something that the user should know. */
  public final void warn(String warning) {
    LOG.warn("{} {}", id, warning);
    synchronized (warnings) {
      warnings.add(warning);
    }
  }

  /** What was noted so far. */
  protected final List<String> warnings() {
    synchronized (warnings) {
      return List.copyOf(warnings);
    }
  }

  /** At work; on the job's thread. */
  protected final Duration elapsed() {
    return Duration.ofNanos(workedNanos + System.nanoTime() - workingSinceNanos);
  }
}
