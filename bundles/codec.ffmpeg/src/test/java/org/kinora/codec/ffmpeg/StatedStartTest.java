package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.media.RecordingInfo;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;

/** The wall clock and the timecode that files of FFmpeg state. */
class StatedStartTest {
  @TempDir Path directory;

  private RecordingInfo pictures(String rate, String... options) throws IOException {
    String graph = "testsrc2=size=64x64:rate=" + rate + ":duration=0.2";
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", graph));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-movflags", "use_metadata_tags"));
    return made("a.mp4", arguments);
  }

  private RecordingInfo sound(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=d=0.2:r=48000"));
    arguments.addAll(List.of("-write_bext", "1"));
    arguments.addAll(List.of(options));
    return made("a.wav", arguments);
  }

  private RecordingInfo made(String name, List<String> arguments) throws IOException {
    Path file = directory.resolve(name);
    List<String> all = new ArrayList<>(arguments);
    all.add(file.toString());
    Ffmpeg.run(all.toArray(String[]::new));
    try (RecordingReader reader = new ContainerFormat().open(file)) {
      return reader.info();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "25, 10:00:00:00, 25/1",
    "30000/1001, 10:01:00;02, 30000/1001",
    "24000/1001, 23:59:59:23, 24000/1001",
    "60, 01:00:00:59, 60/1"
  })
  void info_timecodeTrack_saysLabelAndRate(String rate, String label, String fraction)
      throws IOException {
    RecordingInfo info = pictures(rate, "-timecode", label);
    assertEquals(label, info.tags().get("timecode"));
    assertEquals(fraction, info.tags().get("timecode.rate"));
    assertEquals(1, info.tracks().size());
  }

  @Test
  void info_ownStart_isExactInItsZone() throws IOException {
    String[] stated = {
      "-metadata",
      "START_UNIX_NS=1772355600250123456",
      "-metadata",
      "date=2026-03-01T10:00:00+01:00"
    };
    assertEquals(
        Optional.of(ZonedDateTime.parse("2026-03-01T10:00:00.250123456+01:00")),
        pictures("25", stated).startedAt());
  }

  @Test
  void info_ownStartAndTimecode_time0IsTheBeginningOfTheFrame() throws IOException {
    RecordingInfo info =
        pictures(
            "25",
            "-metadata",
            "START_UNIX_NS=1772355600250000000",
            "-metadata",
            "ZONE=Europe/Berlin",
            "-timecode",
            "10:00:00:06");
    assertEquals(
        Optional.of(ZonedDateTime.parse("2026-03-01T10:00:00.24+01:00[Europe/Berlin]")),
        info.startedAt());
  }

  @ParameterizedTest
  @CsvSource({"START_UNIX_NS, soon", "START_UNIX_NS, 99999999999999999999", "creation_time, noon"})
  void info_startThatIsNone_isLeftToTheTags(String name, String value) throws IOException {
    assertEquals(Optional.empty(), pictures("25", "-metadata", name + "=" + value).startedAt());
  }

  @ParameterizedTest
  @CsvSource({
    "1728012001, 2026-03-01T10:00:00.250020833",
    "0, 2026-03-01T00:00",
    "4147200000, 2026-03-02T00:00"
  })
  void info_broadcastWave_saysTheClockOfItsPlace(long reference, String clock) throws IOException {
    RecordingInfo info =
        sound(
            "-metadata", "time_reference=" + reference, "-metadata", "origination_date=2026-03-01");
    assertEquals(clock, info.tags().get("wall_clock"));
    assertEquals(Optional.empty(), info.startedAt());
  }

  @Test
  void info_waveWithoutADate_saysNoClock() throws IOException {
    assertFalse(sound("-metadata", "time_reference=48000").tags().containsKey("wall_clock"));
  }
}
