package org.kinora.storage.rf1;

import java.util.List;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.KilledWriterContract;
import org.kinora.tck.contract.Sample;

/** Killed recorders, among them some that were beginning a new segment. */
class Rf1KillTest extends KilledWriterContract {
  Rf1KillTest() {
    super(new SlowCamera());
  }

  /** About one picture a second, so that 3,000 of them fill several segments. */
  static class SlowCamera extends Rf1ContractTest {
    private static final int TIMES_SLOWER = 30;

    @Override
    public Clip clip(Track track, int count) {
      Clip clip = super.clip(track, count);
      List<Sample> samples = clip.samples().stream().map(SlowCamera::slower).toList();
      return new Clip(track, samples, clip.file());
    }

    private static Sample slower(Sample sample) {
      SampleInfo info = sample.info();
      return new Sample(
          SampleInfo.inOrder(
              info.timeUs() * TIMES_SLOWER,
              info.durationUs() * TIMES_SLOWER,
              info.size(),
              info.keyframe()),
          sample.data());
    }
  }
}
