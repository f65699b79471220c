package org.kinora.tck.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.Loader;
import org.kinora.media.Blob;

/**
 * FFmpeg's own {@code ffmpeg} and {@code ffprobe}, unpacked from the jar of its JavaCPP preset, GPL
 * build. Every call checks the exit code.
 */
public final class Ffmpeg {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Ffmpeg() {}

  /**
   * Runs {@code ffmpeg -hide_banner -nostdin -y -v error} with these arguments; returns standard
   * output.
   */
  public static byte[] run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(program("ffmpeg"), "-hide_banner", "-nostdin", "-y", "-v", "error"));
    command.addAll(List.of(arguments));
    return execute(command).out().toByteArray();
  }

  /**
   * Everything ffprobe says of a file: format, streams and packets.
   *
   * @throws AssertionError if it fails or says anything at warning level
   */
  public static JsonNode probe(Path file) {
    Output output =
        execute(
            List.of(
                program("ffprobe"),
                "-hide_banner",
                "-v",
                "warning",
                "-show_format",
                "-show_streams",
                "-show_packets",
                "-of",
                "json",
                file.toString()));
    if (!output.err().isBlank()) {
      throw new AssertionError("ffprobe warns about " + file + ": " + output.err());
    }
    try {
      return JSON.readTree(output.out().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packets of one stream of a file, as {@link #probe} gives them. */
  public static List<JsonNode> packets(JsonNode probe, int stream) {
    List<JsonNode> packets = new ArrayList<>();
    for (JsonNode packet : probe.path("packets")) {
      if (packet.path("stream_index").asInt() == stream) {
        packets.add(packet);
      }
    }
    return packets;
  }

  /** Decodes everything; an error that the decoder reports fails. */
  public static void decode(Path file) {
    Output output =
        execute(
            List.of(
                program("ffmpeg"),
                "-hide_banner",
                "-nostdin",
                "-v",
                "error",
                "-xerror",
                "-i",
                file.toString(),
                "-f",
                "null",
                "-"));
    if (!output.err().isBlank()) {
      throw new AssertionError("ffmpeg decodes " + file + " with errors: " + output.err());
    }
  }

  /** Where a program of the jar was unpacked: {@code ffmpeg} or {@code ffprobe}. */
  public static String program(String name) {
    try {
      Class<?> program = Class.forName("org.bytedeco.ffmpeg." + name);
      return Loader.load(program);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Output(Blob out, String err) {}

  private static Output execute(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      CompletableFuture<byte[]> err =
          CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
      byte[] out = readAll(process.getInputStream());
      String message = new String(err.join(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(String.join(" ", command) + " ended " + code + ": " + message);
      }
      return new Output(Blob.of(out), message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] readAll(java.io.InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
