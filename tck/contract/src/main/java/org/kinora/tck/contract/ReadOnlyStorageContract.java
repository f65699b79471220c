package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.storage.RecordingReader;

/** The contract of a storage format that is only read. */
public abstract non-sealed class ReadOnlyStorageContract extends StorageFormatContract {
  /** For a subclass. */
  protected ReadOnlyStorageContract() {}

  @Test
  void create_readOnlyFormat_isRefusedAndLeavesNothing(@TempDir Path dir) throws IOException {
    RecordingInfo info;
    try (RecordingReader reader = format().open(example(dir))) {
      info = reader.info();
    }
    Path target = dir.resolve("target");
    Failures.assertFails(() -> format().create(target, info).close(), MediaError.READ_ONLY);
    assertFalse(Files.exists(target), "a refused recording leaves nothing on the disk");
  }
}
