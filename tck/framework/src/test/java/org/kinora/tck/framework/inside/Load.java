package org.kinora.tck.framework.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportService;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Work for plugins: four exports again and again, a recorder, and somebody who seeks. All that
 * comes out is compared, sample by sample. The test outside gives orders as text.
 */
public final class Load implements BundleActivator, Function<String, String> {
  /** So many pictures that an export is soon done. */
  private static final long PICTURES_US = 1_500_000;

  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<Long> callsNs = new ArrayList<>();
  private BundleContext context;
  private Path source;
  private Path work;
  private List<String> samples;
  private long composed;
  private volatile boolean ends;
  private volatile ExportJob recorder;

  @Override
  public void start(BundleContext own) {
    context = own;
    own.registerService(Function.class, this, null);
  }

  @Override
  public void stop(BundleContext own) {
    ends = true;
  }

  @Override
  public String apply(String order) {
    try {
      String[] words = order.split(" ", -1);
      return switch (words[0]) {
        case "prepare" -> prepare(Path.of(words[1]), Path.of(words[2]));
        case "begin" -> begin();
        case "record" -> record();
        default -> end();
      };
    } catch (Exception e) {
      throw new IllegalStateException(order, e);
    }
  }

  private <T> T service(Class<T> type) {
    return context.getService(context.getServiceReference(type));
  }

  private String prepare(Path recording, Path directory) throws Exception {
    source = recording;
    work = directory;
    samples = samples(recording);
    composed = compose(directory.resolve("reference.webm")).tracks().get(0).samples();
    return samples.size() + " samples, " + composed + " pictures";
  }

  /** A line with time, kind and hash for each sample of the video track. */
  private List<String> samples(Path recording) throws IOException {
    try (PlaybackSession session = service(Playback.class).open(recording)) {
      TrackIndex index = session.index(session.info().tracks().get(0).id());
      List<String> lines = new ArrayList<>();
      session.getRange(
          new SampleRange(session.info().tracks().get(0).id(), 0, index.count()),
          (info, data) -> lines.add(info.timeUs() + " " + info.keyframe() + " " + hash(data)));
      return lines;
    }
  }

  private static String hash(ByteBuffer data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(data);
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String begin() {
    ends = false;
    outcomes.clear();
    callsNs.clear();
    repeat("copy", 1, () -> compare("copy", import_("reel", "copy-a"), true));
    repeat("copy", 2, () -> compare("copy", copy("mkv"), false));
    repeat("copy", 3, () -> compare("copy", copy("mp4"), false));
    repeat("compose", 4, this::composeOnce);
    repeat("seek", 5, this::seek);
    return "";
  }

  private void repeat(String name, int number, Callable<String> step) {
    Thread thread =
        new Thread(
            () -> {
              while (!ends) {
                note(name + " " + outcome(step));
              }
            },
            "load-" + number);
    threads.add(thread);
    thread.start();
  }

  private static String outcome(Callable<String> step) {
    try {
      return step.call();
    } catch (MediaException e) {
      return e.code().name();
    } catch (UncheckedIOException e) { // of an index, which can say it in this way only
      return e.getCause() instanceof MediaException media ? media.code().name() : e.toString();
    } catch (Exception | LinkageError e) {
      return "without a code: " + e + " at " + Arrays.toString(e.getStackTrace());
    }
  }

  private synchronized void note(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  private Path copy(String container) throws Exception {
    Path target = work.resolve("copy." + container);
    run(
        new ExportRequest.Copy(
            source,
            Optional.of(target),
            container,
            List.of(),
            ExportRequest.Range.ALL,
            Map.of(),
            true));
    return target;
  }

  private Path import_(String format, String name) throws Exception {
    Path target = work.resolve(name);
    run(
        new ExportRequest.Import(
            source, target, format, Map.of(), ExportRequest.Import.Damaged.REFUSE, true));
    return target;
  }

  private ExportResult run(ExportRequest request) throws Exception {
    return service(ExportService.class).start(request).await();
  }

  /** Containers may state times and bytes in their way; a recording may not. */
  private String compare(String what, Path made, boolean isExact) throws IOException {
    List<String> there = samples(made);
    if (isExact) {
      return there.equals(samples) ? "done" : "wrong: other samples";
    }
    return there.size() == samples.size()
        ? "done"
        : "wrong: %s has %d samples of %d".formatted(what, there.size(), samples.size());
  }

  private ExportResult compose(Path target) throws Exception {
    return run(
        new ExportRequest.Compose(
            source,
            Optional.of(target),
            "webm",
            Scene.PLAIN.with(new Timeline(List.of(new Part(0, PICTURES_US)))),
            new VideoSettings(
                Optional.of("vp8"),
                Effort.DRAFT,
                OptionalLong.empty(),
                OptionalInt.empty(),
                Optional.empty()),
            ExportRequest.Compose.Sound.KEEP,
            ExportRequest.Compose.Reuse.NEVER,
            Map.of(),
            true));
  }

  private String composeOnce() throws Exception {
    long made = compose(work.resolve("composed.webm")).tracks().get(0).samples();
    int there = samples(work.resolve("composed.webm")).size();
    return made == composed && there == composed ? "done" : "wrong: " + made + " pictures";
  }

  /** Reads single samples until it ends or fails. */
  private String seek() throws Exception {
    Random random = new Random();
    try (PlaybackSession session = service(Playback.class).open(source)) {
      int track = session.info().tracks().get(0).id();
      TrackIndex index = session.index(track);
      while (!ends) {
        int sample = random.nextInt(index.count());
        long beganNs = System.nanoTime();
        List<String> lines = new ArrayList<>();
        session.getRange(
            new SampleRange(track, sample, 1),
            (info, data) -> lines.add(info.timeUs() + " " + info.keyframe() + " " + hash(data)));
        synchronized (this) {
          callsNs.add(System.nanoTime() - beganNs);
        }
        if (!lines.equals(samples.subList(sample, sample + 1))) {
          return "wrong: sample " + sample;
        }
        Thread.onSpinWait();
      }
    }
    return "done";
  }

  /** Begins to record pictures that FFmpeg draws. */
  private String record() throws Exception {
    recorder =
        service(ExportService.class)
            .start(
                new ExportRequest.Capture(
                    "lavfi:testsrc2=s=160x120:r=30",
                    Map.of(),
                    work.resolve("live"),
                    "reel",
                    Map.of(),
                    Optional.of("vp8"),
                    Optional.empty(),
                    true));
    return recorder.id();
  }

  /** Ends all work and says what came of it. */
  private String end() throws Exception {
    ends = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
    String live = recorder == null ? "none" : outcome(this::recorded);
    recorder = null;
    callsNs.sort(null);
    int calls = callsNs.size();
    return outcomes
        + "; recorder "
        + live
        + "; %d seeks, median %.2f ms, most %.1f ms"
            .formatted(
                calls,
                calls == 0 ? 0 : callsNs.get(calls / 2) / 1e6,
                calls == 0 ? 0 : callsNs.get(calls - 1) / 1e6);
  }

  /** The recording has each picture once, a thirtieth of a second after the one before. */
  private String recorded() throws Exception {
    recorder.stop();
    long written = recorder.await().tracks().get(0).samples();
    List<Long> times = new ArrayList<>();
    for (String line : samples(work.resolve("live"))) {
      times.add(Long.parseLong(line.substring(0, line.indexOf(' '))));
    }
    for (int i = 1; i < times.size(); i++) {
      long stepUs = times.get(i) - times.get(i - 1);
      if (stepUs < 33_000 || stepUs > 34_000) {
        return "wrong: " + stepUs + " us before picture " + i;
      }
    }
    return times.size() == written ? "done" : "wrong: " + times.size() + " of " + written;
  }
}
