package org.kinora.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.ExportService;
import org.kinora.export.JobInfo;
import org.kinora.export.JobInfo.State;
import org.kinora.export.Progress;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/** Notes each request; its jobs write a small file, fail, or last until they are cancelled. */
public final class FakeExports implements ExportService {
  /** Released when a job that lasts is awaited. */
  public final CountDownLatch waiting = new CountDownLatch(1);

  /** Released when a job that lasts is asked to come to a good end. */
  final CountDownLatch stopping = new CountDownLatch(1);

  final List<ExportRequest> requests = new ArrayList<>();

  /** What jobs were asked to do. */
  final List<String> asked = new ArrayList<>();

  /** Where a resumed job writes. */
  Path resumed = Path.of("unknown");

  private final List<ExportJob> running = new ArrayList<>();
  private String refused = "";

  /** Whether the file that is examined is whole. */
  boolean whole;

  private boolean lasting;
  private boolean stubborn;
  private Optional<MediaException> failure = Optional.empty();

  /** Makes jobs last until they are cancelled. */
  public void last() {
    lasting = true;
  }

  /** Makes jobs last until they are cancelled; to stop them is of no use. */
  void lastUntilGivenUp() {
    lasting = true;
    stubborn = true;
  }

  void fail(MediaException with) {
    failure = Optional.of(with);
  }

  @Override
  public ExportJob start(ExportRequest request) throws IOException {
    if (request instanceof ExportRequest.Compose compose && compose.container().equals(refused)) {
      throw new MediaException(MediaError.ENCODER_NOT_SUPPORTED, "nothing encodes h264");
    }
    requests.add(request);
    return lasting ? new Lasting() : new Quick(request, failure);
  }

  @Override
  public List<Track> tracks(String source, Map<String, String> options) {
    return List.of(
        new Track(1, new VideoFormat("raw", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY), 30, ""),
        new Track(2, new AudioFormat("aac", 48_000, 2, 0, Blob.EMPTY), 48_000, ""));
  }

  @Override
  public SalvageReport examine(Path file) {
    return new SalvageReport(
        "mp4",
        whole,
        900,
        whole ? 0 : 100,
        2_000_000,
        List.of(new SalvageReport.TrackReport(1, "h264", 50)));
  }

  @Override
  public List<ExportJob> running() {
    return List.copyOf(running);
  }

  @Override
  public List<JobInfo> jobs() {
    return List.of(
        info("export-1", State.INTERRUPTED, Optional.empty()),
        info("export-2", State.DONE, Optional.empty()),
        info("export-3", State.RUNNING, Optional.empty()),
        info("export-4", State.FAILED, Optional.of("MUX_ERROR: no")));
  }

  static JobInfo info(String id, State state, Optional<String> failure) {
    return new JobInfo(
        id,
        "export",
        state,
        "rec_1",
        Path.of("out.mp4"),
        new Progress(
            state == State.DONE ? Progress.Stage.DONE : Progress.Stage.ENCODING,
            1_000_000,
            4_000_000,
            30,
            2048,
            Duration.ofSeconds(1)),
        Instant.parse("2026-11-21T10:00:00Z"),
        failure);
  }

  @Override
  public ExportJob resume(String id) throws IOException {
    if (!id.equals("export-1")) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "no job " + id);
    }
    return new Quick(new ExportRequest.Recover(Path.of("a"), Optional.of(resumed), true), failure);
  }

  @Override
  public void forget(String id) {
    asked.add("forget " + id);
  }

  /** Puts a job that lasts among those at work. */
  void run() {
    running.add(new Lasting());
  }

  /** Says that nothing encodes for a container. */
  void refuse(String container) {
    refused = container;
  }

  /** Ends at once. */
  private record Quick(ExportRequest request, Optional<MediaException> failure)
      implements ExportJob {
    @Override
    public String id() {
      return "job-1";
    }

    @Override
    public Progress progress() {
      return new Progress(
          Progress.Stage.COPYING, 1_250_000, 2_500_000, 10, 500, Duration.ofMillis(200));
    }

    @Override
    public void onProgress(Consumer<Progress> listener) {
      listener.accept(progress());
    }

    @Override
    public JobInfo info() {
      return FakeExports.info(id(), State.RUNNING, Optional.empty());
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {}

    @Override
    public void stop() {}

    @Override
    public ExportResult await() throws IOException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      Path target = target();
      Files.createDirectories(target.getParent());
      Files.writeString(target, "movie", StandardCharsets.UTF_8);
      return new ExportResult(
          target,
          request instanceof ExportRequest.Render
              ? List.of(target.resolve("1.m4a"), target.resolve("2.m4a"))
              : List.of(),
          5,
          2_500_000,
          container(),
          List.of(
              new TrackResult(1, "h264", "libx264", 25), new TrackResult(2, "opus", "copy", 100)),
          List.of("a warning"),
          Duration.ofMillis(500));
    }

    private Path usual(Path source) {
      return source.resolve("exports").resolve("out." + container());
    }

    private Path target() {
      if (request instanceof ExportRequest.Copy copy) {
        return copy.target().orElse(usual(copy.source()));
      } else if (request instanceof ExportRequest.Compose compose) {
        return compose.target().orElse(usual(compose.source()));
      } else if (request instanceof ExportRequest.Capture live) {
        return live.target();
      } else if (request instanceof ExportRequest.Recover broken) {
        return broken.target().orElse(broken.source().resolveSibling("cut.recovered.mp4"));
      } else if (request instanceof ExportRequest.Render session) {
        return session.target().orElse(session.source().resolve("exports"));
      } else if (request instanceof ExportRequest.Images images) {
        return images.target().orElse(images.source().resolve("exports/images"));
      } else if (request instanceof ExportRequest.Thumbnails thumbs) {
        return thumbs.source().resolve("thumbs");
      } else if (request instanceof ExportRequest.Waveform waveform) {
        return waveform.source().resolve("thumbs");
      } else if (request instanceof ExportRequest.Dataset dataset) {
        return dataset.target();
      }
      return ((ExportRequest.Import) request).target();
    }

    private String container() {
      if (request instanceof ExportRequest.Copy copy) {
        return copy.container();
      } else if (request instanceof ExportRequest.Compose compose) {
        return compose.container();
      } else if (request instanceof ExportRequest.Capture live) {
        return live.format();
      } else if (request instanceof ExportRequest.Render session) {
        return session.container();
      } else if (request instanceof ExportRequest.Import into) {
        return into.format();
      }
      return "mp4";
    }
  }

  /** Ends when it is cancelled. */
  private final class Lasting implements ExportJob {
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public String id() {
      return "job-2";
    }

    @Override
    public Progress progress() {
      return new Progress(Progress.Stage.ENCODING, 1, 2, 3, 4, Duration.ZERO);
    }

    @Override
    public void onProgress(Consumer<Progress> listener) {
      listener.accept(progress());
    }

    @Override
    public JobInfo info() {
      return FakeExports.info(id(), State.RUNNING, Optional.empty());
    }

    @Override
    public void pause() {
      asked.add("pause");
    }

    @Override
    public void resume() {
      asked.add("resume");
    }

    @Override
    public void cancel() {
      asked.add("cancel");
      cancelled.countDown();
    }

    @Override
    public void stop() {
      stopping.countDown();
      if (!stubborn) {
        cancelled.countDown();
      }
    }

    @Override
    public ExportResult await() throws IOException, InterruptedException {
      waiting.countDown();
      cancelled.await();
      throw new MediaException(MediaError.CANCELLED, "job-2 was cancelled");
    }
  }
}
