package org.kinora.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.kinora.bench.Turns.Contender;
import org.kinora.spi.storage.RecordingReader;

/** Opening an hour at 60 pictures a second. */
final class Opening {
  private static final Pictures HOUR = new Pictures(216_000, 60, 60, 24);
  private static final int ROUNDS = 2_000;

  /** After fewer turns what is measured is Java's compiler, which opening gives much to do. */
  private static final int UNCOUNTED = 30_000;

  private static final double LOCATED_US = 200;
  private static final double LOOKED_UP_US = 50;
  private static final double OF_COUNTING_LINES = 1.2;

  private Opening() {}

  static void run(Report report, Commands commands, Path work) throws Exception {
    Path hour = Recordings.longIndex(work);
    parse(report, commands, hour);
    Random random = new Random(3);
    Turns turns = new Turns(ROUNDS, UNCOUNTED);
    Path reel = HOUR.in(work, Format.REEL);
    int reelTrack = track(Format.REEL, reel);
    report.time(
        "open and look a time up in the index",
        "reel",
        turns
            .time(new Contender("", () -> lookUp(Format.REEL, reel, reelTrack, randomUs(random))))
            .get(0)
            .medianUs(),
        LOOKED_UP_US);
    for (Format format : new Format[] {Format.JSONL, Format.RF1, Format.REEL}) {
      Path at = HOUR.in(work, format);
      int id = track(format, at);
      double[] foundUs = new double[ROUNDS];
      for (int i = -UNCOUNTED; i < foundUs.length; i++) {
        double us = find(format, at, id, randomUs(random));
        foundUs[Math.max(0, i)] = us;
      }
      Arrays.sort(foundUs);
      report.time(
          "open, key frame at a time at hand",
          format.name(),
          foundUs[ROUNDS / 2],
          format.equals(Format.JSONL) ? LOCATED_US : LOOKED_UP_US);
      report.time(
          "open, first GOP handed over",
          format.name(),
          turns
              .time(new Contender("", () -> firstGop(format, at, id, randomUs(random))))
              .get(0)
              .medianUs(),
          LOCATED_US);
    }
  }

  private static void parse(Report report, Commands commands, Path hour) throws Exception {
    Path index = hour.resolve("index.jsonl");
    ObjectReader reader = new ObjectMapper().readerFor(JsonNode.class);
    Contender ours = new Contender("jsonl, whole index", () -> openWhole(hour));
    Turns turns = new Turns(21, 10);
    String what = "open 216,000 samples";
    report.compare(
        what,
        turns,
        ours,
        new Contender("counting the lines in Java", () -> countLines(index)),
        OF_COUNTING_LINES);
    report.compare(
        what,
        turns,
        ours,
        new Contender("Jackson, readTree of each line", () -> parse(reader, index)));
    report.compare(
        what,
        turns,
        ours,
        new Contender("wc -l", () -> commands.run("wc", "-l", index.toString())));
  }

  private static long randomUs(Random random) {
    return random.nextInt(3_600) * 1_000_000L;
  }

  private static int track(Format format, Path at) throws IOException {
    try (RecordingReader reader = format.service().open(at)) {
      return reader.info().tracks().get(0).id();
    }
  }

  private static void lookUp(Format format, Path at, int track, long timeUs) throws IOException {
    try (RecordingReader reader = format.service().open(at)) {
      expect(reader.index(track).floor(timeUs) >= 0, "a sample");
    }
  }

  /** How long it takes until the key frame is there that is shown at a time, or before it. */
  private static double find(Format format, Path at, int track, long timeUs) throws IOException {
    long[] foundAt = {0};
    long start = System.nanoTime();
    try (RecordingReader reader = format.service().open(at)) {
      reader.readGop(
          track,
          timeUs,
          (info, data) -> {
            if (foundAt[0] == 0) {
              foundAt[0] = System.nanoTime();
              expect(info.keyframe() && info.timeUs() <= timeUs, "a key frame");
            }
          });
    }
    expect(foundAt[0] != 0, "a GOP");
    return (foundAt[0] - start) / 1e3;
  }

  private static void firstGop(Format format, Path at, int track, long timeUs) throws IOException {
    int[] count = {0};
    try (RecordingReader reader = format.service().open(at)) {
      reader.readGop(track, timeUs, (info, data) -> count[0]++);
    }
    expect(count[0] == HOUR.gop(), "a whole GOP");
  }

  private static void openWhole(Path recording) throws IOException {
    try (RecordingReader reader = Format.JSONL.service().open(recording)) {
      int track = reader.info().tracks().get(0).id();
      expect(reader.index(track).count() == HOUR.count(), "all samples");
    }
  }

  private static void parse(ObjectReader reader, Path index) throws IOException {
    try (MappingIterator<JsonNode> lines = reader.readValues(index.toFile())) {
      int count = 0;
      while (lines.hasNext()) {
        lines.next();
        count++;
      }
      expect(count == HOUR.count(), "all lines");
    }
  }

  private static void countLines(Path index) throws IOException {
    int count = 0;
    for (byte b : Files.readAllBytes(index)) {
      if (b == '\n') {
        count++;
      }
    }
    expect(count == HOUR.count(), "all lines");
  }

  private static void expect(boolean found, String what) throws IOException {
    if (!found) {
      throw new IOException(what + " was expected and not found");
    }
  }
}
