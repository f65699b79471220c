package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.ToyFormat.Bug;

/** The storage contract passes what keeps it and catches what breaks it. */
class StorageFormatContractTest {
  @Test
  void run_goodFormat_passes() {
    ContractRun run = ContractRun.of(Good.class);
    assertEquals(Set.of(), run.failed());
    assertTrue(run.passed().size() >= 40, () -> "only " + run.passed());
  }

  @Test
  void run_formatThatWritesCalledReadOnly_isCaught() {
    assertEquals(
        Set.of("create_readOnlyFormat_isRefusedAndLeavesNothing"),
        ContractRun.of(SecretWriter.class).failed());
    assertEquals(Set.of(), ContractRun.of(ReadOnly.class).failed());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void run_brokenFormat_isCaught(Class<?> broken, String rule) {
    ContractRun.assertCaught(broken, rule);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(ProbeThrows.class, "probe_emptyDirectory_noMatch"),
        arguments(ProbeWrites.class, "probe_example_matchesAndChangesNothing"),
        arguments(ProbeReadsAll.class, "probe_hugeFiles_isCheap"),
        arguments(FloorIsLate.class, "floor_manyTimes_agreesWithSearchingAll"),
        arguments(KeyframeIgnoresTime.class, "keyframeBefore_everySample_agreesWithSearchingAll"),
        arguments(IndexClamps.class, "index_outside_throws"),
        arguments(SwallowsSinkFailure.class, "read_sinkThrows_passesItOnAndReadsAgain"),
        arguments(StopsAtTheEnd.class, "read_beyondTheEnd_isRangeError"),
        arguments(SharesBuffer.class, "read_twoReadersAtOnce_doNotDisturbEachOther"),
        arguments(ReadsAfterClose.class, "read_afterClose_isRefused"),
        arguments(ReadsInTwoThreads.class, "read_duringAnotherThreadsRead_isRefused"),
        arguments(VerifyComplains.class, "verify_example_findsNothingWrong"),
        arguments(TrustsTornRecords.class, "read_truncatedFiles_givesTrueSamplesOrACode"),
        arguments(WriterKeepsBuffer.class, "write_eachAcceptedTrackSet_isReadAgain"),
        arguments(WriterIgnoresPosition.class, "write_eachAcceptedTrackSet_isReadAgain"),
        arguments(WriterRoundsTimes.class, "write_manySamples_areAllReadAgain"),
        arguments(CloseCompletes.class, "close_withoutFinish_isAsAfterACrash"),
        arguments(FlushDoesNothing.class, "flush_thenCrash_keepsWhatWasAppended"),
        arguments(AcceptsFallingTimes.class, "append_fallingDecodeTime_isRefusedAndTheRestStays"),
        arguments(Overwrites.class, "create_targetExists_isRefusedAndUntouched"),
        arguments(SkipsTracks.class, "create_refusedTrackSet_leavesNothing"),
        arguments(FlushesAfterClose.class, "append_afterClose_isRefused"),
        arguments(StaysWithItsThread.class, "read_handedFromThreadToThread_sameSamples"),
        arguments(StaysWithItsThread.class, "append_handedFromThreadToThread_isKept"));
  }

  private static final Track PICTURES =
      new Track(
          1, new VideoFormat("vp9", 160, 96, ColorInfo.UNSPECIFIED, Blob.EMPTY), 1_000_000, "a");

  private static final Track SOUND =
      new Track(2, new AudioFormat("opus", 48_000, 2, 0, Blob.EMPTY), 48_000, "b");

  private static Path makeExample(Path dir) throws IOException {
    Path at = dir.resolve("example");
    Clip pictures = Clips.reordered(Clips.random(PICTURES, 61));
    Clip openGop = withLateKeyframe(pictures);
    ToyFormat format = new ToyFormat(Bug.NONE);
    List<Track> tracks = List.of(PICTURES, SOUND);
    try (RecordingWriter writer = format.create(at, new Good().recording(tracks))) {
      WritableStorageUnderTest.append(writer, List.of(openGop, Clips.random(SOUND, 60)));
      writer.finish();
    }
    return at;
  }

  /** Makes sample 31 a key frame, which is shown after the one that follows it. */
  private static Clip withLateKeyframe(Clip clip) {
    List<Sample> samples = new ArrayList<>(clip.samples());
    Sample old = samples.get(31);
    samples.set(
        31,
        new Sample(
            new SampleInfo(
                old.info().timeUs(),
                old.info().decodeTimeUs(),
                old.info().durationUs(),
                old.info().size(),
                true),
            old.data()));
    return new Clip(clip.track(), samples, clip.file());
  }

  static class Good extends Toy {
    Good() {
      super(Bug.NONE);
    }
  }

  abstract static class Toy extends WritableStorageContract {
    private final ToyFormat format;

    Toy(Bug bug) {
      format = new ToyFormat(bug);
    }

    @Override
    public StorageFormat format() {
      return format;
    }

    @Override
    public Path example(Path dir) throws IOException {
      return makeExample(dir);
    }

    @Override
    public StorageBehaviour behaviour() {
      Track events = new Track(1, new EventFormat("input", 1), 1_000, "");
      return StorageBehaviour.accepting(
              List.of(List.of(PICTURES), List.of(SOUND), List.of(PICTURES, SOUND)))
          .refusing(
              List.of(List.of(events), List.of(PICTURES, new Track(2, events.format(), 1, ""))))
          .reordering()
          .withChecksums()
          .durably();
    }
  }

  static class SecretWriter extends ReadOnlyStorageContract {
    @Override
    public StorageFormat format() {
      return new ToyFormat(Bug.NONE);
    }

    @Override
    public Path example(Path dir) throws IOException {
      return makeExample(dir);
    }
  }

  static class ReadOnly extends SecretWriter {
    @Override
    public StorageFormat format() {
      StorageFormat toy = super.format();
      return new StorageFormat() {
        @Override
        public Probe probe(Path at) throws IOException {
          return toy.probe(at);
        }

        @Override
        public RecordingReader open(Path at) throws IOException {
          return toy.open(at);
        }
      };
    }
  }

  static class ProbeThrows extends Toy {
    ProbeThrows() {
      super(Bug.PROBE_THROWS);
    }
  }

  static class ProbeWrites extends Toy {
    ProbeWrites() {
      super(Bug.PROBE_WRITES);
    }
  }

  static class ProbeReadsAll extends Toy {
    ProbeReadsAll() {
      super(Bug.PROBE_READS_ALL);
    }
  }

  static class FloorIsLate extends Toy {
    FloorIsLate() {
      super(Bug.FLOOR_IS_LATE);
    }
  }

  static class KeyframeIgnoresTime extends Toy {
    KeyframeIgnoresTime() {
      super(Bug.KEYFRAME_IGNORES_TIME);
    }
  }

  static class IndexClamps extends Toy {
    IndexClamps() {
      super(Bug.INDEX_CLAMPS);
    }
  }

  static class SwallowsSinkFailure extends Toy {
    SwallowsSinkFailure() {
      super(Bug.SWALLOWS_SINK_FAILURE);
    }
  }

  static class StopsAtTheEnd extends Toy {
    StopsAtTheEnd() {
      super(Bug.STOPS_AT_THE_END);
    }
  }

  static class SharesBuffer extends Toy {
    SharesBuffer() {
      super(Bug.SHARES_BUFFER);
    }
  }

  static class ReadsAfterClose extends Toy {
    ReadsAfterClose() {
      super(Bug.READS_AFTER_CLOSE);
    }
  }

  static class VerifyComplains extends Toy {
    VerifyComplains() {
      super(Bug.VERIFY_COMPLAINS);
    }
  }

  static class TrustsTornRecords extends Toy {
    TrustsTornRecords() {
      super(Bug.TRUSTS_TORN_RECORDS);
    }
  }

  static class WriterKeepsBuffer extends Toy {
    WriterKeepsBuffer() {
      super(Bug.WRITER_KEEPS_BUFFER);
    }
  }

  static class WriterIgnoresPosition extends Toy {
    WriterIgnoresPosition() {
      super(Bug.WRITER_IGNORES_POSITION);
    }
  }

  static class WriterRoundsTimes extends Toy {
    WriterRoundsTimes() {
      super(Bug.WRITER_ROUNDS_TIMES);
    }
  }

  static class CloseCompletes extends Toy {
    CloseCompletes() {
      super(Bug.CLOSE_COMPLETES);
    }
  }

  static class FlushDoesNothing extends Toy {
    FlushDoesNothing() {
      super(Bug.FLUSH_DOES_NOTHING);
    }
  }

  static class AcceptsFallingTimes extends Toy {
    AcceptsFallingTimes() {
      super(Bug.ACCEPTS_FALLING_TIMES);
    }
  }

  static class Overwrites extends Toy {
    Overwrites() {
      super(Bug.OVERWRITES);
    }
  }

  static class SkipsTracks extends Toy {
    SkipsTracks() {
      super(Bug.SKIPS_TRACKS);
    }
  }

  static class FlushesAfterClose extends Toy {
    FlushesAfterClose() {
      super(Bug.TRIES_AGAIN);
    }
  }

  static class ReadsInTwoThreads extends Toy {
    ReadsInTwoThreads() {
      super(Bug.READS_IN_TWO_THREADS);
    }
  }

  static class StaysWithItsThread extends Toy {
    StaysWithItsThread() {
      super(Bug.STAYS_WITH_ITS_THREAD);
    }
  }
}
