package org.kinora.codec.ffmpeg.capture;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.tck.support.Ffmpeg;

/**
 * An {@code ffmpeg} that sends live, as a camera does. One that finds nobody to send to is started
 * again until it does.
 */
final class Sender implements AutoCloseable {
  private final List<String> command;
  private final Thread keeper;
  private volatile boolean closed;
  private Process process;

  private Sender(List<String> command) throws IOException {
    this.command = command;
    process = start();
    keeper = new Thread(this::keep, "sender");
    keeper.start();
  }

  /** Sends a file in real time; {@code arguments} are the output's options and URL. */
  static Sender of(Path file, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("ffmpeg", "-hide_banner", "-nostdin", "-v", "error", "-re", "-stream_loop"));
    command.addAll(List.of("-1", "-i", file.toString(), "-c", "copy"));
    command.addAll(List.of(arguments));
    return new Sender(command);
  }

  private Process start() throws IOException {
    return Ffmpeg.process(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void keep() {
    try {
      while (!closed) {
        process.waitFor();
        restart();
      }
    } catch (IOException | InterruptedException e) {
      kill();
    }
  }

  private synchronized void restart() throws IOException {
    if (!closed) {
      process = start();
    }
  }

  /** A port that nobody uses. */
  static int freePort() throws IOException {
    try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DatagramSocket udp =
            new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
      return udp.getLocalPort();
    }
  }

  /** Ends it as a cable that is pulled does. */
  synchronized void kill() {
    closed = true;
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
