package org.kinora.engine.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinora.export.ExportResult;
import org.kinora.export.JobInfo.State;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Jobs take their turns on threads that run only when the test lets them. */
class JobQueueTest {
  /** What the queue has given to threads and has not ended yet. */
  private final List<Runnable> started = new ArrayList<>();

  private final List<String> ended = new ArrayList<>();
  private final JobQueue queue = new JobQueue(started::add, this::run, 1);

  private void run(Job job) {
    job.run();
    ended.add(job.id());
  }

  /** A job that has nothing to do. */
  private static final class Idle extends Job {
    Idle(String id) {
      super(id);
    }

    @Override
    protected String source() {
      return "";
    }

    @Override
    protected Path target() {
      return Path.of(id());
    }

    @Override
    protected ExportResult work() {
      return new ExportResult(target(), List.of(), 0, 0, "", List.of(), warnings(), Duration.ZERO);
    }

    @Override
    public void close() {}
  }

  private List<Job> add(String... ids) {
    List<Job> jobs = Stream.of(ids).<Job>map(Idle::new).toList();
    jobs.forEach(queue::add);
    return jobs;
  }

  private void endOne() {
    started.remove(0).run();
  }

  private static List<State> states(List<Job> jobs) {
    return jobs.stream().map(job -> job.info().state()).toList();
  }

  @Test
  void add_moreThanMayWork_wait() {
    List<Job> jobs = add("a-1", "a-2", "a-3");
    assertEquals(1, started.size());
    assertEquals(List.of(State.RUNNING, State.QUEUED, State.QUEUED), states(jobs));
    endOne();
    assertEquals(1, started.size());
    endOne();
    endOne();
    assertEquals(List.of("a-1", "a-2", "a-3"), ended);
    assertEquals(List.of(), started);
  }

  @Test
  void setAtATime_more_startsThoseThatWait() {
    add("a-1", "a-2", "a-3", "a-4");
    queue.setAtATime(3);
    assertEquals(3, started.size());
    endOne();
    assertEquals(3, started.size());
    endOne();
    endOne();
    endOne();
    assertEquals(List.of("a-1", "a-2", "a-3", "a-4"), ended);
  }

  @Test
  void setAtATime_moreThanThereAre_leavesRoomForThoseThatCome() {
    add("a-1");
    queue.setAtATime(3);
    assertEquals(1, started.size());
    add("a-2", "a-3", "a-4");
    assertEquals(3, started.size());
  }

  @Test
  void setAtATime_fewer_stopsNoneAndStartsNoneUntilEnoughHaveEnded() {
    queue.setAtATime(3);
    add("a-1", "a-2", "a-3", "a-4", "a-5");
    queue.setAtATime(1);
    assertEquals(3, started.size());
    endOne();
    endOne();
    assertEquals(1, started.size());
    endOne();
    assertEquals(1, started.size());
    assertEquals(List.of("a-1", "a-2", "a-3"), ended);
    endOne();
    endOne();
    assertEquals(List.of(), started);
    add("a-6");
    assertEquals(1, started.size());
  }

  @Test
  void cancel_oneThatWaits_endsItAndTakesNoTurn() {
    List<Job> jobs = add("a-1", "a-2", "a-3");
    jobs.get(1).cancel();
    assertEquals(List.of("a-2"), ended);
    MediaException e = assertThrows(MediaException.class, jobs.get(1)::await);
    assertEquals(MediaError.CANCELLED, e.code());
    queue.setAtATime(2);
    assertEquals(2, started.size());
    endOne();
    endOne();
    assertEquals(List.of("a-2", "a-1", "a-3"), ended);
  }
}
