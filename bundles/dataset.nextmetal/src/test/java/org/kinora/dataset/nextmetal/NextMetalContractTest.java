package org.kinora.dataset.nextmetal;

import java.io.IOException;
import java.nio.file.Path;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.ReadOnlyStorageContract;

/** The ZIP by the contract of every storage format. */
class NextMetalContractTest extends ReadOnlyStorageContract {
  @Override
  public StorageFormat format() {
    return new NextMetalFormat(new ContainerFormat());
  }

  @Override
  public Path example(Path dir) throws IOException {
    return Zips.write(dir.resolve("capture.zip"), Zips.whole(dir));
  }

  @Override
  public boolean opensAnyFileSystem() {
    return false;
  }
}
