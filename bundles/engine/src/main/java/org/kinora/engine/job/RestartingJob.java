package org.kinora.engine.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.plugin.lease.PluginGone;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.ErrorKind;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * A job that begins again, or goes on from where it was safe, when a plugin that it uses is taken
 * away and another one provides the same. To others it is one job: one name, one progress, one end.
 */
public final class RestartingJob extends Job {
  private final Attempts attempts;
  private final Providers providers;
  private final Restarts limits;
  private volatile Job attempt;
  private volatile boolean cancelled;
  private boolean ran;

  /** Makes a job that does the work, each time in a new attempt. */
  @FunctionalInterface
  public interface Attempts {
    /**
     * Opens what the next attempt takes.
     *
     * @param id the name of all attempts
     */
    Job next(String id) throws IOException;
  }

  /**
   * Watches over a job.
   *
   * @param first its first attempt
   * @param attempts makes those that follow
   */
  public RestartingJob(Job first, Attempts attempts, Providers providers, Restarts limits) {
    super(first.id());
    this.attempts = attempts;
    this.providers = providers;
    this.limits = limits;
    attempt = watched(first);
  }

  private Job watched(Job next) {
    next.onProgress(
        progress -> {
          if (progress.stage() != Stage.DONE && progress.stage() != Stage.FAILED) {
            relay(progress);
          }
        });
    return next;
  }

  @Override
  protected String source() {
    return attempt.source();
  }

  @Override
  protected Path target() {
    return attempt.target();
  }

  @Override
  protected void rest() throws IOException {
    attempt.rest();
  }

  @Override
  public synchronized void pause() {
    super.pause();
    attempt.pause();
  }

  @Override
  public synchronized void resume() {
    super.resume();
    attempt.resume();
  }

  @Override
  protected void cancelling() {
    cancelled = true;
    attempt.cancel();
    providers.changes().happened();
  }

  @Override
  protected void interrupt() {
    attempt.interrupt();
    cancel();
  }

  @Override
  protected ExportResult work() throws IOException {
    for (int restarts = 0; ; restarts++) {
      ran = true;
      attempt.run();
      try {
        return withWarnings(attempt.await());
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (MediaException failure) {
        PluginGone gone = PluginGone.in(failure).orElseThrow(() -> failure);
        if (restarts == limits.most()) {
          throw failure;
        }
        takeUp(again(gone, failure));
        warn("%s; it began again with the one that is there now".formatted(gone.getMessage()));
      }
    }
  }

  private ExportResult withWarnings(ExportResult made) {
    List<String> all = Stream.concat(warnings().stream(), made.warnings().stream()).toList();
    return new ExportResult(
        made.path(),
        made.files(),
        made.sizeBytes(),
        made.durationUs(),
        made.container(),
        made.tracks(),
        all,
        elapsed());
  }

  /** Waits for another provider, and opens with it; what is missing then may come yet. */
  private Job again(PluginGone gone, MediaException failure) throws MediaException {
    AtomicReference<@Nullable Job> next = new AtomicReference<>();
    AtomicReference<MediaException> why = new AtomicReference<>(failure);
    try {
      providers
          .changes()
          .await(
              () -> cancelled || (providers.isThere(gone) && open(next, why)), limits.patience());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    Job opened = next.get();
    if (opened == null) {
      throw why.get();
    }
    return opened;
  }

  /** Tries to open the next attempt; false if another plugin may be all that is missing. */
  private boolean open(AtomicReference<@Nullable Job> next, AtomicReference<MediaException> why) {
    try {
      next.set(attempts.next(id()));
      return true;
    } catch (MediaException e) {
      why.set(e);
      return e.code().kind() != ErrorKind.RESOURCE && e.code() != MediaError.FORMAT_UNKNOWN;
    } catch (IOException e) {
      why.set(new MediaException(MediaError.IO_ERROR, String.valueOf(e.getMessage()), e));
      return true;
    }
  }

  /** Makes an attempt the present one; who cancelled or paused meanwhile meant it, too. */
  private synchronized void takeUp(Job next) {
    attempt = watched(next);
    if (isPaused()) {
      next.pause();
    }
    if (cancelled) {
      next.cancel();
    }
  }

  private MediaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new MediaException(MediaError.CANCELLED, id() + " was interrupted", e);
  }

  @Override
  public void close() throws IOException {
    if (!ran) {
      attempt.close();
    }
  }
}
