package org.kinora.tck.fuzz;

import java.io.IOException;

/** Where Jazzer enters. The system property {@code kinora.fuzz.target} names the target. */
public final class Fuzzer {
  private static final Target TARGET = Targets.named(System.getProperty("kinora.fuzz.target", ""));

  private Fuzzer() {}

  /** Called by Jazzer before the first input: classes are loaded and instrumented off the clock. */
  public static void fuzzerInitialize() throws IOException {
    for (byte[] seed : TARGET.seeds()) {
      TARGET.accept(seed);
    }
  }

  /** Called by Jazzer, once for each input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    TARGET.accept(input);
  }
}
