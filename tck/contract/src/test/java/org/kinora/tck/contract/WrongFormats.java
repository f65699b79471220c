package org.kinora.tck.contract;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/** Formats that do one thing wrong, each named for it. */
final class WrongFormats {
  private static final Probe MATCH = new Probe.Match(1);

  private WrongFormats() {}

  /** Each with the rule that it breaks. */
  static Stream<Arguments> all() {
    return Stream.of(
        arguments(MatchesNothing.class, "probe_nothingThere_noMatch"),
        arguments(MatchesEmptyFiles.class, "probe_emptyFile_noMatch"),
        arguments(MatchesAnyDirectory.class, "probe_directoryOfOtherFiles_noMatch"),
        arguments(MatchesAnyFile.class, "probe_text_noMatch"),
        arguments(MatchesAnyFile.class, "probe_randomBytes_noMatch"),
        arguments(FailsToProbe.class, "probe_namesOfTheWrongKind_isNoException"),
        arguments(HasNoId.class, "info_example_isConsistent"),
        arguments(LastsNegative.class, "index_everySample_isInOrder"),
        arguments(OpensNothing.class, "open_nothingThere_isNotFound"),
        arguments(SaysOtherTimes.class, "read_wholeTracks_agreeWithTheIndex"),
        arguments(ReadsFromTheStart.class, "read_piecesInAnyOrder_sameAsWhole"),
        arguments(ReadsFromTheStart.class, "read_oneByOne_sameAsWhole"),
        arguments(ReadsOneAtLeast.class, "read_noSamples_handsOverNothing"),
        arguments(TrustsPositions.class, "read_sinkMovesPosition_nextSampleIsWhole"),
        arguments(TakesAnyTrack.class, "read_unknownTrack_isNotFound"),
        arguments(ThrowsWhatItLikes.class, "read_changedBytes_givesSamplesOrACode"),
        arguments(BendsTimes.class, "write_reorderedPictures_areKeptOrRefused"),
        arguments(NeedsSamples.class, "write_noSamples_isAnEmptyRecording"),
        arguments(WritesIntoOne.class, "write_twoRecordingsAtOnce_doNotMix"),
        arguments(IsCalledAsItsDirectory.class, "open_elsewhere_keepsItsId"),
        arguments(WritesAnyTrack.class, "append_unknownTrack_isNotFound"),
        arguments(EndsSilently.class, "append_afterFinish_isRefused"),
        arguments(EndsSilently.class, "finish_afterFinish_isRefused"));
  }

  /** A toy of which something is altered. */
  abstract static class Wrong extends StorageFormatContractTest.Good {
    private final StorageFormat wrong = alter(super.format());

    abstract StorageFormat alter(StorageFormat good);

    @Override
    public StorageFormat format() {
      return wrong;
    }
  }

  /** Matches places that it should not. */
  abstract static class Matching extends Wrong {
    abstract boolean matches(Path at) throws IOException;

    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.method(
          StorageFormat.class,
          good,
          "probe",
          (arguments, probe) -> matches((Path) arguments[0]) ? MATCH : probe.go());
    }
  }

  static class MatchesNothing extends Matching {
    @Override
    boolean matches(Path at) {
      return !Files.exists(at);
    }
  }

  static class MatchesEmptyFiles extends Matching {
    @Override
    boolean matches(Path at) throws IOException {
      return Files.isRegularFile(at) && Files.size(at) == 0;
    }
  }

  static class MatchesAnyDirectory extends Matching {
    @Override
    boolean matches(Path at) {
      return Files.isDirectory(at);
    }
  }

  static class MatchesAnyFile extends Matching {
    @Override
    boolean matches(Path at) {
      return Files.isRegularFile(at);
    }
  }

  static class FailsToProbe extends Matching {
    @Override
    boolean matches(Path at) throws IOException {
      Path data = at.resolve(ToyFormat.DATA);
      return Files.exists(data) && Files.readAllBytes(data).length < 0;
    }
  }

  static class OpensNothing extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.method(
          StorageFormat.class,
          good,
          "open",
          (arguments, open) -> {
            if (!Files.exists((Path) arguments[0])) {
              throw new MediaException(MediaError.INTERNAL_ERROR, "did not look");
            }
            return open.go();
          });
    }
  }

  static class ThrowsWhatItLikes extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.method(
          StorageFormat.class,
          good,
          "open",
          (arguments, open) -> {
            try {
              return open.go();
            } catch (MediaException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  /** Says something else of a recording. */
  abstract static class Saying extends Wrong {
    abstract RecordingInfo say(RecordingInfo info, RecordingReader reader, Path at)
        throws IOException;

    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.method(
          StorageFormat.class,
          good,
          "open",
          (arguments, open) -> {
            RecordingReader reader = Altered.made(RecordingReader.class, open);
            return Altered.method(
                RecordingReader.class,
                reader,
                "info",
                (none, info) ->
                    say(Altered.made(RecordingInfo.class, info), reader, (Path) arguments[0]));
          });
    }

    static RecordingInfo as(RecordingInfo info, String id, boolean complete) {
      return new RecordingInfo(
          id, info.startedAt(), info.durationUs(), complete, info.tracks(), info.tags());
    }
  }

  static class HasNoId extends Saying {
    @Override
    RecordingInfo say(RecordingInfo info, RecordingReader reader, Path at) {
      return as(info, "", info.complete());
    }
  }

  static class IsCalledAsItsDirectory extends Saying {
    @Override
    RecordingInfo say(RecordingInfo info, RecordingReader reader, Path at) {
      return as(info, at.getFileName().toString(), info.complete());
    }
  }

  static class NeedsSamples extends Saying {
    @Override
    RecordingInfo say(RecordingInfo info, RecordingReader reader, Path at) throws IOException {
      int samples = reader.index(info.tracks().get(0).id()).count();
      return as(info, info.id(), samples > 0);
    }
  }

  static class LastsNegative extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.readers(
          good,
          reader ->
              Altered.method(
                  RecordingReader.class,
                  reader,
                  "index",
                  (arguments, index) ->
                      Altered.method(
                          TrackIndex.class,
                          Altered.made(TrackIndex.class, index),
                          "durationUs",
                          (i, duration) -> -1L)));
    }
  }

  /** Reads something else. */
  abstract static class Reading extends Wrong {
    abstract void read(RecordingReader good, SampleRange range, SampleSink sink) throws IOException;

    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.readers(
          good,
          reader ->
              Altered.method(
                  RecordingReader.class,
                  reader,
                  "read",
                  (arguments, read) -> {
                    read(reader, (SampleRange) arguments[0], (SampleSink) arguments[1]);
                    return null;
                  }));
    }
  }

  static class SaysOtherTimes extends Reading {
    @Override
    void read(RecordingReader good, SampleRange range, SampleSink sink) throws IOException {
      good.read(
          range,
          (info, data) ->
              sink.accept(
                  new SampleInfo(
                      info.timeUs() + 1,
                      info.decodeTimeUs(),
                      info.durationUs(),
                      info.size(),
                      info.keyframe()),
                  data));
    }
  }

  static class ReadsFromTheStart extends Reading {
    @Override
    void read(RecordingReader good, SampleRange range, SampleSink sink) throws IOException {
      good.read(new SampleRange(range.trackId(), 0, range.count()), sink);
    }
  }

  static class ReadsOneAtLeast extends Reading {
    @Override
    void read(RecordingReader good, SampleRange range, SampleSink sink) throws IOException {
      good.read(new SampleRange(range.trackId(), range.first(), Math.max(1, range.count())), sink);
    }
  }

  static class TakesAnyTrack extends Reading {
    @Override
    void read(RecordingReader good, SampleRange range, SampleSink sink) throws IOException {
      if (range.trackId() < 100) {
        good.read(range, sink);
      }
    }
  }

  /** Expects the sink to leave the position where the sample began. */
  static class TrustsPositions extends Reading {
    @Override
    void read(RecordingReader good, SampleRange range, SampleSink sink) throws IOException {
      ByteBuffer lent = ByteBuffer.allocate(1 << 20);
      good.read(
          range,
          (info, data) -> {
            int end = lent.limit() == lent.capacity() ? 0 : lent.limit();
            lent.limit(end + info.size()).put(end, data, data.position(), info.size());
            sink.accept(info, lent.limit(lent.position() + info.size()));
            lent.limit(end + info.size());
          });
    }
  }

  static class BendsTimes extends StorageFormatContractTest.Good {
    @Override
    public StorageBehaviour behaviour() {
      StorageBehaviour all = super.behaviour();
      return StorageBehaviour.accepting(all.accepted()).refusing(all.refused());
    }
  }

  static class WritesIntoOne extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      List<RecordingWriter> all = new ArrayList<>();
      return Altered.writers(
          good,
          writer -> {
            all.add(writer);
            return Altered.method(
                RecordingWriter.class,
                writer,
                "append",
                (arguments, append) -> {
                  all.get(0)
                      .append(
                          (int) arguments[0], (SampleInfo) arguments[1], (ByteBuffer) arguments[2]);
                  return null;
                });
          });
    }
  }

  static class WritesAnyTrack extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.writers(
          good,
          writer ->
              Altered.method(
                  RecordingWriter.class,
                  writer,
                  "append",
                  (arguments, append) -> (int) arguments[0] < 100 ? append.go() : null));
    }
  }

  /** Takes what comes after the end and does nothing with it. */
  static class EndsSilently extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.writers(
          good,
          writer -> {
            RecordingWriter forgiving = writer;
            for (String name : List.of("append", "finish")) {
              forgiving =
                  Altered.method(RecordingWriter.class, forgiving, name, EndsSilently::orNothing);
            }
            return forgiving;
          });
    }

    private static @Nullable Object orNothing(Object[] arguments, Altered.Call call)
        throws Throwable {
      try {
        return call.go();
      } catch (MediaException e) {
        return null;
      }
    }
  }
}
