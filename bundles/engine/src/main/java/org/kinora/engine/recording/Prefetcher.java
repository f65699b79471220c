package org.kinora.engine.recording;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.kinora.media.Gops;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads ahead into the cache, on one thread for all sessions, which ends when it has no work. */
public final class Prefetcher {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetcher.class);
  private static final long IDLE_SECONDS = 10;
  private static final long STOP_SECONDS = 8;

  private final long mostBytes;
  private final ThreadPoolExecutor thread;
  private volatile boolean stopped;

  /**
   * Makes one; its thread begins with the first work.
   *
   * @param mostBytes what one request may bring into the cache; so much less than the cache holds
   *     that it does not drive out what it brought first
   */
  public Prefetcher(long mostBytes) {
    this.mostBytes = mostBytes;
    thread =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread made = new Thread(work, "kinora-prefetch");
              made.setDaemon(true);
              return made;
            },
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Begins a request and returns at once.
   *
   * @param wanted asked before each read; false ends the request
   */
  public void around(
      CachedReader reader, int trackId, int sample, long aheadUs, BooleanSupplier wanted) {
    thread.execute(() -> new Request(reader, trackId, wanted).run(sample, aheadUs));
  }

  /** One request at work. */
  private final class Request {
    private final CachedReader reader;
    private final int trackId;
    private final BooleanSupplier wanted;
    private long broughtBytes;

    Request(CachedReader reader, int trackId, BooleanSupplier wanted) {
      this.reader = reader;
      this.trackId = trackId;
      this.wanted = wanted;
    }

    void run(int sample, long aheadUs) {
      try {
        if (isWanted()) {
          bringAll(reader.index(trackId), sample, aheadUs);
        }
      } catch (IOException | RuntimeException e) {
        LOG.debug("prefetch of track {} around sample {} ended", trackId, sample, e);
      }
    }

    private boolean isWanted() {
      return !stopped && wanted.getAsBoolean() && broughtBytes < mostBytes;
    }

    /** First the group itself, then those behind it, at last the one before it. */
    private void bringAll(TrackIndex index, int sample, long aheadUs) throws IOException {
      int key = groupOf(index, sample);
      int end = Gops.end(index, key);
      int ahead = end;
      while (ahead < index.count()
          && index.decodeTimeUs(ahead) - index.decodeTimeUs(end) < aheadUs) {
        ahead++;
      }
      bring(index, key, ahead);
      if (key > 0) {
        bring(index, groupOf(index, key - 1), key);
      }
    }

    private void bring(TrackIndex index, int from, int to) throws IOException {
      int next = from;
      while (next < to && isWanted()) {
        SampleRange run = SampleRuns.around(reader.info(), index, trackId, next);
        broughtBytes += reader.prefetch(index, run);
        next = run.end();
      }
    }
  }

  private static int groupOf(TrackIndex index, int sample) {
    int key = sample;
    while (key > 0 && !index.isKeyframe(key)) {
      key--;
    }
    return key;
  }

  /** Stops between two reads; a read is not interrupted, for that would close its file. */
  public void stop() throws InterruptedException {
    stopped = true;
    thread.shutdown();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("a prefetch still reads after {} s", STOP_SECONDS);
    }
  }
}
