package org.kinora.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Step;
import org.kinora.bench.Turns.Times;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.export.ExportRequest.Range;
import org.kinora.export.ExportService;
import org.kinora.spi.container.MuxerFactory;

/**
 * Samples into container files: the engine's copy job, beside {@code ffmpeg -c copy} into the same
 * container and {@code cat} of the bytes that it wrote. On the disk all of them sync. In a file
 * system in memory there is nothing to wait for: what is left is the programs' own time. {@code dd}
 * of as many bytes tells what taking them costs the disk, or the memory, alone.
 */
final class Containers {
  /** Of the processor time of {@code cat}. */
  private static final double OF_CAT = 1.5;

  /** Of the time of FFmpeg: twice as fast, five times as fast. */
  private static final double HALF = 0.5;

  private static final double FIFTH = 0.2;

  private static final double NO_GOAL = Double.NaN;
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long MEGABYTE = 1 << 20;

  private final Report report;
  private final Commands commands;
  private final Path work;
  private final Platform platform;
  private final ExportService exports;

  /**
   * What is measured, and where it is written.
   *
   * @param ofCat the greatest multiple of the processor time of {@code cat} that is good enough
   * @param ofFfmpeg the greatest part of FFmpeg's time that is good enough
   */
  private record Task(
      Media media, String container, Turns turns, double ofCat, double ofFfmpeg, Path directory) {
    boolean isOnDisk() {
      return !directory.startsWith(MEMORY);
    }

    String what() {
      return media.what() + " to " + container + (isOnDisk() ? "" : ", in memory");
    }

    Path file(String name) {
      return directory.resolve(name);
    }
  }

  private Containers(Report report, Commands commands, Path work, Platform platform) {
    this.report = report;
    this.commands = commands;
    this.work = work;
    this.platform = platform;
    exports = platform.service(ExportService.class);
  }

  static void run(Report report, Commands commands, Path work) throws Exception {
    try (Platform platform = Platform.start(work.resolve("bench-cache"))) {
      Containers containers = new Containers(report, commands, work, platform);
      containers.compare(Media.H264, "mp4", new Turns(7, 2), OF_CAT, HALF);
      containers.compare(Media.VP9, "webm", new Turns(7, 2), OF_CAT, HALF);
      containers.compare(Media.SESSION, "m4a", new Turns(9, 3), NO_GOAL, FIFTH);
    }
  }

  private void compare(Media media, String container, Turns turns, double ofCat, double ofFfmpeg)
      throws Exception {
    Task disk = new Task(media, container, turns, ofCat, ofFfmpeg, work);
    if (Rows.areWanted(disk.what())) {
      compare(disk);
    }
    if (Files.isDirectory(MEMORY)) {
      Path directory = Files.createTempDirectory(MEMORY, "kinora-bench");
      Task memory = new Task(media, container, turns, ofCat, ofFfmpeg, directory);
      if (Rows.areWanted(memory.what())) {
        compare(memory);
      }
      Files.delete(directory);
    }
  }

  /** Compares all ways into one container. FFmpeg writes Opus into MP4; its M4A refuses it. */
  private void compare(Task task) throws Exception {
    String extension = task.container().equals("m4a") ? "mp4" : task.container();
    Path theirs = task.file("theirs." + extension);
    Path ours = task.file("ours." + task.container());
    Path plain = task.file("plain");
    Path file = task.media().file(work);
    Step remux =
        () -> commands.ffmpeg("-i", file.toString(), "-map", "0", "-c", "copy", theirs.toString());
    remux.run();
    Step concatenate = () -> commands.run("sh", "-c", "cat '" + theirs + "' > '" + plain + "'");
    Contender ffmpeg = writing(task, "ffmpeg -c copy", file, theirs, remux);
    Contender cat = writing(task, "cat", theirs, plain, concatenate);
    List<Contender> peers = new ArrayList<>(List.of(ffmpeg, cat));
    peers.add(bytes(task, plain, Files.size(theirs)));
    try (LoopedClip clip = LoopedClip.of(stored(task.media().clip(work)), task.media().loops())) {
      compare(task, kinora(task, file, ours, clip), peers);
    } finally {
      for (Path written : List.of(theirs, plain, ours)) {
        Files.deleteIfExists(written);
      }
    }
  }

  private List<Contender> kinora(Task task, Path file, Path ours, LoopedClip clip)
      throws Exception {
    String container = task.container();
    Path stored = stored(file);
    List<Contender> ways = new ArrayList<>();
    ways.add(prepared("copy from reel", stored, ours, () -> copy(stored, ours, container)));
    String name = "copy from " + task.media().extension();
    ways.add(prepared(name, file, ours, () -> copy(file, ours, container)));
    if (!task.isOnDisk()) {
      MuxerFactory muxer = platform.service(MuxerFactory.class, "container", container);
      ways.add(prepared("muxer alone", file, ours, () -> write(muxer, clip, ours)));
    }
    return ways;
  }

  /**
   * Times all and tells ours beside each peer; then, as a floor, what the bytes alone take beside
   * FFmpeg.
   *
   * @param peers FFmpeg, {@code cat}, the bytes alone
   */
  private void compare(Task task, List<Contender> ours, List<Contender> peers) throws Exception {
    List<Contender> all = new ArrayList<>(ours);
    all.addAll(peers);
    List<Times> times = task.turns().withProcessorTime().time(all.toArray(Contender[]::new));
    int ffmpeg = ours.size();
    int cat = ffmpeg + 1;
    int bytes = cat + 1;
    for (int i = 0; i < ours.size(); i++) {
      Contender our = ours.get(i);
      Times spent = times.get(i);
      report.processorTime(task.what(), our, spent, all.get(cat), times.get(cat), task.ofCat());
      report.time(task.what(), our, spent, all.get(ffmpeg), times.get(ffmpeg), task.ofFfmpeg());
      report.time(task.what(), our, spent, all.get(bytes), times.get(bytes), NO_GOAL);
    }
    for (int i = cat; i <= bytes; i++) {
      report.time(
          task.what() + ", floor",
          all.get(i),
          times.get(i),
          all.get(ffmpeg),
          times.get(ffmpeg),
          NO_GOAL);
    }
  }

  /** What a peer does; on the disk it syncs what it wrote, as our copy does. */
  private Contender writing(Task task, String name, Path from, Path to, Step work) {
    return task.isOnDisk()
        ? prepared(name + ", sync", from, to, work.then(() -> commands.run("sync", to.toString())))
        : prepared(name, from, to, work);
  }

  /** As many bytes as fast as they go: on the disk past the system's cache, and nothing to read. */
  private Contender bytes(Task task, Path to, long sizeBytes) {
    List<String> dd = new ArrayList<>(List.of("dd", "if=/dev/zero", "of=" + to, "bs=1M"));
    dd.addAll(List.of("count=" + sizeBytes / MEGABYTE, "status=none"));
    if (task.isOnDisk()) {
      dd.addAll(List.of("oflag=direct", "conv=fsync"));
    }
    String name = task.isOnDisk() ? "dd oflag=direct, sync" : "dd";
    return prepared(name, to, to, () -> commands.run(dd.toArray(String[]::new)));
  }

  /**
   * When the time begins the source is in the system's cache, the file is not there, and the disk
   * has done with what others have written.
   */
  private Contender prepared(String name, Path from, Path to, Step work) {
    return new Contender(
        name,
        () -> {
          Files.deleteIfExists(to);
          commands.run("sync");
          if (Files.exists(from)) {
            readThrough(from);
          }
        },
        work);
  }

  private static void readThrough(Path at) throws IOException {
    byte[] piece = new byte[1 << 20];
    try (Stream<Path> files = Files.walk(at)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          while (in.read(piece) >= 0) {}
        }
      }
    }
  }

  private void copy(Path from, Path to, String container) throws Exception {
    exports
        .start(
            new ExportRequest.Copy(
                from, Optional.of(to), container, List.of(), Range.ALL, Map.of(), false))
        .await();
  }

  private static void write(MuxerFactory muxer, LoopedClip clip, Path to) throws IOException {
    try (FileChannel out =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      clip.write(muxer, out);
    }
  }

  /** The same as a recording of ours, made now if it is not there. */
  private Path stored(Path file) throws IOException, InterruptedException {
    Path at = file.resolveSibling(file.getFileName() + ".reel");
    if (!Files.exists(at)) {
      Format.delete(at.resolveSibling(at.getFileName() + ".part")); // of a run that was killed
      exports
          .start(new ExportRequest.Import(file, at, "reel", Map.of(), Damaged.REFUSE, false))
          .await();
    }
    return at;
  }
}
