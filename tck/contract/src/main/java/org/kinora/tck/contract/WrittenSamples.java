package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.WritableStorageUnderTest.Turn;

/**
 * The samples of all tracks in the order in which a recorder hands them over, and what an
 * interrupted recording of them must still have.
 *
 * @param clips one a track
 * @param turns the same samples, interleaved by decode time
 * @param toleranceUs by how much a time may change on the way through the disk
 */
record WrittenSamples(List<Clip> clips, List<Turn> turns, long toleranceUs) {
  static WrittenSamples of(List<Clip> clips, StorageBehaviour behaviour) {
    List<Turn> turns = List.copyOf(WritableStorageUnderTest.turns(clips));
    return new WrittenSamples(clips, turns, behaviour.timeToleranceUs());
  }

  int count() {
    return turns.size();
  }

  /** Appends the sample whose turn it is. */
  void append(RecordingWriter writer, int turn) throws IOException {
    Turn next = turns.get(turn);
    WritableStorageUnderTest.append(writer, next.track(), next.sample());
  }

  /** How many samples of a track are among the first so many of all. */
  int of(Track track, int turns) {
    return (int) this.turns.subList(0, turns).stream().filter(t -> t.track().equals(track)).count();
  }

  /**
   * What is read of one track is a beginning of what was written of it.
   *
   * @param least how many samples must be there; a track without any may be missing
   */
  void assertBeginning(RecordingReader reader, Clip clip, int least) throws IOException {
    int id = clip.track().id();
    if (least == 0 && reader.info().tracks().stream().noneMatch(track -> track.id() == id)) {
      return;
    }
    List<Sample> found = Readings.all(reader, reader.info().track(id));
    int count = found.size();
    assertTrue(count >= least, () -> "track " + id + ": " + count + " samples of " + least);
    assertTrue(count <= clip.samples().size(), () -> "track " + id + ": " + count + " samples");
    for (int i = 0; i < count; i++) {
      assertSame(clip.samples().get(i), found.get(i), i + 1 < count, "track " + id + ": " + i);
    }
  }

  /** The last sample's duration may be unknown where it is the distance to the next one. */
  private void assertSame(Sample in, Sample out, boolean durationIsKnown, String what) {
    SampleInfo written = in.info();
    SampleInfo read = out.info();
    boolean near =
        isNear(written.timeUs(), read.timeUs())
            && isNear(written.decodeTimeUs(), read.decodeTimeUs())
            && (!durationIsKnown || isNear(written.durationUs(), read.durationUs()));
    assertTrue(near, () -> what + " was written as " + written + ", read as " + read);
    assertEquals(written.keyframe(), read.keyframe(), () -> what + ", key frame");
    assertEquals(in.data(), out.data(), () -> what + ", bytes");
  }

  private boolean isNear(long writtenUs, long readUs) {
    return Math.abs(writtenUs - readUs) <= toleranceUs;
  }
}
