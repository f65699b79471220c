package org.kinora.engine.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinora.media.AudioFrame;
import org.kinora.media.Frame;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFrame;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source on a thread of its own and puts what it sends into a queue, on one timeline from
 * the first sample on. A live source that is lost is opened again, after a pause that grows from
 * half a second to half a minute; what then comes is placed by the time that went by meanwhile.
 */
final class CaptureFeed implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureFeed.class);
  private static final long FIRST_PAUSE_NANOS = 500_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;
  private static final String ENDED = "it ended";

  private final String job;
  private final Opener opener;
  private final CaptureClock clock;
  private final CaptureQueue queue;
  private final Consumer<String> warnings;
  private final List<Track> tracks;
  private final AtomicLong droppedPictures = new AtomicLong();
  private final Thread thread;
  private Capture capture;
  private volatile boolean stopping;
  private volatile boolean started;
  private volatile long startNanos;

  private long pauseNanos = FIRST_PAUSE_NANOS;

  /** When this connection's first sample came. */
  private long beganNanos;

  /** What is added to the times of this connection. */
  private long offsetUs;

  /** Where what came so far ends. */
  private long endUs;

  /** Why the last connection was lost, until the next one sends something. */
  private @Nullable String lost;

  /** Opens the source once more. */
  @FunctionalInterface
  interface Opener {
    /** As {@link org.kinora.spi.capture.CaptureFactory#open}. */
    Capture open() throws IOException;
  }

  /**
   * Prepares to read.
   *
   * @param first a capture that was opened just now, which becomes this feed's own
   * @param job names the job in the log
   */
  CaptureFeed(
      String job,
      Capture first,
      Opener opener,
      CaptureClock clock,
      CaptureQueue queue,
      Consumer<String> warnings) {
    this.job = job;
    this.capture = first;
    this.opener = opener;
    this.clock = clock;
    this.queue = queue;
    this.warnings = warnings;
    tracks = first.tracks();
    beganNanos = beginning(first);
    thread = new Thread(this::run, "kinora-capture");
    thread.setDaemon(true);
  }

  private long beginning(Capture opened) {
    return clock.nanoTime() - opened.lead().toNanos();
  }

  void start() {
    thread.start();
  }

  /** Asks to end now; the queue ends soon. May be called by any thread. */
  void stop() {
    stopping = true;
    thread.interrupt();
  }

  /** Since the first sample came. May be called by any thread. */
  long elapsedUs() {
    return started ? (clock.nanoTime() - startNanos) / 1000 : 0;
  }

  /** Pictures for which there was no room. May be called by any thread. */
  long droppedPictures() {
    return droppedPictures.get();
  }

  private void run() {
    try {
      read();
      end();
    } catch (InterruptedException e) {
      end(); // only stop() interrupts
    } catch (IOException | RuntimeException | Error e) {
      queue.fail(e);
    }
  }

  private void end() {
    if (lost != null) {
      warnings.accept("the source was lost and did not come back: " + lost);
    }
    queue.end();
  }

  private void read() throws IOException, InterruptedException {
    String reason = readConnection();
    while (!stopping && capture.live()) {
      LOG.warn("{} lost its source: {}; trying again", job, reason);
      lost = reason;
      capture.close();
      capture = reopen();
      beganNanos = beginning(capture);
      if (!capture.tracks().equals(tracks)) {
        warnings.accept(
            "the source came back with other tracks: found %s, expected %s; the recording ends here"
                .formatted(capture.tracks(), tracks));
        return;
      }
      reason = readConnection();
    }
    if (!stopping && !reason.equals(ENDED)) {
      warnings.accept("the source ended early: " + reason);
    }
  }

  /** Reads until the connection is lost; tells why. */
  private String readConnection() {
    CaptureSink sink = new Placed();
    try {
      while (!stopping) {
        if (!capture.read(sink)) {
          return ENDED;
        }
      }
      return "the recording is being ended";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Capture reopen() throws InterruptedException {
    while (true) {
      clock.pause(pauseNanos);
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
      try {
        return opener.open();
      } catch (IOException e) {
        if (stopping) {
          throw new InterruptedException(e.getMessage());
        }
        LOG.info("{} cannot open its source again: {}", job, e.getMessage());
      }
    }
  }

  /** Places what one connection sends on the recording's timeline. */
  private final class Placed implements CaptureSink {
    private boolean begun;

    @Override
    public void sample(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
      begin();
      SampleInfo placed =
          new SampleInfo(
              offsetUs + info.timeUs(),
              offsetUs + info.decodeTimeUs(),
              info.durationUs(),
              info.size(),
              info.keyframe());
      queue.sample(trackId, placed, data);
      endUs = Math.max(endUs, placed.timeUs() + placed.durationUs());
    }

    @Override
    public void frame(int trackId, Frame frame) throws IOException {
      begin();
      long timeUs = offsetUs + frame.timeUs();
      if (frame instanceof VideoFrame picture) {
        if (!queue.picture(trackId, picture.at(timeUs, picture.durationUs()), !capture.live())) {
          if (droppedPictures.getAndIncrement() == 0) {
            LOG.warn("{} drops pictures: encoding or the disk is too slow", job);
          }
        }
        endUs = Math.max(endUs, timeUs + picture.durationUs());
      } else if (frame instanceof AudioFrame sound) {
        queue.sound(
            trackId, new AudioFrame(timeUs, sound.sampleRate(), sound.channels(), sound.samples()));
        endUs = Math.max(endUs, timeUs + sound.count() * 1_000_000L / sound.sampleRate());
      }
    }

    private void begin() throws IOException {
      if (begun) {
        return;
      }
      begun = true;
      pauseNanos = FIRST_PAUSE_NANOS;
      if (!started) {
        startNanos = beganNanos;
        started = true;
        return;
      }
      offsetUs = Math.max((beganNanos - startNanos) / 1000, endUs);
      queue.gap(new CaptureQueue.Gap(endUs, offsetUs, String.valueOf(lost)));
      lost = null;
    }
  }

  /** Ends the thread and closes the capture. */
  @Override
  public void close() throws IOException {
    stop();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    capture.close();
  }
}
