package org.kinora.codec.ffmpeg;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.ReadOnlyStorageContract;
import org.kinora.tck.support.Ffmpeg;

/** Media files by the contract of every storage format. */
class ContainerContractTest {
  @Nested
  class Mp4 extends MediaFile {
    @Override
    public Path example(Path dir) {
      return make(dir.resolve("clip.mp4"), "libx264", "aac");
    }
  }

  @Nested
  class WebM extends MediaFile {
    @Override
    public Path example(Path dir) {
      return make(dir.resolve("clip.webm"), "libvpx", "libopus");
    }
  }

  abstract static class MediaFile extends ReadOnlyStorageContract {
    @Override
    public StorageFormat format() {
      return new ContainerFormat();
    }

    @Override
    public boolean opensAnyFileSystem() {
      return false;
    }

    static Path make(Path file, String video, String audio) {
      Ffmpeg.run(
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=160x96:r=30:d=2,format=yuv420p",
          "-f",
          "lavfi",
          "-i",
          "sine=r=48000:d=2",
          "-c:v",
          video,
          "-g",
          "20",
          "-c:a",
          audio,
          "-shortest",
          file.toString());
      return file;
    }
  }
}
