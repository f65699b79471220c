package org.kinora.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.kinora.tck.support.Ffmpeg;

/** Recordings to measure on, made once and kept under the build directory. */
final class Recordings {
  private static final int LINES = 216_000;
  private static final long GIGABYTE = 1_000_000_000;

  private Recordings() {}

  /** One hour of 60 frames a second, as the browser's recorder writes its index; no pictures. */
  static Path longIndex(Path root) throws IOException {
    Path recording = root.resolve("hour-60fps");
    if (Files.exists(recording.resolve("meta.json"))) {
      return recording;
    }
    Files.createDirectories(recording);
    Random random = new Random(1);
    long offset = 0;
    try (BufferedWriter index = Files.newBufferedWriter(recording.resolve("index.jsonl"))) {
      for (int i = 0; i < LINES; i++) {
        int size = 200 + random.nextInt(15_000);
        boolean key = i % 60 == 0;
        index.write(
            ("{\"offset\":%d,\"size\":%d,\"timestamp\":%d,\"type\":\"%s\",\"codedWidth\":1920,"
                    + "\"codedHeight\":1080,\"codec\":\"vp8\",\"isKeyframe\":%b}\n")
                .formatted(
                    offset,
                    size,
                    13_948_200_417L + i * 1_000_000L / 60,
                    key ? "key" : "delta",
                    key));
        offset += size;
      }
    }
    try (RandomAccessFile data =
        new RandomAccessFile(recording.resolve("data.bin").toFile(), "rw")) {
      data.setLength(offset);
    }
    meta(recording, "vp8", offset, LINES);
    return recording;
  }

  /** About a gigabyte of H.264: a short clip of high rate, again and again. */
  static Path gigabyte(Path root) throws IOException {
    Path recording = root.resolve("gigabyte");
    if (Files.exists(recording.resolve("meta.json"))) {
      return recording;
    }
    Files.createDirectories(recording);
    Path clip = root.resolve("clip.h264");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=1920x1080:rate=30:duration=20,noise=alls=20:allf=t",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-b:v",
        "40M",
        "-g",
        "60",
        "-bf",
        "0",
        "-f",
        "h264",
        clip.toString());
    byte[] bytes = Files.readAllBytes(clip);
    writeRepeated(recording, new AccessUnits(bytes));
    Files.delete(clip);
    return recording;
  }

  private static void writeRepeated(Path recording, AccessUnits units) throws IOException {
    long offset = 0;
    int lines = 0;
    try (OutputStream data = Files.newOutputStream(recording.resolve("data.bin"));
        BufferedWriter index = Files.newBufferedWriter(recording.resolve("index.jsonl"))) {
      while (offset < GIGABYTE) {
        data.write(units.bytes());
        for (int i = 0; i < units.count(); i++) {
          index.write(
              "{\"offset\":%d,\"size\":%d,\"timestamp\":%d,\"type\":\"%s\"}\n"
                  .formatted(
                      offset,
                      units.size(i),
                      lines * 1_000_000L / 30,
                      units.isKeyframe(i) ? "key" : "delta"));
          offset += units.size(i);
          lines++;
        }
      }
    }
    meta(recording, "avc1.640028", offset, lines);
  }

  private static void meta(Path recording, String codec, long bytes, int chunks)
      throws IOException {
    Files.writeString(
        recording.resolve("meta.json"),
        ("{\"id\":\"%s\",\"createdAt\":1757651534329,\"completed\":true,\"codec\":\"%s\","
                + "\"width\":1920,\"height\":1080,\"fps\":30,\"totalBytes\":%d,\"totalChunks\":%d}")
            .formatted(recording.getFileName(), codec, bytes, chunks));
  }
}
