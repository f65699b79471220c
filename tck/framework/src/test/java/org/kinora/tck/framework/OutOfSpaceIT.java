package org.kinora.tck.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.tck.framework.KinoraProcess.Result;
import org.kinora.tck.support.Ffmpeg;

/**
 * A disk that fills up stops a job with a code, and nothing that looks finished stays behind. A
 * limit of the process stands for the end of the disk: no file may grow beyond it.
 */
final class OutOfSpaceIT {
  private static final String SCREEN = "rec_1757651534329";
  private static final String VOICE = "019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10";

  /** What {@code ulimit -f} counts in. */
  private static final int BLOCK_BYTES = 512;

  @TempDir static Path dir;
  private static @Nullable KinoraProcess installed;

  /** Also unpacks what Kinora brings along, which is larger than the limits are. */
  @BeforeAll
  static void install() throws Exception {
    installed = KinoraProcess.install(dir); // of its own: a log of others may be too long already
    KinoraProcess.copyExample(SCREEN, dir);
    Path noise = dir.resolve("noise.wav");
    Ffmpeg.run("-f", "lavfi", "-i", "anoisesrc=duration=60:sample_rate=48000", noise.toString());
    Ffmpeg.run("-t", "1", "-i", noise.toString(), dir.resolve("short.wav").toString());
    Ffmpeg.run("-f", "lavfi", "-i", "testsrc2=duration=0.2", "-c:v", "libx264", dir + "/short.mp4");
    String session = KinoraProcess.source("examples/recordings/" + VOICE).toString();
    Files.createSymbolicLink(dir.resolve(VOICE), Path.of(session));
    kinora().run("export", "./short.mp4", "--output", "warm.webm").expect(0);
    kinora().run("render", VOICE, "--as", "wav", "-o", "warm").expect(0);
  }

  private static KinoraProcess kinora() {
    return Objects.requireNonNull(installed);
  }

  @ParameterizedTest
  @CsvSource({
    "4_000_000, copy ./noise.wav -o out.wav",
    "4_000_000, copy ./noise.wav -o out.mka",
    "1_000_000, copy rec_1757651534329 -o out.mp4",
    "1_000_000, copy rec_1757651534329 -o out.mp4 --set mode=faststart",
    "1_000_000, copy rec_1757651534329 -o out.mp4 --set mode=hybrid",
    "1_000_000, copy rec_1757651534329 -o out.mkv",
    "100_000, export rec_1757651534329 -o out.webm",
    "1_000_000, render 019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10 --as wav -o out",
    "100_000, render 019ab892-2f9b-7c11-8d2e-3f6a5b7c9d10 --as m4a --one-file -o out.m4a"
  })
  void run_noRoomForAll_saysSoAndLeavesNothing(String mostBytes, String command) throws Exception {
    Set<Path> before = files();
    Result result =
        runWithin(kinora(), mostBytes.replace("_", ""), command.split(" ", -1)).expect(1);
    assertTrue(result.err().contains("IO_ERROR"), result.text());
    assertTrue(result.err().contains(".part cannot be written"), result.text());
    assertTrue(result.err().contains("Check free space"), result.text());
    assertEquals(before, files(), result.text());
  }

  /** The disk has filled up since Kinora was installed, and before it unpacked FFmpeg. */
  @Test
  void start_noRoomForTheLibraries_saysSoAndWhatToDo(@TempDir Path other) throws Exception {
    KinoraProcess kinora = KinoraProcess.install(other);
    kinora.run("list").expect(0);
    List<Path> libraries;
    try (Stream<Path> all = Files.walk(other)) {
      libraries = all.filter(file -> file.toString().matches(".*/natives/.*/.*\\.so.*")).toList();
    }
    assertTrue(libraries.size() > 5, libraries::toString);
    for (Path library : libraries) {
      Files.delete(library);
    }
    Result full = runWithin(kinora, "4000000", "list").expect(70);
    assertTrue(full.err().contains("FFmpeg's libraries cannot be unpacked into"), full.text());
    assertTrue(full.err().contains("--cache DIR"), full.text());
    assertFalse(full.text().contains("\tat "), full.text());
    kinora.run("list").expect(0);
  }

  private static Result runWithin(KinoraProcess kinora, String mostBytes, String... arguments)
      throws Exception {
    String blocks = Long.toString(Long.parseLong(mostBytes) / BLOCK_BYTES);
    ProcessBuilder builder = kinora.builder(kinora.script(), arguments);
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f $0 && exec \"$@\"", blocks));
    command.addAll(builder.command());
    return KinoraProcess.finish(builder.command(command));
  }

  /** All that a user sees. */
  private static Set<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(file -> !dir.relativize(file).toString().startsWith("."))
          .collect(Collectors.toSet());
    }
  }
}
