package org.example.mjpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.Clips;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.contract.StorageBehaviour;
import org.kinora.tck.contract.WritableStorageContract;

/** The format by the contract of every storage format. */
class MjpegContractTest extends WritableStorageContract {
  private static final Path EXAMPLE = Path.of("src/test/resources/example");

  @Override
  public StorageFormat format() {
    return new MjpegFormat();
  }

  /** A recording that is kept for ever: later versions of this plugin must read it, too. */
  @Override
  public Path example(Path dir) throws IOException {
    Path copy = Files.createDirectory(dir.resolve("example"));
    for (String file : List.of(MjpegFormat.PICTURES, MjpegFormat.TIMES)) {
      Files.copy(EXAMPLE.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  @Override
  public StorageBehaviour behaviour() {
    Track sound = new Track(1, new AudioFormat("opus", 48_000, 1, 0, Blob.EMPTY), 48_000, "");
    return StorageBehaviour.accepting(
            List.of(List.of(video(1, "mjpeg", 1_000_000)), List.of(video(7, "mjpeg", 90_000))))
        .refusing(
            List.of(
                List.of(),
                List.of(sound),
                List.of(video(1, "vp9", 1_000_000)),
                List.of(video(1, "mjpeg", 25), video(2, "mjpeg", 25))));
  }

  private static Track video(int id, String codec, int timescale) {
    return new Track(
        id, new VideoFormat(codec, 640, 480, ColorInfo.UNSPECIFIED, Blob.EMPTY), timescale, "");
  }

  /** Random bytes that begin as a JPEG file does; each picture can be decoded by itself. */
  @Override
  public Clip clip(Track track, int count) {
    List<Sample> samples =
        Clips.random(track, count).samples().stream().map(MjpegContractTest::picture).toList();
    return new Clip(track, samples, Optional.empty());
  }

  private static Sample picture(Sample random) {
    byte[] noise = random.data().toByteArray();
    byte[] data = new byte[noise.length + 2];
    data[0] = (byte) 0xFF;
    data[1] = (byte) 0xD8;
    System.arraycopy(noise, 0, data, 2, noise.length);
    SampleInfo info = random.info();
    return new Sample(
        SampleInfo.inOrder(info.timeUs(), info.durationUs(), data.length, true), Blob.of(data));
  }
}
