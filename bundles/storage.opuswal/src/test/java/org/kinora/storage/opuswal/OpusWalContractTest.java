package org.kinora.storage.opuswal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.EventFormat;
import org.kinora.media.Track;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.contract.StorageBehaviour;
import org.kinora.tck.contract.WritableStorageContract;

/** Format opuswal by the contract of every storage format. */
class OpusWalContractTest extends WritableStorageContract {
  private static final int MONO_20_MS = 0x78;
  private static final int STEREO_20_MS = 0x7C;

  private static Track voice(int id, int channels, String name) {
    OpusHead head = new OpusHead(channels, 312, 48_000, 0, 0, Blob.EMPTY);
    return new Track(id, head.toFormat(), 48_000, name);
  }

  @Override
  public StorageFormat format() {
    return new OpusWalFormat();
  }

  @Override
  public Path example(Path dir) throws IOException {
    return Sessions.copyExample(dir);
  }

  /** Packets of 20 ms, whichever end they are read from. */
  @Override
  public Clip clip(Track track, int count) {
    Clip clip = super.clip(track, count);
    boolean stereo = track.format() instanceof AudioFormat audio && audio.channels() == 2;
    byte toc = (byte) (stereo ? STEREO_20_MS : MONO_20_MS);
    return new Clip(
        track, clip.samples().stream().map(sample -> withToc(sample, toc)).toList(), clip.file());
  }

  private static Sample withToc(Sample sample, byte toc) {
    byte[] data = sample.data().toByteArray();
    data[0] = toc;
    data[data.length - 1] = toc;
    return new Sample(sample.info(), Blob.of(data));
  }

  @Override
  public StorageBehaviour behaviour() {
    Track events = new Track(3, new EventFormat("input", 1), 1_000, "");
    Track aac = new Track(1, new AudioFormat("aac", 48_000, 2, 0, Blob.EMPTY), 48_000, "a");
    return StorageBehaviour.accepting(
            List.of(
                List.of(voice(1, 1, "Steve")),
                List.of(voice(1, 2, "Zoë"), voice(2, 1, "Alex, the 2nd"))))
        .refusing(
            List.of(
                List.of(events),
                List.of(aac),
                List.of(),
                List.of(voice(1, 1, "Steve"), voice(2, 1, "Steve"))))
        .withinUs(1_000);
  }
}
