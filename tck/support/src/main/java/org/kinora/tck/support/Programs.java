package org.kinora.tck.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/**
 * Where the programs of the FFmpeg jar were unpacked, and what they need to start.
 *
 * <p>Both are linked with FFmpeg's device library, which asks for the sound and window libraries of
 * a desktop. Tests use none of them, so where the machine lacks one an empty library of that name
 * stands in, made with the C compiler that Rust needs anyway.
 */
final class Programs {
  private static final Pattern LACKING =
      Pattern.compile("error while loading shared libraries: (lib[\\w.-]+): cannot open");
  private static final String BUILD = "linux-x86_64-gpl";
  private static final int MOST_STAND_INS = 16;

  /** Unpacked at first use. */
  static final Programs UNPACKED = new Programs();

  private final Path directory;
  private final Path standIns;

  private Programs() {
    try {
      directory = Loader.cacheResource(org.bytedeco.ffmpeg.ffmpeg.class, BUILD).toPath();
      standIns = directory.resolve("stand-ins");
      Files.createDirectories(standIns);
      setExecutable(path("ffmpeg"));
      setExecutable(path("ffprobe"));
      addStandIns();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String program) {
    return directory.resolve(program);
  }

  String libraryPath() {
    return directory + ":" + standIns;
  }

  private void addStandIns() throws IOException {
    for (int i = 0; i < MOST_STAND_INS; i++) {
      ProcessBuilder version = new ProcessBuilder(path("ffmpeg").toString(), "-version");
      version.environment().put("LD_LIBRARY_PATH", libraryPath());
      Matcher lacking = LACKING.matcher(said(version));
      if (!lacking.find()) {
        return;
      }
      standIn(lacking.group(1));
    }
  }

  private void standIn(String library) throws IOException {
    Path made = Files.createTempFile(standIns, library, ".new");
    String said =
        said(
            new ProcessBuilder(
                "cc",
                "-shared",
                "-nostdlib",
                "-Wl,-soname," + library,
                "-o",
                made.toString(),
                "-x",
                "c",
                "/dev/null"));
    if (Files.size(made) == 0) {
      throw new IOException("no stand-in for " + library + ": " + said);
    }
    Files.move(made, standIns.resolve(library), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String said(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void setExecutable(Path program) throws IOException {
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + " cannot be made executable");
    }
  }
}
