package org.kinora.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.capture.CaptureJob;
import org.kinora.engine.compose.ComposeJob;
import org.kinora.engine.compose.ImagesJob;
import org.kinora.engine.compose.PictureStash;
import org.kinora.engine.copy.CopyJob;
import org.kinora.engine.copy.ImportJob;
import org.kinora.engine.copy.OpenSalvage;
import org.kinora.engine.copy.RecoverJob;
import org.kinora.engine.dataset.DatasetJob;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.file.TargetTakenException;
import org.kinora.engine.job.Job;
import org.kinora.engine.job.JobJournal;
import org.kinora.engine.job.JobQueue;
import org.kinora.engine.job.JobRecord;
import org.kinora.engine.job.JobRegister;
import org.kinora.engine.job.RestartingJob;
import org.kinora.engine.job.Restarts;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.EngineCatalog;
import org.kinora.engine.render.RenderJob;
import org.kinora.engine.thumbs.ThumbnailsJob;
import org.kinora.engine.thumbs.WaveformJob;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportService;
import org.kinora.export.JobInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.Track;
import org.kinora.scene.Scenes;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each job on a thread of its own; composed exports wait for each other. When it is
 * deactivated, all jobs are stopped.
 */
@Component(configurationPid = ExportSettings.PID)
@Designate(ocd = ExportSettings.class)
public final class EngineExport implements ExportService {
  /** The framework property that says how many composed exports work at a time. */
  static final String JOBS_PROPERTY = "kinora.export.jobs";

  /** Below the root of the recordings. */
  private static final Path JOURNAL = Path.of(".kinora", "jobs");

  private static final Logger LOG = LoggerFactory.getLogger(EngineExport.class);
  private static final long STOP_SECONDS = 8;

  private final Providers providers;
  private final AtomicLong number = new AtomicLong();
  private final JobRegister register = new JobRegister();

  /** Read-held while a job is prepared: what it has written so far is nobody else's to remove. */
  private final ReadWriteLock starting = new ReentrantReadWriteLock();

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "kinora-job");
            thread.setDaemon(true);
            return thread;
          });

  private final JobQueue composed;
  private final int usualJobsAtATime;
  private volatile Restarts restarts = Restarts.USUAL;
  private final Optional<JobJournal> journal;

  /** Called by Declarative Services. */
  @Activate
  public EngineExport(
      BundleContext context,
      @Reference Providers providers,
      @Reference Scenes scenes,
      ExportSettings settings) {
    this(
        providers,
        jobsAtATime(context.getProperty(JOBS_PROPERTY)),
        Optional.of(
            new JobJournal(
                EngineCatalog.rootOf(context.getProperty(EngineCatalog.ROOT_PROPERTY))
                    .resolve(JOURNAL),
                scenes)));
    modified(settings);
  }

  /**
   * Makes the service.
   *
   * @param journal where jobs that have not ended are noted; absent for none
   */
  public EngineExport(Providers providers, int jobsAtATime, Optional<JobJournal> journal) {
    this.providers = providers;
    this.journal = journal;
    usualJobsAtATime = jobsAtATime;
    composed = new JobQueue(threads, this::runToEnd, jobsAtATime);
  }

  /** Called by Declarative Services: the settings changed. */
  @Modified
  void modified(ExportSettings settings) {
    limit(new Restarts(Duration.ofMillis(settings.restartWaitMs()), settings.restarts()));
    int wanted = settings.jobsAtATime();
    composed.setAtATime(wanted > 0 ? wanted : usualJobsAtATime);
  }

  /** The number that a property states, 1 to 99; what is no such number is reported. */
  static int jobsAtATime(@Nullable String property) {
    if (property == null || property.isBlank()) {
      return 1;
    }
    if (property.strip().matches("[1-9]\\d?")) {
      return Integer.parseInt(property.strip());
    }
    LOG.warn("{} is '{}', not a number from 1 to 99; it is 1", JOBS_PROPERTY, property);
    return 1;
  }

  /** Sets how jobs that are started from now on begin again. */
  void limit(Restarts wanted) {
    restarts = wanted;
  }

  @Override
  public ExportJob start(ExportRequest request) throws IOException {
    starting.readLock().lock();
    try {
      return run(restarting(request), isComposed(request));
    } catch (TargetTakenException e) {
      throw register.naming(e);
    } finally {
      starting.readLock().unlock();
    }
  }

  /** Those that take a processor or two for themselves. */
  private static boolean isComposed(ExportRequest request) {
    return request instanceof ExportRequest.Compose || request instanceof ExportRequest.Images;
  }

  private Job run(Job job, boolean isComposed) throws IOException {
    register.add(job);
    try {
      if (isComposed) {
        composed.add(job);
      } else {
        threads.execute(() -> runToEnd(job));
      }
      return job;
    } catch (RejectedExecutionException e) {
      register.ended(job);
      String what = job.id() + " was not started: Kinora is stopping";
      try (job) {
        throw new MediaException(MediaError.CLOSED, what, e);
      }
    }
  }

  private void runToEnd(Job job) {
    try {
      job.run();
    } finally {
      register.ended(job);
    }
  }

  /** A job that begins again when a plugin is taken away; nobody can record anything again. */
  private Job restarting(ExportRequest request) throws IOException {
    Job first = prepare(request, number.incrementAndGet());
    return first instanceof CaptureJob
        ? first
        : new RestartingJob(first, id -> again(request, id), providers, restarts);
  }

  /** The next attempt of a job, from where the one before was safe, or from its start. */
  private Job again(ExportRequest request, String id) throws IOException {
    if (request instanceof ExportRequest.Compose compose) {
      return interrupted().containsKey(id)
          ? resumed(take(id))
          : ComposeJob.prepare(id, compose, providers.heldBy(id), Optional.empty());
    }
    long n = Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    return prepare(request instanceof ExportRequest.Dataset set ? overwriting(set) : request, n);
  }

  /** What stands there is of the attempt before; another version of the format replaces it. */
  private static ExportRequest overwriting(ExportRequest.Dataset asked) {
    return new ExportRequest.Dataset(
        asked.sources(), asked.target(), asked.format(), asked.options(), asked.workers(), true);
  }

  private Job resumed(JobJournal.Entry entry) throws IOException {
    try {
      return ComposeJob.resume(entry, providers.heldBy(entry.id()));
    } catch (IOException | RuntimeException e) {
      entry.close();
      throw e;
    }
  }

  private Job prepare(ExportRequest request, long n) throws IOException {
    if (request instanceof ExportRequest.Copy copy) {
      return CopyJob.prepare("copy-" + n, copy, providers.heldBy("copy-" + n));
    } else if (request instanceof ExportRequest.Render render) {
      return RenderJob.prepare("render-" + n, render, providers.heldBy("render-" + n));
    } else if (request instanceof ExportRequest.Compose compose) {
      return compose(compose, n);
    } else if (request instanceof ExportRequest.Images images) {
      return ImagesJob.prepare("images-" + n, images, providers.heldBy("images-" + n));
    } else if (request instanceof ExportRequest.Thumbnails thumbnails) {
      return ThumbnailsJob.prepare("thumbs-" + n, thumbnails, providers.heldBy("thumbs-" + n));
    } else if (request instanceof ExportRequest.Waveform waveform) {
      return WaveformJob.prepare("waveform-" + n, waveform, providers.heldBy("waveform-" + n));
    } else if (request instanceof ExportRequest.Import into) {
      return ImportJob.prepare("import-" + n, into, providers.heldBy("import-" + n));
    } else if (request instanceof ExportRequest.Capture capture) {
      return CaptureJob.prepare("record-" + n, capture, providers.heldBy("record-" + n));
    } else if (request instanceof ExportRequest.Recover recover) {
      return RecoverJob.prepare("recover-" + n, recover, providers.heldBy("recover-" + n));
    } else if (request instanceof ExportRequest.Dataset dataset) {
      return DatasetJob.prepare("dataset-" + n, dataset, providers.heldBy("dataset-" + n));
    }
    throw new IllegalArgumentException("unknown request " + request);
  }

  private Job compose(ExportRequest.Compose request, long n) throws IOException {
    Optional<JobJournal.Entry> entry = begin();
    String id = entry.map(JobJournal.Entry::id).orElse("export-" + n);
    try {
      return ComposeJob.prepare(id, request, providers.heldBy(id), entry);
    } catch (IOException | RuntimeException e) {
      if (entry.isPresent()) {
        entry.get().delete();
      }
      throw e;
    }
  }

  /** Notes a job; where that cannot be written, it works all the same. */
  private Optional<JobJournal.Entry> begin() {
    try {
      return journal.isPresent() ? Optional.of(journal.get().begin()) : Optional.empty();
    } catch (IOException e) {
      LOG.warn("a later run cannot go on with this export: {}", e.getMessage());
      return Optional.empty();
    }
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
    return register.running();
  }

  @Override
  public List<JobInfo> jobs() {
    List<JobInfo> jobs = new ArrayList<>(register.list());
    interrupted()
        .forEach(
            (id, record) -> {
              if (!register.knows(id)) {
                jobs.add(record.interrupted(id));
              }
            });
    jobs.sort(Comparator.comparing(JobInfo::startedAt));
    return List.copyOf(jobs);
  }

  private Map<String, JobRecord> interrupted() {
    try {
      return journal.isPresent() ? journal.get().interrupted() : Map.of();
    } catch (IOException e) {
      LOG.warn("jobs of earlier runs are not known: {}", e.getMessage());
      return Map.of();
    }
  }

  @Override
  public ExportJob resume(String id) throws IOException {
    starting.readLock().lock();
    try {
      Job first = resumed(take(id));
      return run(new RestartingJob(first, next -> resumed(take(next)), providers, restarts), true);
    } catch (TargetTakenException e) {
      throw register.naming(e);
    } finally {
      starting.readLock().unlock();
    }
  }

  private JobJournal.Entry take(String id) throws IOException {
    if (journal.isEmpty()) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "no job " + id + " was interrupted");
    }
    return journal.get().take(id);
  }

  @Override
  public void forget(String id) throws IOException {
    if (!interrupted().containsKey(id)) {
      register.forget(id);
      return;
    }
    try (JobJournal.Entry entry = take(id)) {
      Path target = entry.read().target();
      Directories.delete(PictureStash.directoryOf(target, id));
      if (!register.writes(target)) {
        Files.deleteIfExists(TargetFile.partOf(target));
      }
      entry.delete();
    }
    if (register.hasEnded(id)) {
      register.forget(id);
    }
  }

  /**
   * Stops all jobs and waits: recordings are finished, what would not be whole is removed, composed
   * exports are left to a later run.
   */
  @Deactivate
  public void stop() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    threads.shutdown(); // first, so that no job begins that is not among those
    if (starting.writeLock().tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
      starting.writeLock().unlock();
    }
    register.interrupt();
    if (!threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      LOG.warn(
          "jobs still running after {} s: {}",
          STOP_SECONDS,
          register.running().stream().map(ExportJob::id).toList());
    }
  }
}
