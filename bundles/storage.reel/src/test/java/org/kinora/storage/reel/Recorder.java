package org.kinora.storage.reel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.spi.storage.RecordingWriter;

/** A process that records a take until it is killed, and says how many samples are durable. */
final class Recorder {
  private Recorder() {}

  /** Arguments: directory, seed, seconds. */
  public static void main(String[] arguments) throws IOException {
    Take take = Take.of(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream said = new PrintStream(out, true, StandardCharsets.US_ASCII);
    try (RecordingWriter writer = new ReelFormat().create(Path.of(arguments[0]), Take.info())) {
      said.println(0);
      for (int i = 0; i < take.count(); i++) {
        take.append(writer, i);
        if (i % 7 == 0) {
          writer.flush();
          said.println(i + 1);
        }
      }
      writer.finish();
    }
  }

  /** Starts a class of the tests in a Java of its own. */
  static Process start(Class<?> program, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
