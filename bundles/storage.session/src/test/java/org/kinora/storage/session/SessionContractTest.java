package org.kinora.storage.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.ReadOnlyStorageContract;
import org.kinora.tck.support.Ffmpeg;

/**
 * The folder by the contract of every storage format. Its films have their index at the end, and
 * there is no file of sound: where a file of another kind is cut within a sample, FFmpeg hands over
 * what is left of it, which is less than was recorded.
 */
class SessionContractTest extends ReadOnlyStorageContract {
  private static final List<String> FILMS = List.of(SessionFolder.SCREEN, SessionFolder.WEBCAM);

  @TempDir static Path prepared;

  @BeforeAll
  static void prepare() throws IOException {
    Path session = Sessions.copy(prepared);
    Files.delete(session.resolve(SessionFolder.SOUND));
    Path metadata = session.resolve(SessionFolder.METADATA);
    Files.writeString(metadata, Files.readString(metadata).replace("\"audio\":", "\"none\":"));
    for (String film : FILMS) {
      Path file = session.resolve(film);
      Path moved = Files.move(file, prepared.resolve(film));
      byte[] ignored = Ffmpeg.run("-i", moved.toString(), "-c", "copy", file.toString());
    }
  }

  @Override
  public StorageFormat format() {
    return new SessionFormat(new ContainerFormat());
  }

  @Override
  public Path example(Path dir) throws IOException {
    return Sessions.copyAll(prepared.resolve(Sessions.NAME), dir);
  }

  @Override
  public boolean opensAnyFileSystem() {
    return false;
  }
}
