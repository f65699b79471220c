package org.kinora.engine.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.engine.Fakes;
import org.kinora.spi.storage.RecordingReader;

final class SampleMergerTest {
  private final RecordingReader reader =
      new Fakes.Format("text", 10, Fakes.VIDEO, Fakes.AUDIO).open(Path.of("x"));

  @Test
  void copyAll_twoTracks_everySampleOnceAndNeverFarApart() throws IOException {
    SampleMerger merger = new SampleMerger(reader, List.of(Fakes.VIDEO, Fakes.AUDIO));
    long[] last = new long[3];
    List<String> seen = new ArrayList<>();
    merger.copyAll(
        (track, info, data) -> {
          seen.add(track + "@" + info.timeUs());
          last[track] = info.timeUs();
          assertTrue(Math.abs(last[1] - last[2]) <= 1_000_000, "track " + track + " ran ahead");
        });
    assertEquals(100 + 250, seen.size());
    assertEquals(350, seen.stream().distinct().count());
    assertEquals(10_000_000, merger.endUs());
  }

  @Test
  void copyAll_pictureComes_soundUntilThenHasCome() throws IOException {
    SampleMerger merger = new SampleMerger(reader, List.of(Fakes.VIDEO, Fakes.AUDIO));
    int sound = Fakes.AUDIO.id();
    long[] soundUs = {-1};
    merger.copyAll(
        (track, info, data) -> {
          if (track == sound) {
            soundUs[0] = info.timeUs() + info.durationUs();
          } else {
            assertTrue(soundUs[0] >= info.timeUs(), "picture at " + info.timeUs());
          }
        });
  }

  @Test
  void copyUntil_stopsBeforeTheLimit_andGoesOn() throws IOException {
    SampleMerger merger = new SampleMerger(reader, List.of(Fakes.AUDIO));
    List<Long> times = new ArrayList<>();
    merger.copyUntil(1_000_000, (track, info, data) -> times.add(info.timeUs()));
    assertEquals(25, times.size());
    merger.copyUntil(1_000_000, (track, info, data) -> times.add(info.timeUs()));
    assertEquals(25, times.size());
    merger.copyAll((track, info, data) -> times.add(info.timeUs()));
    assertEquals(250, times.size());
    assertEquals(times.stream().sorted().toList(), times);
  }
}
