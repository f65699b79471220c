package org.kinora.engine;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every job has: progress, cancelling, an end. A subclass opens what it needs in its factory
 * method, so that a request that cannot work fails at once, and does the work in {@link #work}.
 */
abstract class Job implements ExportJob, Runnable, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);
  private static final long REPORT_NANOS = 100_000_000;

  private final String id;
  private final long startNanos = System.nanoTime();
  private final List<Consumer<Progress>> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ExportResult> end = new CompletableFuture<>();
  private final List<String> warnings = new ArrayList<>();
  private volatile boolean cancelled;
  private volatile Progress progress = new Progress(Stage.PREPARING, 0, 0, 0, 0, Duration.ZERO);
  private long lastReportNanos = startNanos;
  private int gaps;

  Job(String id) {
    this.id = id;
  }

  /** Does the work on the job's thread and returns once the target is whole. */
  abstract ExportResult work() throws IOException;

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
  public final void cancel() {
    cancelled = true;
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
      throw new MediaException(MediaError.INTERNAL_ERROR, id + " failed", e.getCause());
    }
  }

  /** Runs {@link #work}, closes what the job holds, and tells the end. */
  @Override
  public final void run() {
    LOG.info("{} started", id);
    ExportResult result = null;
    Throwable failure = null;
    try (this) {
      checkCancelled();
      result = work();
    } catch (MediaException e) {
      failure = e;
    } catch (IOException e) {
      failure = new MediaException(MediaError.IO_ERROR, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    ended(result, failure);
  }

  private void ended(@Nullable ExportResult result, @Nullable Throwable failure) {
    Progress last = progress;
    Stage stage = result != null && failure == null ? Stage.DONE : Stage.FAILED;
    long timeUs = stage == Stage.DONE ? last.totalUs() : last.timeUs();
    try {
      publish(
          new Progress(
              stage, timeUs, last.totalUs(), last.samples(), last.bytes(), gaps, elapsed()));
    } finally { // a listener that fails must not leave others waiting
      if (result != null && failure == null) {
        LOG.info("{} wrote {}", id, result.path());
        end.complete(result);
      } else {
        LOG.info("{} failed: {}", id, String.valueOf(failure));
        end.completeExceptionally(failure == null ? new IllegalStateException(id) : failure);
      }
    }
  }

  /**
   * Ends the work if someone asked for that.
   *
   * @throws MediaException CANCELLED
   */
  final void checkCancelled() throws MediaException {
    if (cancelled) {
      throw new MediaException(MediaError.CANCELLED, id + " was cancelled");
    }
  }

  /** Notes how far the work is; tells the listeners about ten times a second. */
  final void report(Stage stage, long timeUs, long totalUs, long samples, long bytes) {
    long now = System.nanoTime();
    if (now - lastReportNanos >= REPORT_NANOS || stage != progress.stage()) {
      lastReportNanos = now;
      publish(new Progress(stage, Math.max(0, timeUs), totalUs, samples, bytes, gaps, elapsed()));
    }
  }

  /** Notes, on the job's thread, that a live source was interrupted. */
  final void countGap() {
    gaps++;
  }

  private void publish(Progress now) {
    progress = now;
    for (Consumer<Progress> listener : listeners) {
      listener.accept(now);
    }
  }

  /** Notes something that the user should know. */
  final void warn(String warning) {
    LOG.warn("{} {}", id, warning);
    synchronized (warnings) {
      warnings.add(warning);
    }
  }

  /** What was noted so far. */
  final List<String> warnings() {
    synchronized (warnings) {
      return List.copyOf(warnings);
    }
  }

  /** Since the start. */
  final Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
