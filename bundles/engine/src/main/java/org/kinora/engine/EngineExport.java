package org.kinora.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportService;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.Track;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each job on a thread of its own; when it is deactivated, all jobs are stopped. */
@Component
public final class EngineExport implements ExportService {
  private static final Logger LOG = LoggerFactory.getLogger(EngineExport.class);
  private static final long STOP_SECONDS = 8;

  private final Providers providers;
  private final AtomicLong number = new AtomicLong();
  private final Set<Job> running = ConcurrentHashMap.newKeySet();

  /** Read-held while a job is prepared: what it has written so far is nobody else's to remove. */
  private final ReadWriteLock starting = new ReentrantReadWriteLock();

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "kinora-job");
            thread.setDaemon(true);
            return thread;
          });

  /** Called by Declarative Services. */
  @Activate
  public EngineExport(@Reference Providers providers) {
    this.providers = providers;
  }

  @Override
  public ExportJob start(ExportRequest request) throws IOException {
    starting.readLock().lock();
    try {
      return run(prepare(request));
    } finally {
      starting.readLock().unlock();
    }
  }

  private Job run(Job job) throws IOException {
    running.add(job);
    try {
      threads.execute(
          () -> {
            try {
              job.run();
            } finally {
              running.remove(job);
            }
          });
      return job;
    } catch (RejectedExecutionException e) {
      running.remove(job);
      String what = job.id() + " was not started: Kinora is stopping";
      try (job) {
        throw new MediaException(MediaError.CLOSED, what, e);
      }
    }
  }

  private Job prepare(ExportRequest request) throws IOException {
    long n = number.incrementAndGet();
    if (request instanceof ExportRequest.Copy copy) {
      return CopyJob.prepare("copy-" + n, copy, providers);
    } else if (request instanceof ExportRequest.Render render) {
      return RenderJob.prepare("render-" + n, render, providers);
    } else if (request instanceof ExportRequest.Compose compose) {
      return ComposeJob.prepare("export-" + n, compose, providers);
    } else if (request instanceof ExportRequest.Import into) {
      return ImportJob.prepare("import-" + n, into, providers);
    } else if (request instanceof ExportRequest.Capture capture) {
      return CaptureJob.prepare("record-" + n, capture, providers);
    } else if (request instanceof ExportRequest.Recover recover) {
      return RecoverJob.prepare("recover-" + n, recover, providers);
    }
    throw new IllegalArgumentException("unknown request " + request);
  }

  @Override
  public List<Track> tracks(String source, Map<String, String> options) throws IOException {
    try (Capture capture =
        providers.open(new CaptureSettings(source, options, CaptureJob.SILENCE))) {
      return capture.tracks();
    }
  }

  @Override
  public SalvageReport examine(Path file) throws IOException {
    try (OpenSalvage there = OpenSalvage.open(file, providers)) {
      return there.salvage().report();
    }
  }

  @Override
  public List<ExportJob> running() {
    return List.copyOf(running);
  }

  /** Stops all jobs and waits: recordings are finished, what would not be whole is removed. */
  @Deactivate
  void stop() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    threads.shutdown(); // first, so that no job begins that is not among those
    if (starting.writeLock().tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
      starting.writeLock().unlock();
    }
    running.forEach(ExportJob::stop);
    if (!threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      LOG.warn(
          "jobs still running after {} s: {}",
          STOP_SECONDS,
          running.stream().map(Job::id).toList());
    }
  }
}
