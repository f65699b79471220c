package org.kinora.tck.framework.inside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.kinora.media.SampleRange;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.tck.framework.inside.Contents.Sample;

/** Somebody who has recordings open and reads single samples of them at random. */
final class Reads implements Callable<String> {
  /** Between two reads. */
  private static final long PAUSE_NS = 500_000;

  /** What Linux tells of a thread: time in a processor, time of waiting for one, turns. */
  private static final Path TURNS = Path.of("/proc/thread-self/schedstat");

  private final Services services;
  private final BooleanSupplier ends;
  private final List<Known> recordings = new ArrayList<>();
  private final Waits waits = new Waits();
  private final Waits ownWaits = new Waits();
  private final ByteBuffer turns = ByteBuffer.allocate(64);

  /** A recording and what is in it. */
  private record Known(Path at, List<Sample> samples) {}

  Reads(Services services, BooleanSupplier ends) {
    this.services = services;
    this.ends = ends;
  }

  /** Reads of this one, too, and of no sample that is not in it now. */
  void add(Path recording) throws IOException {
    try (PlaybackSession session = services.get(Playback.class).open(recording)) {
      recordings.add(new Known(recording, Contents.samples(session)));
    }
  }

  /** How long reads took, also less the time in which other threads had the processors. */
  String waits() {
    return waits + "\nless the waiting for a processor: " + ownWaits;
  }

  /** Reads until it ends or fails. */
  @Override
  public String call() throws IOException {
    Random random = new Random();
    List<PlaybackSession> open = new ArrayList<>();
    try (FileChannel schedule = Files.exists(TURNS) ? FileChannel.open(TURNS) : null) {
      for (Known one : recordings) {
        open.add(services.get(Playback.class).open(one.at()));
      }
      while (!ends.getAsBoolean()) {
        int which = random.nextInt(open.size());
        List<Sample> samples = recordings.get(which).samples();
        Sample wanted = samples.get(random.nextInt(samples.size()));
        if (!read(open.get(which), wanted, schedule).equals(List.of(wanted))) {
          return "wrong: " + recordings.get(which).at() + ", " + wanted;
        }
        LockSupport.parkNanos(PAUSE_NS);
      }
    } finally {
      for (PlaybackSession session : open) {
        session.close();
      }
    }
    return Load.DONE;
  }

  private List<Sample> read(PlaybackSession session, Sample wanted, @Nullable FileChannel schedule)
      throws IOException {
    List<Sample> read = new ArrayList<>();
    SampleRange range = new SampleRange(wanted.track(), wanted.number(), 1);
    long queuedNs = queuedNs(schedule);
    long beganNs = System.nanoTime();
    session.getRange(
        range, (info, data) -> read.add(Sample.of(wanted.track(), wanted.number(), info, data)));
    long tookNs = System.nanoTime() - beganNs;
    waits.add(tookNs);
    ownWaits.add(Math.max(0, tookNs - (queuedNs(schedule) - queuedNs)));
    return read;
  }

  /** How long this thread has waited for a processor so far; only Linux tells. */
  private long queuedNs(@Nullable FileChannel schedule) throws IOException {
    if (schedule == null) {
      return 0;
    }
    int length = schedule.read(turns.clear(), 0);
    return Long.parseLong(new String(turns.array(), 0, length, US_ASCII).split(" ", -1)[1]);
  }
}
