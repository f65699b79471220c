package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How much memory a rendering of ten speakers takes, all of the process: a session of three minutes
 * or, with {@code -Dkinora.minutes=180} and 16 GB of disk, what the documentation promises.
 */
final class RenderMemoryIT {
  private static final int SPEAKERS = 10;
  private static final double SPEAKS = 0.2;
  private static final long MINUTES = Long.getLong("kinora.minutes", 3);
  private static final String HEAP = "-Xmx96m";
  private static final long MOST_KIB = 256 << 10;
  private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--as m4a -o out",
        "--as m4a --one-file -o all.m4a",
        "--as wav -o out",
        "--as wav --one-file -o all.wav"
      })
  void render_tenSpeakers_staysWithin256MiB(String how) throws Exception {
    VoiceSession.write(dir.resolve("session"), SPEAKERS, MINUTES * 60_000, SPEAKS);
    KinoraProcess kinora = KinoraProcess.install(dir);
    List<String> arguments = new ArrayList<>(List.of("render", "./session"));
    arguments.addAll(List.of(how.split(" ")));
    ProcessBuilder builder = kinora.builder(kinora.script(), arguments.toArray(String[]::new));
    builder.environment().put("KINORA_OPTS", HEAP);
    Path said = dir.resolve("said");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    long mostKib = 0;
    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
      mostKib = Math.max(mostKib, highWaterKib(process.pid()));
    }
    assertEquals(0, process.exitValue(), () -> read(said));
    long found = mostKib;
    assertTrue(
        found > 0 && found <= MOST_KIB,
        () -> "%d KiB, not %d\n".formatted(found, MOST_KIB) + read(said));
  }

  /** 0 once the process is over. */
  private static long highWaterKib(long pid) {
    Matcher line = HIGH_WATER.matcher(read(Path.of("/proc", Long.toString(pid), "status")));
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
