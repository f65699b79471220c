package org.kinora.engine.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kinora.engine.file.TargetTakenException;
import org.kinora.export.ExportJob;
import org.kinora.export.JobInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** The jobs of this run: those that have not ended, and what is known of the others. */
public final class JobRegister {
  /** Jobs that ended are remembered up to this many; the oldest are forgotten. */
  private static final int MOST_ENDED = 1000;

  private final Map<String, Job> running = new LinkedHashMap<>();
  private final Map<String, JobInfo> ended = new LinkedHashMap<>();

  /** Takes up a job, perhaps one that failed before. */
  public synchronized void add(Job job) {
    ended.remove(job.id());
    running.put(job.id(), job);
  }

  /** Keeps of a job what is known of it, and lets go of all it holds. */
  public synchronized void ended(Job job) {
    running.remove(job.id(), job);
    if (running.containsKey(job.id())) {
      return; // somebody goes on with it already
    }
    ended.put(job.id(), job.info());
    if (ended.size() > MOST_ENDED) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** The jobs that have not ended. */
  public synchronized List<ExportJob> running() {
    return List.copyOf(running.values());
  }

  /** Ends all jobs because the program ends. */
  public void interrupt() {
    List<Job> jobs;
    synchronized (this) {
      jobs = List.copyOf(running.values());
    }
    jobs.forEach(Job::interrupt);
  }

  /** Whether it is a job of this run, and was not forgotten. */
  public synchronized boolean knows(String id) {
    return running.containsKey(id) || ended.containsKey(id);
  }

  /** Whether a job of this run has ended, and was not forgotten. */
  public synchronized boolean hasEnded(String id) {
    return ended.containsKey(id);
  }

  /** Whether one of the jobs that have not ended writes a target. */
  public synchronized boolean writes(Path target) {
    return running.values().stream().anyMatch(job -> job.target().equals(target));
  }

  /** Says which job has taken a target, if it is one of these. */
  public synchronized MediaException naming(TargetTakenException taken) {
    return running.values().stream()
        .filter(job -> job.target().equals(taken.target()))
        .findFirst()
        .<MediaException>map(job -> taken.by(job.id()))
        .orElse(taken);
  }

  /** All that are known, oldest first. */
  public synchronized List<JobInfo> list() {
    return Stream.concat(ended.values().stream(), running.values().stream().map(Job::info))
        .sorted((a, b) -> a.startedAt().compareTo(b.startedAt()))
        .toList();
  }

  /**
   * Forgets a job that has ended.
   *
   * @throws MediaException ARGUMENT_INVALID if there is none, or it runs
   */
  public synchronized void forget(String id) throws MediaException {
    if (running.containsKey(id)) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "job " + id + " runs; cancel it first");
    }
    if (ended.remove(id) == null) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "there is no job %s; there are %s".formatted(id, new ArrayList<>(ended.keySet())));
    }
  }
}
