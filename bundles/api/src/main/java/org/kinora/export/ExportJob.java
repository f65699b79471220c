package org.kinora.export;

import java.io.IOException;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One piece of work that writes. Safe for many threads. What it writes appears under its final name
 * only when it is whole; until then its name ends in {@code .part}, and a failed or cancelled job
 * removes that. {@link ExportRequest.Capture} does otherwise, as nobody can record it again, and
 * {@link ExportRequest.Dataset}, whose recordings that are whole stay.
 */
@ProviderType
public interface ExportJob {
  /** A word that names the job in the log. */
  String id();

  /** How far it is. */
  Progress progress();

  /** Calls the listener on the job's thread about ten times a second, and once at the end. */
  void onProgress(Consumer<Progress> listener);

  /** What is known of it. */
  JobInfo info();

  /**
   * Asks the job to wait at the next sample; returns at once. It keeps what it has opened. A live
   * capture, which nobody can hold up, goes on.
   */
  void pause();

  /** Lets a paused job go on. */
  void resume();

  /** Asks the job to stop; returns at once. A job that has ended is left as it is. */
  void cancel();

  /**
   * Asks the job to come to a good end now; returns at once. A recording is completed with what
   * arrived so far. A job whose target would not be whole is cancelled.
   */
  void stop();

  /**
   * Waits for the end.
   *
   * @throws IOException what the job failed with; CANCELLED after {@link #cancel()}
   * @throws InterruptedException if this thread is interrupted; the job goes on
   */
  ExportResult await() throws IOException, InterruptedException;
}
