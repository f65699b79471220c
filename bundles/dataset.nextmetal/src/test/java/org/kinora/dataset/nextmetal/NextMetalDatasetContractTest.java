package org.kinora.dataset.nextmetal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.DatasetFormatContract;
import org.kinora.tck.support.Ffmpeg;

/** Directories of ZIPs by the contract of every data set format. */
class NextMetalDatasetContractTest extends DatasetFormatContract {
  @TempDir static Path films;

  @Override
  public DatasetFormat format() {
    return new NextMetalDataset(new Remuxed());
  }

  @Override
  public String name() {
    return "nextmetal";
  }

  @Override
  public Path film(Path zip, Path scratch) throws IOException {
    Path film = Files.createTempFile(scratch, "film", null);
    try (ZipFile entries = new ZipFile(zip.toFile())) {
      var video = entries.stream().filter(entry -> entry.getName().endsWith(".webm")).findFirst();
      Files.write(film, entries.getInputStream(video.orElseThrow()).readAllBytes());
    }
    return film;
  }

  /** The contract's pictures stand in IVF, which nobody records: FFmpeg puts them into WebM. */
  private static final class Remuxed implements StorageFormat {
    private final StorageFormat webm = new ContainerFormat();

    @Override
    public Probe probe(Path at) throws IOException {
      return webm.probe(at);
    }

    @Override
    public RecordingReader open(Path at) throws IOException {
      Path film = Files.createTempFile(films, "film", ".webm");
      try {
        Ffmpeg.run("-i", at.toString(), "-c", "copy", film.toString());
      } catch (AssertionError damaged) {
        throw new MediaException(MediaError.DATA_RANGE_ERROR, at + " is damaged", damaged);
      }
      return webm.open(film);
    }
  }
}
