package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chromium plays our files to their last picture. The profile {@code judges} runs it. */
@Tag("judges")
final class BrowserIT {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final String PLAYABLE = ".*(\\.webm|\\.mp4|opus\\.m4a)";
  private static final double TOLERANCE_S = 0.05;

  @TempDir Path dir;

  @Test
  void chromium_everyPlayableFile_isPlayedToItsLastPicture() throws Exception {
    Map<String, Path> files = JudgedFiles.write(dir);
    List<String> names = files.keySet().stream().filter(name -> name.matches(PLAYABLE)).toList();
    assertTrue(names.size() > 10, names::toString);
    JsonNode played = play(names);
    assertEquals(names.size(), played.size());
    for (JsonNode seen : played) {
      assertPlayed(seen);
    }
  }

  private static void assertPlayed(JsonNode seen) {
    String name = seen.path("name").asText();
    assertEquals("", seen.path("error").asText(), name);
    assertTrue(seen.path("ended").asBoolean(), seen::toString);
    double endS = seen.path("endedAtS").asDouble();
    assertEquals(seen.path("durationS").asDouble(), endS, TOLERANCE_S, seen::toString);
    assertTrue(seen.path("audioBytes").asLong() > 0, seen::toString);
    int frames = seen.path("frames").asInt();
    if (name.startsWith("opus")) {
      assertEquals(0, frames, seen::toString);
    } else if (!name.startsWith("recovered")) {
      assertEquals(JudgedFiles.SECONDS * JudgedFiles.RATE, frames, seen::toString);
      assertEquals(JudgedFiles.SECONDS, endS, TOLERANCE_S, seen::toString);
    } else {
      assertTrue(frames >= JudgedFiles.RATE / 2, seen::toString);
    }
  }

  private JsonNode play(List<String> names) throws Exception {
    CompletableFuture<byte[]> posted = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, names, posted));
    server.start();
    Process chromium = chromium("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try {
      byte[] seen =
          CompletableFuture.anyOf(posted, chromium.onExit().thenApply(ended -> new byte[0]))
              .thenApply(byte[].class::cast)
              .get(2, TimeUnit.MINUTES);
      return new ObjectMapper().readTree(seen);
    } finally {
      chromium.descendants().forEach(ProcessHandle::destroyForcibly);
      chromium.destroyForcibly().waitFor();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private Process chromium(String address) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("chromium", "--headless=new", "--no-sandbox", "--disable-gpu"));
    command.add("--autoplay-policy=no-user-gesture-required");
    command.add("--user-data-dir=" + dir.resolve("profile"));
    command.add(address);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("chromium.log").toFile())
        .start();
  }

  private void answer(HttpExchange exchange, List<String> names, CompletableFuture<byte[]> posted)
      throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      if (name.equals("seen")) {
        posted.complete(exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(204, -1);
      } else if (name.isEmpty()) {
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        send(exchange, Files.readAllBytes(KinoraProcess.source("tck/judges/play.html")));
      } else if (name.equals("files")) {
        send(exchange, new ObjectMapper().writeValueAsBytes(names));
      } else if (names.contains(name)) {
        send(exchange, Files.readAllBytes(dir.resolve(name)));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  /** Sends all, or the part that is asked for (RFC 9110, section 14). */
  private static void send(HttpExchange exchange, byte[] all) throws IOException {
    byte[] part = all;
    int status = 200;
    String asked = exchange.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(asked == null ? "" : asked);
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2).isEmpty() ? all.length - 1 : Integer.parseInt(range.group(2));
      last = Math.min(last, all.length - 1);
      part = Arrays.copyOfRange(all, first, last + 1);
      status = 206;
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(first, last, all.length));
    }
    exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
    exchange.sendResponseHeaders(status, part.length == 0 ? -1 : part.length);
    exchange.getResponseBody().write(part);
  }
}
