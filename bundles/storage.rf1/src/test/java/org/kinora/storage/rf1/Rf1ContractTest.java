package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.Clips;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.contract.StorageBehaviour;
import org.kinora.tck.contract.WritableStorageContract;

class Rf1ContractTest extends WritableStorageContract {
  /** A tick is 244.14 µs; times are rounded down to it. */
  private static final int TICK_US = 245;

  @Override
  public StorageFormat format() {
    return new Rf1Format();
  }

  @Override
  public Path example(Path dir) throws IOException {
    return Recordings.clean(dir);
  }

  @Override
  public StorageBehaviour behaviour() {
    return StorageBehaviour.accepting(
            List.of(
                List.of(video(1, "video", "h264")),
                List.of(video(4, "HD", "h265"), video(7, "LD", "h264"))))
        .refusing(
            List.of(
                List.of(),
                List.of(video(1, "video", "vp8")),
                List.of(
                    video(1, "video", "h264"),
                    track(2, "sound", new AudioFormat("opus", 48_000, 2, 312, Blob.EMPTY))),
                List.of(track(1, "mouse", new EventFormat("input", 1)))))
        .withinUs(TICK_US);
  }

  private static Track video(int id, String name, String codec) {
    return track(id, name, new VideoFormat(codec, 160, 96, ColorInfo.UNSPECIFIED, Blob.EMPTY));
  }

  private static Track track(int id, String name, TrackFormat format) {
    return new Track(id, format, Entry.TICKS_PER_SECOND, name);
  }

  /** Pictures of one slice: {@code 00 00 01 header … header 01 00 00}, the same from behind. */
  @Override
  public Clip clip(Track track, int count) {
    boolean h264 = track.format().codec().equals("h264");
    Clip random = Clips.random(track, count);
    Random fill = new Random(track.id());
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : random.samples()) {
      SampleInfo info = sample.info();
      byte[] bytes = new byte[info.size() + 8];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (4 + fill.nextInt(252));
      }
      int header = h264 ? (info.keyframe() ? 0x65 : 0x41) : info.keyframe() ? 0x26 : 0x02;
      int last = bytes.length - 1;
      for (int i = 0; i < 4; i++) {
        byte framing = (byte) (i < 2 ? 0 : i == 2 ? 1 : header);
        bytes[i] = framing;
        bytes[last - i] = framing;
      }
      samples.add(
          new Sample(
              SampleInfo.inOrder(info.timeUs(), info.durationUs(), bytes.length, info.keyframe()),
              Blob.of(bytes)));
    }
    return new Clip(track, samples, random.file());
  }
}
