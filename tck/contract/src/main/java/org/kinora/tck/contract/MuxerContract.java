package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** The contract of {@link MuxerFactory} and its muxers. FFmpeg judges what they write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MuxerContract {
  /** What a muxer may hold back of what it was given, however long the file gets. */
  private static final long HELD_BYTES = 16 << 20;

  private static final long LONG_FILE_BYTES = 48 << 20;
  private static final int MANY_TRACKS = 100;

  private static final RecordingInfo RECORDING =
      new RecordingInfo("rec_1", Optional.empty(), OptionalLong.empty(), true, List.of(), Map.of());

  private List<Clip> clips = List.of();

  /** For a subclass. */
  protected MuxerContract() {}

  /** The muxers that are tested. */
  protected abstract MuxerFactory factory();

  /** What they promise. */
  protected abstract MuxerBehaviour behaviour();

  /** One clip or more of each codec that they take. */
  protected abstract List<Clip> clips(RealClips real) throws IOException;

  @BeforeAll
  void makeClips(@TempDir Path dir) throws IOException {
    clips = clips(new RealClips(dir));
    assertFalse(clips.isEmpty(), "a muxer takes something");
  }

  @Test
  void write_eachClip_isWhatFfmpegReads(@TempDir Path dir) throws IOException {
    for (Clip clip : clips) {
      Path file = target(dir, clip.codec() + clips.indexOf(clip));
      write(file, List.of(clip));
      new ContainerJudge(file, behaviour().timeToleranceUs()).assertHolds(List.of(clip));
    }
  }

  @Test
  void write_asManyTracksAsItTakes_areAllThere(@TempDir Path dir) throws IOException {
    List<Clip> many = new ArrayList<>();
    for (int i = 0; i < Math.min(behaviour().maxTracks(), 6); i++) {
      many.add(clips.get(i % clips.size()));
    }
    Path file = target(dir, "many");
    write(file, many);
    new ContainerJudge(file, behaviour().timeToleranceUs()).assertHolds(many);
  }

  @Test
  void addTrack_upToTheLimit_isTakenAndNoFurther(@TempDir Path dir) throws IOException {
    int limit = Math.min(behaviour().maxTracks(), MANY_TRACKS);
    try (Session session = new Session(target(dir, "full"))) {
      for (int i = 0; i < limit; i++) {
        session.muxer.addTrack(track(clips.get(0), i + 1));
      }
      if (limit == behaviour().maxTracks()) {
        Track last = track(clips.get(0), limit + 1);
        Failures.assertFails(() -> session.muxer.addTrack(last), MediaError.TRACK_NOT_SUPPORTED);
      }
    }
  }

  @Test
  void write_sameInputTwice_sameBytes(@TempDir Path dir) throws IOException {
    List<Clip> input = clips.subList(0, Math.min(clips.size(), behaviour().maxTracks()));
    write(target(dir, "first"), input);
    write(target(dir, "second"), input);
    assertEquals(-1, Files.mismatch(target(dir, "first"), target(dir, "second")));
  }

  @Test
  void supports_everyCodec_isTrueExactlyForWhatItTakes(@TempDir Path dir) throws IOException {
    Set<String> taken = clips.stream().map(Clip::codec).collect(Collectors.toSet());
    taken.addAll(behaviour().alsoTakes());
    for (Clip clip : clips) {
      assertTrue(factory().supports(clip.track().format()), clip::toString);
    }
    for (TrackFormat format : KnownFormats.all()) {
      if (!taken.contains(format.codec())) {
        assertFalse(factory().supports(format), () -> format.codec() + " is not declared");
        try (Session session = new Session(target(dir, format.codec()))) {
          Failures.assertFails(
              () -> session.muxer.addTrack(new Track(1, format, 48_000, "")),
              MediaError.TRACK_NOT_SUPPORTED);
        }
      }
    }
  }

  @Test
  void create_unknownOption_isRefused(@TempDir Path dir) throws IOException {
    try (FileChannel out = open(target(dir, "option"))) {
      Map<String, String> options = Map.of("no.such.option", "1");
      Failures.assertFails(
          () -> factory().create(out, MuxerSettings.of(RECORDING, options)).close(),
          MediaError.ARGUMENT_INVALID);
      assertTrue(out.isOpen(), "the channel stays the caller's");
    }
  }

  @Test
  void write_unknownTrackOrFallingTime_isRefused(@TempDir Path dir) throws IOException {
    Clip clip = clips.get(0);
    Sample first = clip.samples().get(0);
    Sample early = first.at(0, first.info().decodeTimeUs() - 1_000_000);
    try (Session session = new Session(target(dir, "misfits"))) {
      int track = session.muxer.addTrack(track(clip, 1));
      for (int unknown : new int[] {track + 50, -1, Integer.MAX_VALUE}) {
        Failures.assertFails(() -> session.write(unknown, first), MediaError.TRACK_NOT_FOUND);
      }
      session.write(track, first);
      Failures.assertFails(() -> session.write(track, early), MediaError.MUX_ERROR);
    }
  }

  @Test
  void addTrack_afterTheFirstSample_isRefused(@TempDir Path dir) throws IOException {
    Clip clip = clips.get(0);
    try (Session session = new Session(target(dir, "late"))) {
      int track = session.muxer.addTrack(track(clip, 1));
      session.write(track, clip.samples().get(0));
      Failures.assertRefuses(() -> session.muxer.addTrack(track(clip, 2)));
    }
  }

  @Test
  void write_afterFinishOrClose_isRefusedAndTheFileStays(@TempDir Path dir) throws IOException {
    Clip clip = clips.get(0);
    Sample last = clip.samples().get(clip.samples().size() - 1);
    Path file = target(dir, "ended");
    try (Session session = new Session(file)) {
      int track = session.muxer.addTrack(track(clip, 1));
      session.write(track, clip.samples().get(0));
      session.muxer.finish();
      Blob finished = Blob.of(Files.readAllBytes(file));
      Failures.assertFails(() -> session.write(track, last), MediaError.MUX_ERROR);
      session.muxer.close();
      session.muxer.close();
      Failures.assertFails(
          () -> session.write(track, last), MediaError.CLOSED, MediaError.MUX_ERROR);
      assertTrue(session.out.isOpen(), "the channel stays the caller's");
      assertEquals(finished, Blob.of(Files.readAllBytes(file)), "finish() was the last to write");
    }
  }

  @Test
  void close_withoutFinish_writesNothing(@TempDir Path dir) throws IOException {
    List<Clip> input = List.of(clips.get(0));
    write(target(dir, "finished"), input);
    Path file = target(dir, "unfinished");
    try (Session session = new Session(file)) {
      session.writeAll(input);
      Blob before = Blob.of(Files.readAllBytes(file));
      session.muxer.close();
      assertTrue(session.out.isOpen(), "the channel stays the caller's");
      assertEquals(before, Blob.of(Files.readAllBytes(file)), "close() only releases");
    }
    assertNotEquals(-1, Files.mismatch(target(dir, "finished"), file), "finish() completes");
  }

  /** An empty file is written or refused; the process and the channel survive either. */
  @Test
  void finish_noSamples_isAFileOrACode(@TempDir Path dir) throws IOException {
    try (Session session = new Session(target(dir, "none"))) {
      session.muxer.addTrack(track(clips.get(0), 1));
      if (endsInACode(session)) {
        return;
      }
      assertTrue(session.out.size() > 0, "a finished file has a header");
    }
  }

  /** The longer the file, the more lies on the disk: a muxer does not collect it in memory. */
  @Test
  void write_longFile_staysOutOfMemory(@TempDir Path dir) throws IOException {
    Clip clip = clips.stream().max(Comparator.comparing(MuxerContract::keySize)).orElseThrow();
    Sample key = clip.samples().get(0);
    try (Session session = new Session(target(dir, "long"))) {
      int track = session.muxer.addTrack(track(clip, 1));
      long written = 0;
      for (int i = 0; written < LONG_FILE_BYTES && i < 200_000; i++) {
        session.write(track, key.at(i * 20_000L, i * 20_000L));
        written += key.data().size();
        assertTrue(
            written - session.out.size() < HELD_BYTES,
            "of " + written + " bytes only " + session.out.size() + " are written");
      }
      session.muxer.finish();
    }
  }

  private static boolean endsInACode(Session session) throws IOException {
    try {
      session.muxer.finish();
      return false;
    } catch (MediaException e) {
      assertTrue(session.out.isOpen(), "the channel stays the caller's");
      return true;
    }
  }

  private static int keySize(Clip clip) {
    return clip.samples().get(0).data().size();
  }

  private void write(Path file, List<Clip> input) throws IOException {
    try (Session session = new Session(file)) {
      session.writeAll(input);
      session.muxer.finish();
    }
  }

  private Path target(Path dir, String name) {
    return dir.resolve(name + "." + behaviour().extension());
  }

  private static Track track(Clip clip, int id) {
    return new Track(id, clip.track().format(), clip.track().timescale(), clip.track().name());
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** One muxer on its file, closed in the order that the contract asks for. */
  private final class Session implements AutoCloseable {
    private final FileChannel out;
    private final Muxer muxer;

    Session(Path file) throws IOException {
      out = open(file);
      muxer = factory().create(out, MuxerSettings.of(RECORDING, Map.of()));
    }

    void write(int track, Sample sample) throws IOException {
      Lent.lend(sample.data(), data -> muxer.write(track, sample.info(), data));
    }

    /** Adds the clips as tracks and writes them interleaved by decode time. */
    void writeAll(List<Clip> input) throws IOException {
      List<Turn> turns = new ArrayList<>();
      for (int i = 0; i < input.size(); i++) {
        int track = muxer.addTrack(track(input.get(i), i + 1));
        input.get(i).samples().forEach(sample -> turns.add(new Turn(track, sample)));
      }
      turns.sort(Comparator.comparingLong(turn -> turn.sample().info().decodeTimeUs()));
      for (Turn turn : turns) {
        write(turn.track(), turn.sample());
      }
    }

    @Override
    public void close() throws IOException {
      muxer.close();
      out.close();
    }
  }

  private record Turn(int track, Sample sample) {}
}
