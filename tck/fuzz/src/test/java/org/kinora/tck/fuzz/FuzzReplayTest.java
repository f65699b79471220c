package org.kinora.tck.fuzz;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that once failed, the seeds, and a few changes of these, some cut off. */
class FuzzReplayTest {
  private static final int CHANGES = 300;

  static Stream<String> names() {
    return Targets.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void accept_inputsOnceFound_holds(String name) throws IOException {
    Target target = Targets.named(name);
    Path found = Path.of("..", "corpus", "fuzz", name);
    List<Path> inputs = List.of();
    if (Files.isDirectory(found)) {
      try (Stream<Path> files = Files.list(found)) {
        inputs = files.sorted().toList();
      }
    }
    assertAll(inputs.stream().map(input -> use(target, input)));
  }

  private static Executable use(Target target, Path input) {
    return () -> assertDoesNotThrow(() -> target.accept(Files.readAllBytes(input)), input + "");
  }

  @ParameterizedTest
  @MethodSource("names")
  void accept_changedSeeds_holds(String name) throws IOException {
    Target target = Targets.named(name);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (byte[] well : target.seeds()) {
      assertDoesNotThrow(() -> target.accept(well), name);
      for (int i = 0; i < CHANGES; i++) {
        int size = random.nextInt(4) == 0 ? 1 + random.nextInt(well.length) : well.length;
        byte[] changed = Arrays.copyOf(well, size);
        for (int change = random.nextInt(4); change >= 0; change--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        String message = "seed " + seed + ": " + HexFormat.of().formatHex(changed);
        assertDoesNotThrow(() -> target.accept(changed), message);
      }
    }
  }
}
