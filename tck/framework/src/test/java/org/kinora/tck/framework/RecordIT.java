package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.tck.support.Ffmpeg;

/** Recordings of real sources by the distribution, judged by ffprobe. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class RecordIT {
  private static final String TEST_CARD =
      "lavfi:testsrc2=size=320x180:rate=25[out0];sine=sample_rate=48000[out1]";
  private static final long A_MINUTE = 60;
  private static final long SOME_PICTURES_BYTES = 20_000;

  /** A line of progress behind that; there is one every five seconds. */
  private static final String THREE_SECONDS = "0:00:(0[3-9]|[1-5][0-9])";

  @TempDir Path dir;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private KinoraProcess kinora() {
    return KinoraProcess.in(dir);
  }

  /** Starts {@code record}; its standard error goes to the reader. */
  private Process record(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("record"));
    all.addAll(List.of(arguments));
    ProcessBuilder builder = kinora().builder(kinora().script(), all.toArray(String[]::new));
    Process process = builder.redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  private Process send(Path file, String url) throws IOException {
    Process process =
        Ffmpeg.process(
                List.of(
                    ("ffmpeg -hide_banner -nostdin -v error -re -readrate_initial_burst 0.001"
                            + " -stream_loop -1 -i "
                            + file
                            + " -c copy -f mpegts "
                            + url)
                        .split(" ", -1)))
            .redirectErrorStream(true)
            .start();
    processes.add(process);
    return process;
  }

  /** Reads what a process prints up to a line in which a pattern is found. */
  private static void awaitLine(BufferedReader out, String pattern) throws Exception {
    Pattern awaited = Pattern.compile(pattern);
    Queue<String> said = new ConcurrentLinkedQueue<>();
    CompletableFuture<Boolean> found =
        CompletableFuture.supplyAsync(
            () -> out.lines().peek(said::add).anyMatch(line -> awaited.matcher(line).find()));
    assertTrue(
        found.completeOnTimeout(false, A_MINUTE, TimeUnit.SECONDS).get(),
        () -> "'" + pattern + "' never came: " + String.join("\n", said));
  }

  /** Waits until a recording has become longer. */
  private void awaitPictures(Process recorder, String id) throws Exception {
    long before = sizeBytes(id);
    while (sizeBytes(id) - before < SOME_PICTURES_BYTES) {
      assertFalse(recorder.waitFor(50, TimeUnit.MILLISECONDS), "it ended");
    }
  }

  private long sizeBytes(String id) {
    File[] files = dir.resolve(id).toFile().listFiles();
    return files == null ? 0 : Stream.of(files).mapToLong(File::length).sum();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Runs commands in one process, one after the other as far as they succeed. */
  private String run(String... commands) throws Exception {
    return kinora().run("exec", String.join("; ", commands)).expect(0).out();
  }

  private static void awaitEnd(Process process) throws InterruptedException {
    assertTrue(process.waitFor(A_MINUTE, TimeUnit.SECONDS), "it does not end");
  }

  /** What {@code info} tells, which comes last of what the commands print. */
  private JsonNode info(String id, String... before) throws Exception {
    List<String> commands = new ArrayList<>(List.of(before));
    commands.add("info %s --json".formatted(id));
    String out = run(commands.toArray(String[]::new));
    return new ObjectMapper().readTree(out.substring(out.indexOf('{')));
  }

  @Test
  void record_testCard_isARecordingThatFfprobeLikes() throws Exception {
    run(
        "record '%s' --id card --length 2s".formatted(TEST_CARD),
        "verify card",
        "copy card --container mp4");
    Path mp4 = dir.resolve("card/exports/out.mp4");
    JsonNode probe = Ffmpeg.probe(mp4);
    List<JsonNode> pictures = Ffmpeg.packets(probe, 0);
    assertEquals(50, pictures.size());
    for (int i = 0; i < pictures.size(); i++) {
      assertEquals(i * 0.04, pictures.get(i).path("pts_time").asDouble(), 1e-6);
    }
    assertTrue(Ffmpeg.packets(probe, 1).size() >= 99);
    Ffmpeg.decode(mp4);
  }

  @Test
  void record_dryRun_namesTheTracksAndWritesNothing() throws Exception {
    String out = kinora().run("record", TEST_CARD, "--id", "dry", "--dry-run").expect(0).out();
    assertTrue(out.contains("1: raw 320x180, 2: raw"), out);
    assertFalse(dir.resolve("dry").toFile().exists());
  }

  @Test
  void record_file_copiesEverySample() throws Exception {
    Path file = clip();
    run("record '%s' --id file".formatted(file), "copy file --container mp4");
    List<JsonNode> before = Ffmpeg.packets(Ffmpeg.probe(file), 0);
    List<JsonNode> after = Ffmpeg.packets(Ffmpeg.probe(dir.resolve("file/exports/out.mp4")), 0);
    assertEquals(hashes(before), hashes(after));
  }

  @Test
  void record_terminated_leavesAFinishedRecording() throws Exception {
    Process process = record(TEST_CARD, "--id", "term");
    awaitPictures(process, "term");
    process.destroy();
    awaitEnd(process);
    assertTrue(info("term", "verify term").path("complete").asBoolean());
  }

  @Test
  void record_killed_leavesARecordingThatOpens() throws Exception {
    Process process = record(TEST_CARD, "--id", "kill");
    awaitPictures(process, "kill");
    process.destroyForcibly();
    awaitEnd(process);
    JsonNode info = info("kill", "copy kill --container mp4");
    assertTrue(info.path("tracks").get(0).path("samples").asInt() > 0, info.toString());
    Ffmpeg.decode(dir.resolve("kill/exports/out.mp4"));
  }

  @Test
  void record_intoAFile_isFinishedAndPlays() throws Exception {
    List<String> names = List.of("card.mp4", "card.mkv");
    List<String> commands = new ArrayList<>();
    for (String name : names) {
      commands.add("record '%s' -o %s --length 2s".formatted(TEST_CARD, name));
      commands.add("recover ./" + name);
    }
    String out = run(commands.toArray(String[]::new));
    assertEquals(2, out.split("whole", -1).length - 1, out);
    for (String name : names) {
      Path file = dir.resolve(name);
      assertEquals(50, Ffmpeg.packets(Ffmpeg.probe(file), 0).size(), name);
      assertTrue(Ffmpeg.packets(Ffmpeg.probe(file), 1).size() >= 99, name);
      Ffmpeg.decode(file);
    }
  }

  @Test
  void record_intoAFileAndKilled_isReadableAndRecovered() throws Exception {
    Map<String, Process> recorders = new LinkedHashMap<>();
    for (String name : List.of("kill.mp4", "kill.mkv")) {
      recorders.put(name, record(TEST_CARD, "-o", name));
    }
    Map<String, Integer> left = new LinkedHashMap<>();
    for (Map.Entry<String, Process> recorder : recorders.entrySet()) {
      String name = recorder.getKey();
      awaitLine(reader(recorder.getValue()), THREE_SECONDS);
      recorder.getValue().destroyForcibly();
      awaitEnd(recorder.getValue());
      int torn = pictures(dir.resolve(name));
      assertTrue(torn >= 25, name + " has " + torn); // all but about the last second
      left.put(name, torn);
    }
    run("recover ./kill.mp4", "recover ./kill.mkv");
    for (Map.Entry<String, Integer> torn : left.entrySet()) {
      Path recovered = dir.resolve(torn.getKey().replace(".", ".recovered."));
      assertTrue(
          Ffmpeg.packets(Ffmpeg.probe(recovered), 0).size() >= torn.getValue(), torn.getKey());
      Ffmpeg.decode(recovered);
    }
  }

  /** The pictures of a file that was cut, which ffprobe may complain of. */
  private static int pictures(Path file) throws IOException {
    Process probe =
        Ffmpeg.process(
                List.of(
                    ("ffprobe -v quiet -select_streams v -show_packets -of csv " + file)
                        .split(" ", -1)))
            .start();
    probe.getOutputStream().close();
    try (BufferedReader out = reader(probe)) {
      return (int) out.lines().filter(line -> line.startsWith("packet,")).count();
    }
  }

  @Test
  void record_senderKilledAndBack_isOneRecordingWithAGap() throws Exception {
    String url = "tcp://127.0.0.1:" + freePort();
    Path clip = clip();
    Process recorder = record(url + "?listen=1", "--id", "gap");
    BufferedReader out = reader(recorder);
    Process sender = connected(clip, url);
    awaitPictures(recorder, "gap");
    sender.destroyForcibly();
    awaitLine(out, "lost its source");
    connected(clip, url);
    awaitLine(out, "gap of ");
    awaitPictures(recorder, "gap");
    recorder.destroy();
    awaitEnd(recorder);
    JsonNode info = info("gap", "verify gap", "copy gap --container mp4");
    assertEquals("markers", info.path("tracks").get(2).path("codec").asText(), info.toString());
    Path mp4 = dir.resolve("gap/exports/out.mp4");
    Ffmpeg.decode(mp4);
    List<JsonNode> pictures = Ffmpeg.packets(Ffmpeg.probe(mp4), 0);
    double widest = 0;
    boolean keyBehind = false;
    for (int i = 1; i < pictures.size(); i++) {
      double step =
          pictures.get(i).path("dts_time").asDouble()
              - pictures.get(i - 1).path("dts_time").asDouble();
      if (step > widest) {
        widest = step;
        keyBehind = pictures.get(i).path("flags").asText().startsWith("K");
      }
    }
    assertTrue(widest >= 0.3, "widest step " + widest); // it is asked again after 0.5 s
    assertTrue(keyBehind, "what follows the gap begins with a key frame");
  }

  /** A sender that found somebody who listens. */
  private Process connected(Path clip, String url) throws IOException, InterruptedException {
    while (true) {
      Process sender = send(clip, url);
      if (!sender.waitFor(1, TimeUnit.SECONDS)) {
        return sender;
      }
    }
  }

  private Path clip() {
    Path file = dir.resolve("clip.mp4");
    Ffmpeg.run(
        ("-f lavfi -i testsrc2=size=320x180:rate=25:duration=1.2 -f lavfi -i sine=duration=1.2"
                + " -c:v libx264 -preset ultrafast -g 10 -c:a aac "
                + file)
            .split(" ", -1));
    return file;
  }

  private static List<String> hashes(List<JsonNode> packets) {
    return packets.stream().map(packet -> packet.path("data_hash").asText()).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
