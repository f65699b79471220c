package org.kinora.tck.framework.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportService;
import org.kinora.export.Progress;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaException;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.tck.framework.inside.Contents.Sample;

/** Records pictures that FFmpeg draws, one recording behind the other. */
final class Recorder implements Callable<String> {
  private static final Duration LENGTH = Duration.ofSeconds(4);

  /** A recording flushes once a second, and a thread may have to wait for its turn. */
  private static final long FLUSHED_NS = 1_500_000_000L;

  private final Services services;
  private final Path work;
  private final List<Recorded> recorded = new ArrayList<>();
  private volatile ExportJob job;

  /**
   * A recording that has ended.
   *
   * @param atLeast how many pictures it holds
   * @param isWhole whether it holds no more
   */
  private record Recorded(Path at, long atLeast, boolean isWhole) {}

  /** How many pictures were written when. */
  private record Written(long timeNs, long pictures) {}

  Recorder(Services services, Path work) {
    this.services = services;
    this.work = work;
  }

  @Override
  public String call() throws Exception {
    Path at = work.resolve("live-" + recorded.size());
    List<Written> written = new ArrayList<>();
    ExportJob now = services.get(ExportService.class).start(request(at));
    now.onProgress(progress -> note(progress, written));
    job = now;
    try {
      recorded.add(new Recorded(at, now.await().tracks().get(0).samples(), true));
    } catch (MediaException e) {
      recorded.add(new Recorded(at, flushed(written), false));
      throw e;
    }
    return Load.DONE;
  }

  private static ExportRequest request(Path at) {
    return new ExportRequest.Capture(
        "lavfi:testsrc2=s=160x120:r=30",
        Map.of(),
        at,
        "reel",
        Map.of(),
        Optional.of("vp8"),
        Optional.of(LENGTH),
        false);
  }

  private static void note(Progress progress, List<Written> written) {
    if (progress.stage() == Stage.ENCODING) {
      written.add(new Written(System.nanoTime(), progress.samples()));
    }
  }

  /** What had been written so long before the last sign of life that it must be there. */
  private static long flushed(List<Written> written) {
    long lastNs = written.isEmpty() ? 0 : written.get(written.size() - 1).timeNs();
    return written.stream()
        .filter(some -> lastNs - some.timeNs() >= FLUSHED_NS)
        .mapToLong(Written::pictures)
        .max()
        .orElse(0);
  }

  /** Ends the recording that is under way. */
  void stop() {
    ExportJob now = job;
    if (now != null) {
      now.stop();
    }
  }

  /**
   * Looks at all that was recorded: each picture is there once, a thirtieth of a second behind the
   * one before it.
   */
  String check() throws IOException {
    int whole = 0;
    long pictures = 0;
    for (Recorded one : recorded) {
      List<Long> times = times(one);
      String wrong = wrong(one, times);
      if (!wrong.isEmpty()) {
        return "wrong: " + one + ": " + wrong;
      }
      pictures += times.size();
      whole += one.isWhole() ? 1 : 0;
    }
    return "%d recordings whole, %d cut off, %d pictures in them"
        .formatted(whole, recorded.size() - whole, pictures);
  }

  private List<Long> times(Recorded one) throws IOException {
    if (!one.isWhole() && one.atLeast() == 0 && !Files.exists(one.at())) {
      return List.of(); // it ended before it began to write
    }
    try (PlaybackSession session = services.get(Playback.class).open(one.at())) {
      return Contents.samples(session).stream().map(Sample::timeUs).toList();
    } catch (MediaException e) {
      if (one.atLeast() == 0) {
        return List.of();
      }
      throw e;
    }
  }

  private static String wrong(Recorded one, List<Long> times) {
    for (int i = 1; i < times.size(); i++) {
      long stepUs = times.get(i) - times.get(i - 1);
      if (stepUs < 33_000 || stepUs > 34_000) {
        return stepUs + " us before picture " + i;
      }
    }
    boolean fits = one.isWhole() ? times.size() == one.atLeast() : times.size() >= one.atLeast();
    return fits ? "" : "it holds " + times.size();
  }
}
