package org.kinora.tck.framework;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of {@code tck/judges} in headless Chromium, with what it asks for. The page is done when
 * it posts to {@code seen}; what it posts elsewhere is kept by its path.
 */
final class BrowserPage {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final String END = "seen";

  private final byte[] page;
  private final Source files;
  private final CompletableFuture<byte[]> end = new CompletableFuture<>();
  private final Map<String, byte[]> posted = new ConcurrentHashMap<>();

  /** What the page may ask for. */
  @FunctionalInterface
  interface Source {
    /** The bytes of a name; empty where there is no such file. */
    Optional<byte[]> get(String name) throws IOException;
  }

  BrowserPage(String name, Source files) throws IOException {
    page = Files.readAllBytes(KinoraProcess.source("tck/judges").resolve(name));
    this.files = files;
  }

  /**
   * Shows the page until it is done.
   *
   * @param dir for Chromium's profile and log
   * @return what was posted to {@code seen}; nothing if Chromium ended before
   */
  byte[] show(Path dir) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    Process chromium = chromium("http://127.0.0.1:" + server.getAddress().getPort() + "/", dir);
    try {
      return CompletableFuture.anyOf(end, chromium.onExit().thenApply(ended -> new byte[0]))
          .thenApply(byte[].class::cast)
          .get(2, TimeUnit.MINUTES);
    } finally {
      chromium.descendants().forEach(ProcessHandle::destroyForcibly);
      chromium.destroyForcibly().waitFor();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  /** What the page posted, by path. */
  Map<String, byte[]> posted() {
    return Map.copyOf(posted);
  }

  private static Process chromium(String address, Path dir) throws IOException {
    return new ProcessBuilder(
            List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + dir.resolve("profile"),
                address))
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("chromium.log").toFile())
        .start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      if (exchange.getRequestMethod().equals("POST")) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        posted.put(name, body);
        exchange.sendResponseHeaders(204, -1);
        if (name.equals(END)) {
          end.complete(body);
        }
      } else if (name.isEmpty()) {
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        send(exchange, page);
      } else {
        Optional<byte[]> file = files.get(name);
        if (file.isEmpty()) {
          exchange.sendResponseHeaders(404, -1);
        } else {
          send(exchange, file.get());
        }
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
