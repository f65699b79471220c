package org.kinora.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Times;

/** A gigabyte of H.264 into MP4, as whole processes. */
final class Copying {
  private static final String WHAT = "copy 1 GB of H.264 to MP4";

  private Copying() {}

  static void run(Report report, Commands commands, Path work) throws Exception {
    Path recording = Recordings.gigabyte(work);
    Path ours = work.resolve("ours.mp4");
    Path again = work.resolve("again.mp4");
    Path theirs = work.resolve("theirs.mp4");
    Path plain = work.resolve("plain");
    Contender copy =
        new Contender(
            "kinora copy, jsonl to MP4",
            () -> commands.kinora("copy", "gigabyte", "--output", ours.toString(), "--force"));
    Contender copyMp4 =
        new Contender(
            "kinora copy, MP4 to MP4",
            () ->
                commands.kinora("copy", ours.toString(), "--output", again.toString(), "--force"));
    Contender ffmpeg =
        new Contender(
            "ffmpeg -c copy, MP4 to MP4",
            () -> commands.ffmpeg("-i", ours.toString(), "-c", "copy", theirs.toString()));
    Contender cp =
        new Contender(
            "cp of the bytes",
            () -> commands.run("cp", recording.resolve("data.bin").toString(), plain.toString()));
    List<Times> times = new Turns(3).time(copy, copyMp4, ffmpeg, cp);
    report.time(WHAT, copy, times.get(0), ffmpeg, times.get(2), Double.NaN);
    report.time(WHAT, copyMp4, times.get(1), ffmpeg, times.get(2), Double.NaN);
    report.time(WHAT, copy, times.get(0), cp, times.get(3), Double.NaN);
    for (Path file : new Path[] {ours, theirs, again, plain}) {
      Files.deleteIfExists(file);
    }
  }
}
