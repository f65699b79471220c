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
import org.kinora.media.Blob;

/**
 * FFmpeg's own {@code ffmpeg} and {@code ffprobe}, unpacked from the jar of its JavaCPP preset, GPL
 * build. Every call checks the exit code.
 */
public final class Ffmpeg {
  /**
   * FFmpeg 8.0 ends the reading of Opus from any WebM file, its own too, by parsing an empty
   * packet, and complains of that.
   */
  private static final String EMPTY_LAST_PACKET = "Error parsing Opus packet header.";

  /** What ffprobe says of every track that nothing decodes, such as timecode. */
  private static final String NOT_DECODED = "Unsupported codec with id 0 for input stream";

  /** The dynamic loader's remark about a library that stands in; see {@link Programs}. */
  private static final String STAND_IN = "no version information available";

  private static final List<String> DATA_HASH = List.of("-show_data_hash", "md5");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Ffmpeg() {}

  /**
   * Runs {@code ffmpeg -hide_banner -nostdin -y -v error} with these arguments; returns standard
   * output.
   */
  public static byte[] run(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-y", "-v", "error"));
    command.addAll(List.of(arguments));
    return execute(command).out().toByteArray();
  }

  /**
   * Everything ffprobe says of a file: format, streams and packets with their MD5.
   *
   * @throws AssertionError if it fails or says anything at warning level
   */
  public static JsonNode probe(Path file) {
    return probe(file, DATA_HASH);
  }

  /** The same, of packets as these options of ffprobe say. */
  public static JsonNode probe(Path file, List<String> options) {
    Output output = execute(probeCommand("warning", file, options));
    if (!output.warnings().isEmpty()) {
      throw new AssertionError("ffprobe warns about " + file + ": " + output.warnings());
    }
    try {
      return JSON.readTree(output.out().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@link #probe} would say of a file that may be broken: ffprobe may warn or fail. */
  public static JsonNode probeBroken(Path file) throws IOException {
    Process process =
        process(probeCommand("quiet", file, DATA_HASH))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    return JSON.readTree(readAll(process.getInputStream()));
  }

  private static List<String> probeCommand(String level, Path file, List<String> options) {
    List<String> command =
        new ArrayList<>(List.of("ffprobe", "-hide_banner", "-v", level, "-of", "json"));
    command.addAll(List.of("-show_format", "-show_streams", "-show_packets"));
    command.addAll(options);
    command.add(file.toString());
    return command;
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
                "ffmpeg",
                "-hide_banner",
                "-nostdin",
                "-v",
                "error",
                "-xerror",
                "-i",
                file.toString(),
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "demux",
                "-f",
                "null",
                "-"));
    if (!output.warnings().isEmpty()) {
      throw new AssertionError("ffmpeg decodes " + file + " with errors: " + output.warnings());
    }
  }

  /**
   * A call of one of the jar's programs, ready to start.
   *
   * @param command {@code ffmpeg} or {@code ffprobe}, then its arguments
   */
  public static ProcessBuilder process(List<String> command) {
    List<String> placed = new ArrayList<>(command);
    Programs programs = Programs.UNPACKED;
    placed.set(0, programs.path(command.get(0)).toString());
    ProcessBuilder builder = new ProcessBuilder(placed);
    builder.environment().put("LD_LIBRARY_PATH", programs.libraryPath());
    return builder;
  }

  private record Output(Blob out, String err) {
    List<String> warnings() {
      return err.lines()
          .filter(line -> !line.isBlank())
          .filter(line -> !line.endsWith(EMPTY_LAST_PACKET) && !line.contains(STAND_IN))
          .filter(line -> !line.contains(NOT_DECODED))
          .toList();
    }
  }

  private static Output execute(List<String> command) {
    try {
      Process process = process(command).start();
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
