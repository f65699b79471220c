package org.kinora.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.storage.jsonl.JsonlFormat;

/** Start-up, opening and copying, each beside a peer. See {@code bench/README.md}. */
public final class Bench {
  private final Path work;
  private final Commands commands;

  private Bench(Path work) {
    this.work = work;
    this.commands = new Commands(work, work.resolve("cache"));
  }

  /** Runs everything and prints one line for each comparison. */
  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(System.getProperty("kinora.bench.dir")).normalize();
    Files.createDirectories(work);
    Bench bench = new Bench(work);
    bench.startUp();
    bench.open();
    bench.copy();
  }

  private void startUp() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    new SideBySide(System.out, 7)
        .measure(
            "start-up",
            "kinora, to the first prompt",
            commands::untilPrompt,
            "java -version",
            () -> commands.run(java, "-version"));
  }

  private void open() throws Exception {
    Path recording = Recordings.longIndex(work);
    Path index = recording.resolve("index.jsonl");
    StorageFormat format = new JsonlFormat();
    ObjectReader reader = new ObjectMapper().readerFor(JsonNode.class);
    SideBySide sideBySide = new SideBySide(System.out, 21);
    SideBySide.Work ours = () -> openWhole(format, recording);
    sideBySide.measure(
        "open 216,000 samples",
        "jsonl reader",
        ours,
        "Jackson, readTree of each line",
        () -> parse(reader, index));
    sideBySide.measure(
        "open 216,000 samples",
        "jsonl reader",
        ours,
        "counting the lines (Java)",
        () -> countLines(index));
    sideBySide.measure(
        "open 216,000 samples",
        "jsonl reader",
        ours,
        "wc -l",
        () -> commands.run("wc", "-l", index.toString()));
  }

  private static void openWhole(StorageFormat format, Path recording) throws IOException {
    try (RecordingReader reader = format.open(recording)) {
      int track = reader.info().tracks().get(0).id();
      if (reader.index(track).count() != 216_000) {
        throw new IOException("not all samples were found");
      }
    }
  }

  private static void parse(ObjectReader reader, Path index) throws IOException {
    try (MappingIterator<JsonNode> lines = reader.readValues(index.toFile())) {
      int count = 0;
      while (lines.hasNext()) {
        lines.next();
        count++;
      }
      if (count != 216_000) {
        throw new IOException("not all lines were found");
      }
    }
  }

  private static void countLines(Path index) throws IOException {
    int count = 0;
    for (byte b : Files.readAllBytes(index)) {
      if (b == '\n') {
        count++;
      }
    }
    if (count != 216_000) {
      throw new IOException("not all lines were found");
    }
  }

  private void copy() throws Exception {
    Path recording = Recordings.gigabyte(work);
    Path ours = work.resolve("ours.mp4");
    Path theirs = work.resolve("theirs.mp4");
    SideBySide.Work copy =
        () -> commands.kinora("copy", "gigabyte", "--to", ours.toString(), "--force");
    copy.run();
    SideBySide sideBySide = new SideBySide(System.out, 5);
    sideBySide.measure(
        "copy 1 GB of H.264 to MP4",
        "kinora copy, jsonl to MP4",
        copy,
        "ffmpeg -c copy, MP4 to MP4",
        () -> commands.ffmpeg("-i", ours.toString(), "-c", "copy", theirs.toString()));
    Path again = work.resolve("again.mp4");
    sideBySide.measure(
        "copy 1 GB of H.264 to MP4",
        "kinora copy, MP4 to MP4",
        () -> commands.kinora("copy", ours.toString(), "--to", again.toString(), "--force"),
        "ffmpeg -c copy, MP4 to MP4",
        () -> commands.ffmpeg("-i", ours.toString(), "-c", "copy", theirs.toString()));
    sideBySide.measure(
        "copy 1 GB of H.264 to MP4",
        "kinora copy, jsonl to MP4",
        copy,
        "cp of the bytes",
        () ->
            commands.run(
                "cp", recording.resolve("data.bin").toString(), work.resolve("plain").toString()));
    for (Path file : new Path[] {ours, theirs, again, work.resolve("plain")}) {
      Files.deleteIfExists(file);
    }
  }
}
