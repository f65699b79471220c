package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What can happen to a file of a data set. */
enum DatasetDamage {
  MISSING(true) {
    @Override
    void apply(Path file, byte[] whole) throws IOException {
      Files.delete(file);
    }
  },
  EMPTY(true) {
    @Override
    void apply(Path file, byte[] whole) throws IOException {
      Files.write(file, new byte[0]);
    }
  },
  TRUNCATED(true) {
    @Override
    void apply(Path file, byte[] whole) throws IOException {
      Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    }
  },
  LONGER(false) {
    @Override
    void apply(Path file, byte[] whole) throws IOException {
      Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    }
  },
  CHANGED_BIT(false) {
    @Override
    void apply(Path file, byte[] whole) throws IOException {
      byte[] changed = whole.clone();
      changed[whole.length / 2] ^= 1;
      Files.write(file, changed);
    }
  };

  private final boolean coarse;

  DatasetDamage(boolean coarse) {
    this.coarse = coarse;
  }

  /** Whether a check notices that does not know every byte. */
  boolean isCoarse() {
    return coarse;
  }

  /** Does it. */
  abstract void apply(Path file, byte[] whole) throws IOException;
}
