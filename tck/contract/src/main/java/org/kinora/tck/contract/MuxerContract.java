package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.contract.MuxerBehaviour.Promise;
import org.kinora.tck.contract.MuxerSession.Turn;
import org.kinora.tck.contract.rules.FileRules;

/**
 * The contract of {@link MuxerFactory} and its muxers. FFmpeg judges what they write, and {@link
 * FileRules} what FFmpeg forgives.
 */
public abstract class MuxerContract extends MuxerRefusalRules {
  /** What a muxer may hold back of what it was given, however long the file gets. */
  private static final long HELD_BYTES = 16 << 20;

  private static final long LONG_FILE_BYTES = 48 << 20;

  /** For a subclass. */
  protected MuxerContract() {}

  @Test
  void write_eachClip_isWhatFfmpegReads(@TempDir Path dir) throws IOException {
    for (Clip clip : clips()) {
      Path file = target(dir, clip.codec() + clips().indexOf(clip));
      write(file, List.of(clip));
      ContainerJudge.of(file, behaviour()).assertHolds(List.of(clip));
    }
  }

  /** Codec by shape by options. */
  @Test
  void write_eachShapeWithEachOptions_isWhatFfmpegReads(@TempDir Path dir) {
    Cells cells = new Cells();
    for (Map<String, String> options : behaviour().optionSets()) {
      for (MuxerCase each : MuxerCase.all(clips(), behaviour().maxTracks())) {
        cells.run(
            each.name() + " " + options,
            () -> {
              Path file = target(dir, "cell");
              Files.deleteIfExists(file);
              write(file, each.clips(), MuxerSession.settings(each.clips(), options));
              ContainerJudge.of(file, behaviour()).assertPacketsOf(each.clips());
              FileRules.check(file).assertKept();
            });
      }
    }
    cells.assertNoneFailed();
  }

  @Test
  void write_asManyTracksAsItTakes_areAllThere(@TempDir Path dir) throws IOException {
    List<Clip> many = new ArrayList<>();
    for (int i = 0; i < Math.min(behaviour().maxTracks(), 6); i++) {
      many.add(clips().get(i % clips().size()));
    }
    Path file = target(dir, "many");
    write(file, many);
    ContainerJudge.of(file, behaviour()).assertHolds(many);
    FileRules.check(file).assertKept();
  }

  @Test
  void write_sameInputTwice_sameBytes(@TempDir Path dir) throws IOException {
    for (Map<String, String> options : behaviour().optionSets()) {
      Path first = target(dir, "first" + options.hashCode());
      Path second = target(dir, "second" + options.hashCode());
      write(first, together(), MuxerSession.settings(together(), options));
      write(second, together(), MuxerSession.settings(together(), options));
      assertEquals(-1, Files.mismatch(first, second), () -> "with " + options);
    }
  }

  @Test
  void create_startedAt_isStatedWherePromised(@TempDir Path dir) throws IOException {
    Path file = target(dir, "clock");
    write(file, List.of(clips().get(0)));
    String day = MuxerSession.STARTED.toLocalDate().toString();
    boolean stated = false;
    for (JsonNode tag : ContainerJudge.of(file, behaviour()).format().path("tags")) {
      stated |= tag.asText().startsWith(day);
    }
    assertEquals(behaviour().promises(Promise.WALL_CLOCK), stated, "the file says when it began");
  }

  /**
   * What lies before 0 or behind the end is in the file for decoding alone. A set of options whose
   * files cannot say that refuses it.
   */
  @Test
  void write_partOfItsPictures_presentsThatAlone(@TempDir Path dir) throws IOException {
    for (Clip clip : clips()) {
      if (!MuxerCase.isVideo(clip) || !behaviour().promises(Promise.EDIT_LISTS)) {
        continue;
      }
      Clip early = Clips.later(clip, -shownUs(clip, 8));
      long endUs = shownUs(early, 30);
      long expected =
          early.samples().stream()
              .filter(s -> s.info().timeUs() >= 0 && s.info().timeUs() < endUs)
              .count();
      RecordingInfo recording = MuxerSession.recording(List.of(early));
      int presented = 0;
      for (Map<String, String> options : behaviour().optionSets()) {
        Path file = target(dir, "part" + clips().indexOf(clip) + options.hashCode());
        if (takes(
            file, early, new MuxerSettings(recording, OptionalLong.of(endUs), false, options))) {
          presented++;
          assertEquals(expected, ContainerJudge.shown(file), () -> clip + " with " + options);
          FileRules.check(file).assertKept();
        }
      }
      assertTrue(presented > 0, () -> clip + " is refused with all options");
    }
  }

  private boolean takes(Path file, Clip clip, MuxerSettings settings) throws IOException {
    try {
      write(file, List.of(clip), settings);
      return true;
    } catch (MediaException e) {
      assertEquals(MediaError.MUX_ERROR, e.code(), e.getMessage());
      return false;
    }
  }

  private static long shownUs(Clip clip, int picture) {
    return clip.samples().stream()
        .map(sample -> sample.info().timeUs())
        .sorted()
        .toList()
        .get(picture);
  }

  /** After {@code flush()} everything that was written is in the file, whatever comes then. */
  @Test
  void flush_liveFile_isReadableAsItIs(@TempDir Path dir) throws IOException {
    List<Clip> input = together();
    for (Map<String, String> options : behaviour().liveSets()) {
      Path file = target(dir, "live" + options.hashCode());
      try (MuxerSession session =
          MuxerSession.open(factory(), file, MuxerSession.live(input, options))) {
        List<Turn> turns = session.addAll(input);
        int half = turns.size() / 2;
        session.writeTurns(turns.subList(0, half));
        session.muxer().flush();
        Path crashed = Files.copy(file, target(dir, "crashed" + options.hashCode()));
        ContainerJudge.ofCut(crashed, behaviour())
            .assertBeginnings(input, MuxerSession.counts(turns.subList(0, half), input.size()));
        session.writeTurns(turns.subList(half, turns.size()));
        session.muxer().finish();
      }
      ContainerJudge.of(file, behaviour()).assertPacketsOf(input);
      FileRules.check(file).assertKept();
    }
  }

  /** The longer the file, the more lies on the disk: a muxer does not collect it in memory. */
  @Test
  void write_longFile_staysOutOfMemory(@TempDir Path dir) throws IOException {
    Clip clip = clips().stream().max(Comparator.comparing(MuxerContract::keySize)).orElseThrow();
    Sample key = clip.samples().get(0);
    try (MuxerSession session = open(target(dir, "long"))) {
      int track = session.muxer().addTrack(MuxerSession.track(clip, 1));
      long written = 0;
      for (int i = 0; written < LONG_FILE_BYTES && i < 200_000; i++) {
        session.write(track, key.at(i * 20_000L, i * 20_000L));
        written += key.data().size();
        assertTrue(
            written - session.out().size() < HELD_BYTES,
            "of " + written + " bytes only " + session.out().size() + " are written");
      }
      session.muxer().finish();
    }
  }

  private static int keySize(Clip clip) {
    return clip.samples().get(0).data().size();
  }
}
