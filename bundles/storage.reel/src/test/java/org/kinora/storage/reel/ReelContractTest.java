package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.Clips;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.contract.StorageBehaviour;
import org.kinora.tck.contract.WritableStorageContract;

/** The storage contract. Its example has reordered pictures, sound, and events. */
class ReelContractTest extends WritableStorageContract {
  private static final Track SCREEN =
      new Track(
          7,
          new VideoFormat(
              "h264",
              1920,
              1080,
              new ColorInfo(ColorInfo.Range.FULL, 9, 16, 9),
              Blob.of((byte) 1, (byte) 0x64)),
          90_000,
          "screen");
  private static final Track CAMERA =
      new Track(
          2, new VideoFormat("vp9", 640, 480, ColorInfo.BT709, Blob.EMPTY), 1_000_000, "Kamera ü");
  private static final Track SOUND =
      new Track(
          3, new AudioFormat("opus", 48_000, 2, 312, Blob.of((byte) 'O', (byte) 'p')), 48_000, "");
  private static final Track EVENTS = new Track(4, new EventFormat("input", 3), 1_000_000, "");

  @Override
  public StorageFormat format() {
    return new ReelFormat();
  }

  @Override
  public StorageBehaviour behaviour() {
    return StorageBehaviour.accepting(
            List.of(
                List.of(SCREEN, CAMERA, SOUND, EVENTS), List.of(SOUND), List.of(EVENTS, SCREEN)))
        .refusing(List.of(List.of(), List.of(SCREEN, SCREEN)))
        .reordering()
        .withChecksums()
        .durably();
  }

  @Override
  public Path example(Path dir) throws IOException {
    Path at = dir.resolve("example");
    List<Track> tracks = List.of(SCREEN, SOUND, EVENTS);
    List<Clip> clips =
        List.of(
            Clips.reordered(Clips.random(SCREEN, 301)),
            Clips.random(SOUND, 500),
            Clips.random(EVENTS, 40));
    try (RecordingWriter writer = format().create(at, recording(tracks))) {
      for (int i = 0; i < 500; i++) {
        for (Clip clip : clips) {
          if (i < clip.samples().size()) {
            Sample sample = clip.samples().get(i);
            writer.append(clip.track().id(), sample.info(), sample.data().buffer());
          }
        }
        if (i % 100 == 50) {
          writer.flush();
        }
      }
      writer.finish();
    }
    return at;
  }
}
