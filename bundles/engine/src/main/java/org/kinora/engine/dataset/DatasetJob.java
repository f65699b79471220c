package org.kinora.engine.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Unit;

/**
 * Writes a data set, several recordings at a time. One that was interrupted, or failed, left the
 * recordings that it had written, and the same request goes on behind them.
 */
public final class DatasetJob extends Job {
  private final ExportRequest.Dataset asked;
  private final Providers providers;
  private final DatasetPlan plan;
  private final DatasetFormat format;
  private final DatasetTarget target;
  private final List<Path> written = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Held while progress is told, as {@link Job} takes it of one thread at a time. */
  private final Object turn = new Object();

  private final long totalUs;
  private long doneUs;
  private long samples;
  private long bytes;

  private DatasetJob(String id, DatasetPlanning planning, Providers providers, Path root)
      throws IOException {
    super(id);
    this.asked = planning.asked();
    this.providers = providers;
    plan = planning.plan();
    format = planning.format().service();
    totalUs = plan.units().stream().mapToLong(DatasetJob::lengthUs).sum();
    target = DatasetTarget.open(root, planning.request(), asked.overwrite());
  }

  /** Makes the plan and keeps the target. */
  public static DatasetJob prepare(String id, ExportRequest.Dataset asked, Providers providers)
      throws IOException {
    Path root = asked.target().toAbsolutePath().normalize();
    return new DatasetJob(id, DatasetPlanning.of(providers, asked), providers, root);
  }

  private static long lengthUs(Unit unit) {
    return DatasetPlanning.endUs(unit) - DatasetPlanning.startUs(unit);
  }

  @Override
  protected String source() {
    String first = asked.sources().get(0).toString();
    int others = asked.sources().size() - 1;
    return others == 0 ? first : "%s and %d more".formatted(first, others);
  }

  @Override
  protected Path target() {
    return target.root();
  }

  @Override
  protected ExportResult work() throws IOException {
    if (target.found().isDone()) {
      warn("all of it was there already; nothing was written");
      return result();
    }
    target.begin();
    Queue<Unit> open = new ConcurrentLinkedQueue<>();
    for (Unit unit : plan.units()) {
      if (target.found().inPlace().contains(unit.number())) {
        doneUs += lengthUs(unit);
      } else {
        open.add(unit);
      }
    }
    if (open.size() < plan.units().size()) {
      int there = plan.units().size() - open.size();
      warn("%d of %d recordings were in place already".formatted(there, plan.units().size()));
    }
    writeAll(open);
    complete();
    return result();
  }

  /** Writes all units, as many at a time as there are workers. */
  private void writeAll(Queue<Unit> open) throws IOException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(asked.workers(), open.size()); i++) {
      Thread worker = new Thread(() -> writeSome(open), "kinora-dataset-" + (i + 1));
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
    try {
      for (Thread worker : workers) {
        join(worker);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MediaException(MediaError.CANCELLED, id() + " was interrupted", e);
    }
    rethrow();
  }

  /** Waits for a worker, who ends at its next sample once this thread is interrupted. */
  private void join(Thread worker) throws InterruptedException {
    try {
      worker.join();
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      worker.join();
      throw e;
    }
  }

  private void writeSome(Queue<Unit> open) {
    for (Unit unit = open.poll(); unit != null && failure.get() == null; unit = open.poll()) {
      try {
        write(unit);
      } catch (IOException | RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  private void rethrow() throws IOException {
    Throwable first = failure.get();
    if (first instanceof IOException e) {
      throw e;
    } else if (first instanceof RuntimeException e) {
      throw e;
    } else if (first instanceof Error e) {
      throw e;
    }
  }

  private void write(Unit unit) throws IOException {
    UnitWatch watch = new UnitWatch(unit);
    watch.at(DatasetPlanning.startUs(unit));
    try {
      Path part = target.part(unit.number());
      String report;
      try (DatasetSource source =
          new DatasetSource(providers, asked.sources().get(unit.number()), watch, opened -> {})) {
        source.open();
        report = format.write(plan, unit, source, part);
      }
      List<Path> files = target.place(unit.number(), report);
      synchronized (written) {
        written.addAll(files);
      }
    } catch (MediaException e) {
      throw e.code() == MediaError.CANCELLED ? e : named(e.code(), unit, e);
    } catch (IOException e) {
      throw named(MediaError.IO_ERROR, unit, e);
    } catch (RuntimeException e) {
      throw named(MediaError.INTERNAL_ERROR, unit, e);
    }
    watch.at(DatasetPlanning.endUs(unit));
  }

  private static MediaException named(ErrorCode code, Unit unit, Exception cause) {
    return new MediaException(
        code, "recording %s: %s".formatted(unit.recording(), cause.getMessage()), cause);
  }

  /** Counts one unit's work. */
  private final class UnitWatch implements Watch {
    private final long startUs;
    private final long lengthUs;
    private long reachedUs;

    UnitWatch(Unit unit) {
      startUs = DatasetPlanning.startUs(unit);
      lengthUs = lengthUs(unit);
    }

    @Override
    public void at(long timeUs) throws MediaException {
      synchronized (turn) {
        if (failure.get() != null) {
          throw new MediaException(MediaError.CANCELLED, id() + " failed at another recording");
        }
        proceed();
        long toUs = Math.min(Math.max(timeUs, startUs) - startUs, lengthUs);
        if (toUs > reachedUs) {
          doneUs += toUs - reachedUs;
          reachedUs = toUs;
        }
        report(Stage.ENCODING, doneUs, totalUs, samples, bytes);
      }
    }

    @Override
    public void wrote(int sizeBytes) {
      synchronized (turn) {
        samples++;
        bytes += sizeBytes;
      }
    }
  }

  private void complete() throws IOException {
    report(Stage.FINISHING, totalUs, totalUs, samples, bytes);
    proceed();
    List<String> reports = new ArrayList<>();
    for (Unit unit : plan.units()) {
      reports.add(target.report(unit.number()).orElseThrow());
    }
    Path part = target.part(DatasetJournal.WHOLE);
    format.complete(plan, reports, target.root(), part);
    proceed();
    written.addAll(target.place(DatasetJournal.WHOLE, ""));
    target.done();
  }

  private ExportResult result() {
    List<String> notes = new ArrayList<>();
    for (Unit unit : plan.units()) {
      unit.notes().forEach(note -> notes.add("%s: %s".formatted(unit.recording(), note)));
    }
    notes.addAll(warnings());
    return new ExportResult(
        target.root(),
        written.stream().sorted().toList(),
        target.sizeBytes(),
        plan.units().stream().mapToLong(DatasetPlanning::durationUs).sum(),
        asked.format(),
        List.of(),
        notes,
        elapsed());
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
