package org.kinora.storage.jsonl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.contract.StorageBehaviour;
import org.kinora.tck.contract.WritableStorageContract;

/** Format jsonl by the contract of every storage format. */
class JsonlContractTest extends WritableStorageContract {
  /** Frame marker, profile 0, sync code, 8 bits 4:2:0 in BT.709, 1920x1080. */
  private static final byte[] VP9_KEY_FRAME = HexFormat.of().parseHex("824983424077f0437000");

  private static final Track VIDEO =
      new Track(
          1, new VideoFormat("vp9", 1920, 1080, ColorInfo.BT709, Blob.EMPTY), 1_000_000, "screen");

  private static final Track AUDIO =
      new Track(
          2, new AudioFormat("opus", 48_000, 2, 312, Blob.of((byte) 1, (byte) 2)), 48_000, "voice");

  @Override
  public StorageFormat format() {
    return new JsonlFormat();
  }

  @Override
  public Path example(Path dir) throws IOException {
    return Recordings.copy(Recordings.VP9, dir);
  }

  /** Key frames begin as VP9's do, for a check of the recording looks at them. */
  @Override
  public Clip clip(Track track, int count) {
    Clip clip = super.clip(track, count);
    return track.format() instanceof VideoFormat
        ? new Clip(
            track, clip.samples().stream().map(JsonlContractTest::asVp9).toList(), clip.file())
        : clip;
  }

  private static Sample asVp9(Sample sample) {
    SampleInfo info = sample.info();
    if (!info.keyframe()) {
      return sample;
    }
    byte[] data = Arrays.copyOf(VP9_KEY_FRAME, VP9_KEY_FRAME.length + info.size());
    sample.data().buffer().get(data, VP9_KEY_FRAME.length, info.size());
    return new Sample(
        new SampleInfo(info.timeUs(), info.decodeTimeUs(), info.durationUs(), data.length, true),
        Blob.of(data));
  }

  @Override
  public StorageBehaviour behaviour() {
    Track events = new Track(3, new EventFormat("input", 1), 1_000, "");
    return StorageBehaviour.accepting(
            List.of(List.of(VIDEO), List.of(AUDIO), List.of(VIDEO, AUDIO)))
        .refusing(
            List.of(
                List.of(events),
                List.of(VIDEO, events),
                List.of(AUDIO, new Track(3, AUDIO.format(), 48_000, ""))))
        .reordering();
  }
}
