package org.kinora.dataset.nextmetal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.kinora.tck.support.Ffmpeg;

/** ZIPs as the recorder makes them, and others. */
final class Zips {
  static final String ID = "nextmetal_video_1765969200123";
  static final long START_MS = 1_765_969_200_123L;

  private static final List<String> CLIP =
      List.of(
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=160x96:r=30:d=2,format=yuv420p",
          "-c:v",
          "libvpx-vp9",
          "-deadline",
          "realtime",
          "-cpu-used",
          "8",
          "-g",
          "30");

  private Zips() {}

  /** Two seconds of VP9 as a browser records it: no duration, no cues, clusters of unknown size. */
  static byte[] liveVideo() {
    return video("-live", "1", "-f", "webm", "-");
  }

  /** The same, finished. */
  static byte[] video(Path scratch) throws IOException {
    Path file = Files.createTempFile(scratch, "video", ".webm");
    byte[] ignored = video("-y", file.toString());
    byte[] video = Files.readAllBytes(file);
    Files.delete(file);
    return video;
  }

  private static byte[] video(String... output) {
    List<String> command = new ArrayList<>(CLIP);
    command.addAll(List.of(output));
    return Ffmpeg.run(command.toArray(String[]::new));
  }

  /** Events at these milliseconds after the start. */
  static String input(long... ms) {
    StringBuilder events = new StringBuilder();
    for (long at : ms) {
      events
          .append(events.isEmpty() ? "" : ",")
          .append(
              """

                  {
                    "timestamp": %d,
                    "type": "keyboard",
                    "event": "keydown",
                    "data": { "key": "ä", "code": "Quote" }
                  }"""
                  .formatted(START_MS + at));
    }
    return """
        {
          "sessionId": "%s",
          "startTime": %d,
          "inputEvents": [%s],
          "duration": 2010
        }"""
        .formatted(ID, START_MS, events);
  }

  static String metadata() {
    return """
        {
          "session": { "id": "%s", "totalInputEvents": 3 },
          "recording": { "videoFormat": "WebM (VP9)", "webcamEnabled": true },
          "system": { "userAgent": "Browser 1", "platform": "Linux x86_64", "language": "en-US" }
        }"""
        .formatted(ID);
  }

  /** What a whole recording's ZIP holds, by name. */
  static Map<String, byte[]> whole(Path scratch) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(ID + ".webm", video(scratch));
    entries.put(
        ID + "_input.json", input(0, 420, 436, 900, 1100, 1500, 1700, 1999).getBytes(UTF_8));
    entries.put(ID + "_metadata.json", metadata().getBytes(UTF_8));
    return entries;
  }

  static Path write(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
