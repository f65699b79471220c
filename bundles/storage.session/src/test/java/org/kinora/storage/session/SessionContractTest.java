package org.kinora.storage.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.ReadOnlyStorageContract;

/**
 * The folder by the contract of every storage format, without its sound: of PCM that was cut whole
 * frames are left, which are less than the packet that was recorded.
 */
class SessionContractTest extends ReadOnlyStorageContract {
  @Override
  public StorageFormat format() {
    return new SessionFormat(new ContainerFormat());
  }

  @Override
  public Path example(Path dir) throws IOException {
    Path session = Sessions.copy(dir);
    Files.delete(session.resolve(SessionFolder.SOUND));
    Path metadata = session.resolve(SessionFolder.METADATA);
    Files.writeString(metadata, Files.readString(metadata).replace("\"audio\":", "\"none\":"));
    return session;
  }

  @Override
  public boolean opensAnyFileSystem() {
    return false;
  }
}
