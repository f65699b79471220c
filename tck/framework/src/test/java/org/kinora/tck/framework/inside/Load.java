package org.kinora.tck.framework.inside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.kinora.export.ExportRequest;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.MediaException;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;
import org.kinora.tck.framework.inside.Contents.Sample;

/**
 * Work for plugins of every kind: five exports again and again, a recorder, and somebody who seeks
 * in recordings of every format. All that comes out is compared with what came when nothing
 * disturbed it.
 */
final class Load {
  /** That something went well and gave what it must. */
  static final String DONE = "done";

  /** The same, of a job that lost a plugin on its way. */
  static final String DONE_AGAIN = "done_again";

  /** So many pictures that an export is soon done. */
  private static final long PICTURES_US = 1_500_000;

  private final Services services;
  private final Path source;
  private final Path work;
  private final Map<String, Export> exports = new LinkedHashMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Recorder recorder;
  private final Reads reads;
  private volatile boolean ends;

  /**
   * Makes everything once, while nothing disturbs it.
   *
   * @param source a recording with pictures
   * @param voice a recording in the format opuswal
   * @param work an empty directory
   */
  Load(Services services, Path source, Path voice, Path work) throws Exception {
    this.services = services;
    this.source = source;
    this.work = work;
    recorder = new Recorder(services, work);
    reads = new Reads(services, () -> ends);
    add("import", into("reel", work.resolve("import")), work.resolve("import"), this::texts);
    if (!exports.get("import").expected().equals(texts(source))) {
      throw new IllegalStateException("the import of " + source + " has other samples");
    }
    add("mkv", copy("mkv"), work.resolve("copy.mkv"), this::texts);
    add("mp4", copy("mp4"), work.resolve("copy.mp4"), this::texts);
    add("compose", compose(), work.resolve("composed.webm"), this::times);
    add("dataset", dataset(), work.resolve("dataset"), Contents::files);
    reads.add(source);
    reads.add(voice);
    for (String format : List.of("reel", "rf1")) {
      services.run(into(format, work.resolve(format)));
      reads.add(work.resolve(format));
    }
    services.run(copyTo(work.resolve("film.mp4"), "mp4"));
    reads.add(work.resolve("film.mp4"));
  }

  private void add(String name, ExportRequest request, Path target, Export.Content content)
      throws Exception {
    exports.put(name, new Export(services, request, target, content));
  }

  private ExportRequest into(String format, Path target) {
    return new ExportRequest.Import(
        source, target, format, Map.of(), ExportRequest.Import.Damaged.REFUSE, false);
  }

  private ExportRequest copy(String container) {
    return copyTo(work.resolve("copy." + container), container);
  }

  private ExportRequest copyTo(Path target, String container) {
    return new ExportRequest.Copy(
        source,
        Optional.of(target),
        container,
        List.of(),
        ExportRequest.Range.ALL,
        Map.of(),
        false);
  }

  private ExportRequest compose() {
    return new ExportRequest.Compose(
        source,
        Optional.of(work.resolve("composed.webm")),
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
        false);
  }

  private ExportRequest dataset() {
    return new ExportRequest.Dataset(
        List.of(source),
        work.resolve("dataset"),
        "shards",
        Map.of("rate", "source", "cut", "keyframe", "audio", "none"),
        1,
        false);
  }

  private List<Sample> samples(Path recording) throws IOException {
    try (PlaybackSession session = services.get(Playback.class).open(recording)) {
      return Contents.samples(session);
    }
  }

  private List<String> texts(Path recording) throws IOException {
    return samples(recording).stream().map(Sample::text).toList();
  }

  /** An export that goes on where it was torn begins a new group of pictures there. */
  private List<String> times(Path recording) throws IOException {
    return samples(recording).stream().map(sample -> sample.timeUs() + " us").toList();
  }

  /** Begins the reading, and all the rest if it is asked for. */
  String begin(boolean all) {
    ends = false;
    outcomes.clear();
    repeat("read", reads);
    if (all) {
      exports.forEach(this::repeat);
      repeat("record", recorder);
    }
    return "";
  }

  private void repeat(String name, Callable<String> step) {
    Runnable steps =
        () -> {
          while (!ends) {
            note(name + " " + outcome(step));
          }
        };
    Thread thread = new Thread(steps, "load-" + name);
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

  /** Ends all work and says what came of it; the outcomes come first, one a line. */
  String end() throws Exception {
    ends = true;
    recorder.stop();
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
    StringBuilder report = new StringBuilder();
    outcomes.forEach(
        (outcome, times) -> report.append(outcome).append(" ").append(times).append("\n"));
    long compared = exports.values().stream().mapToLong(Export::compared).sum();
    return report
        .append(
            "\n%s\n%s\n%d samples and files of exports compared"
                .formatted(reads.waits(), recorder.check(), compared))
        .toString();
  }
}
