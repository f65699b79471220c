package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.contract.MuxerBehaviour.Promise;

/** What a muxer refuses, and what is left then. */
abstract class MuxerRefusalRules extends MuxerRules {
  private static final int MANY_TRACKS = 100;

  MuxerRefusalRules() {}

  @Test
  void addTrack_upToTheLimit_isTakenAndNoFurther(@TempDir Path dir) throws IOException {
    int limit = Math.min(behaviour().maxTracks(), MANY_TRACKS);
    try (MuxerSession session = open(target(dir, "full"))) {
      for (int i = 0; i < limit; i++) {
        session.muxer().addTrack(MuxerSession.track(clips().get(0), i + 1));
      }
      if (limit == behaviour().maxTracks() && !behaviour().promises(Promise.TRACKS_ARE_CHANNELS)) {
        Track last = MuxerSession.track(clips().get(0), limit + 1);
        Failures.assertFails(() -> session.muxer().addTrack(last), MediaError.TRACK_NOT_SUPPORTED);
      }
    }
  }

  @Test
  void supports_everyCodec_isTrueExactlyForWhatItTakes(@TempDir Path dir) throws IOException {
    Set<String> taken = clips().stream().map(Clip::codec).collect(Collectors.toSet());
    taken.addAll(behaviour().alsoTakes());
    for (Clip clip : clips()) {
      assertTrue(factory().supports(clip.track().format()), clip::toString);
    }
    for (TrackFormat format : KnownFormats.all()) {
      if (!taken.contains(format.codec())) {
        assertFalse(factory().supports(format), () -> format.codec() + " is not declared");
        try (MuxerSession session = open(target(dir, format.codec()))) {
          Failures.assertFails(
              () -> session.muxer().addTrack(new Track(1, format, 48_000, "")),
              MediaError.TRACK_NOT_SUPPORTED);
        }
      }
    }
  }

  @Test
  void create_unknownOption_isRefused(@TempDir Path dir) throws IOException {
    List<Map<String, String>> sets = new ArrayList<>(behaviour().optionSets());
    sets.addAll(behaviour().liveSets());
    try (FileChannel out = MuxerSession.newFile(target(dir, "option"))) {
      for (Map<String, String> good : sets) {
        Map<String, String> options = new HashMap<>(good);
        options.put("no.such.option", "1");
        MuxerSettings settings = MuxerSession.settings(clips(), options);
        Failures.assertFails(
            () -> factory().create(out, settings).close(), MediaError.ARGUMENT_INVALID);
        assertTrue(out.isOpen(), "the channel stays the caller's");
      }
    }
  }

  /** A file that a crash would make unreadable is not written live. */
  @Test
  void create_live_isRefusedWhereNothingIsPromised(@TempDir Path dir) throws IOException {
    if (behaviour().liveSets().isEmpty()) {
      try (FileChannel out = MuxerSession.newFile(target(dir, "live"))) {
        MuxerSettings settings = MuxerSession.live(clips(), Map.of());
        Failures.assertFails(
            () -> factory().create(out, settings).close(), MediaError.ARGUMENT_INVALID);
        assertTrue(out.isOpen(), "the channel stays the caller's");
      }
    }
  }

  @Test
  void write_unknownTrackOrFallingTime_isRefused(@TempDir Path dir) throws IOException {
    Clip clip = clips().get(0);
    Sample first = clip.samples().get(0);
    Sample early = first.at(0, first.info().decodeTimeUs() - 1_000_000);
    try (MuxerSession session = open(target(dir, "misfits"))) {
      int track = session.muxer().addTrack(MuxerSession.track(clip, 1));
      for (int unknown : new int[] {track + 50, -1, Integer.MAX_VALUE}) {
        Failures.assertFails(() -> session.write(unknown, first), MediaError.TRACK_NOT_FOUND);
      }
      session.write(track, first);
      Failures.assertFails(() -> session.write(track, early), MediaError.MUX_ERROR);
    }
  }

  /** A picture that is not to be shown needs an edit list; see {@code EDIT_LISTS}. */
  @Test
  void write_pictureBefore0_isRefusedWithoutEditLists(@TempDir Path dir) throws IOException {
    for (Clip clip : clips()) {
      if (MuxerCase.isVideo(clip) && !behaviour().promises(Promise.EDIT_LISTS)) {
        Clip early = Clips.later(clip, -500_000);
        Failures.assertFails(
            () -> write(target(dir, clip.codec() + clips().indexOf(clip)), List.of(early)),
            MediaError.MUX_ERROR);
      }
    }
  }

  @Test
  void addTrack_afterTheFirstSample_isRefused(@TempDir Path dir) throws IOException {
    Clip clip = clips().get(0);
    try (MuxerSession session = open(target(dir, "late"))) {
      int track = session.muxer().addTrack(MuxerSession.track(clip, 1));
      session.write(track, clip.samples().get(0));
      Failures.assertRefuses(() -> session.muxer().addTrack(MuxerSession.track(clip, 2)));
    }
  }

  @Test
  void write_afterFinishOrClose_isRefusedAndTheFileStays(@TempDir Path dir) throws IOException {
    Clip clip = clips().get(0);
    Sample last = clip.samples().get(clip.samples().size() - 1);
    Path file = target(dir, "ended");
    try (MuxerSession session = open(file)) {
      int track = session.muxer().addTrack(MuxerSession.track(clip, 1));
      session.write(track, clip.samples().get(0));
      session.muxer().finish();
      Blob finished = Blob.of(Files.readAllBytes(file));
      Failures.assertFails(() -> session.write(track, last), MediaError.MUX_ERROR);
      session.muxer().close();
      session.muxer().close();
      Failures.assertFails(
          () -> session.write(track, last), MediaError.CLOSED, MediaError.MUX_ERROR);
      assertTrue(session.out().isOpen(), "the channel stays the caller's");
      assertEquals(finished, Blob.of(Files.readAllBytes(file)), "finish() was the last to write");
    }
  }

  @Test
  void close_withoutFinish_writesNothing(@TempDir Path dir) throws IOException {
    List<Clip> input = List.of(clips().get(0));
    write(target(dir, "finished"), input);
    Path file = target(dir, "unfinished");
    try (MuxerSession session = open(file)) {
      session.writeAll(input);
      Blob before = Blob.of(Files.readAllBytes(file));
      session.muxer().close();
      assertTrue(session.out().isOpen(), "the channel stays the caller's");
      assertEquals(before, Blob.of(Files.readAllBytes(file)), "close() only releases");
    }
    assertNotEquals(-1, Files.mismatch(target(dir, "finished"), file), "finish() completes");
  }

  /** An empty file is written or refused; the process and the channel survive either. */
  @Test
  void finish_noSamples_isAFileOrACode(@TempDir Path dir) throws IOException {
    try (MuxerSession session = open(target(dir, "none"))) {
      session.muxer().addTrack(MuxerSession.track(clips().get(0), 1));
      if (endsInACode(session)) {
        return;
      }
      assertTrue(session.out().size() > 0, "a finished file has a header");
    }
  }

  private static boolean endsInACode(MuxerSession session) throws IOException {
    try {
      session.muxer().finish();
      return false;
    } catch (MediaException e) {
      assertTrue(session.out().isOpen(), "the channel stays the caller's");
      return true;
    }
  }
}
