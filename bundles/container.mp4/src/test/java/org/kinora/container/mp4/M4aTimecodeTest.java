package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.contract.Clip;
import org.kinora.tck.contract.RealClips;
import org.kinora.tck.contract.Sample;
import org.kinora.tck.support.Ffmpeg;

/** Timecode of every rate at every awkward moment, as FFmpeg reads it. */
class M4aTimecodeTest {
  /** An instant, a place, and what a clock there shows. */
  private record Moment(String start, String zone, String clock) {}

  private static final List<Moment> MOMENTS =
      List.of(
          new Moment("2026-03-01T00:00:00Z", "UTC", "00:00:00"),
          new Moment("2026-03-01T10:00:00.250Z", "UTC", "10:00:00.250"),
          new Moment("2026-03-01T23:59:59.990Z", "UTC", "23:59:59.990"),
          // labels that drop-frame leaves out, and a tenth minute
          new Moment("2026-03-01T10:01:00.010Z", "UTC", "10:01:00.010"),
          new Moment("2026-03-01T10:10:00.010Z", "UTC", "10:10:00.010"),
          // another day there than here
          new Moment("2026-03-01T20:15:00.125Z", "Asia/Kolkata", "01:45:00.125"),
          // 02:00 to 03:00 is not there
          new Moment("2026-03-29T00:59:59.990Z", "Europe/Berlin", "01:59:59.990"),
          new Moment("2026-03-29T01:00:00Z", "Europe/Berlin", "03:00:00"),
          // 02:00 to 03:00 is there twice
          new Moment("2026-10-25T00:30:00.500Z", "Europe/Berlin", "02:30:00.500"),
          new Moment("2026-10-25T01:30:00.500Z", "Europe/Berlin", "02:30:00.500"));

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "23.976, 24, 24000, 1001",
    "24, 24, 24, 1",
    "25, 25, 25, 1",
    "29.97, 30, 30000, 1001",
    "29.97df, 30, 30000, 1001",
    "30, 30, 30, 1",
    "50, 50, 50, 1",
    "59.94, 60, 60000, 1001",
    "59.94df, 60, 60000, 1001",
    "60, 60, 60, 1",
    "48000/960, 50, 50, 1",
  })
  void finish_everyMoment_ffprobeReadsTheClocksLabel(
      String rate, int nominal, int frames, int seconds) throws IOException {
    Clip clip = new RealClips(Files.createDirectory(dir.resolve("clips"))).opus();
    for (Moment moment : MOMENTS) {
      LocalTime clock = LocalTime.parse(moment.clock());
      String what = rate + " at " + moment;
      // the last frame that has begun within the second
      int frame = 0;
      while ((frame + 1L) * seconds * 1_000_000_000L <= (long) clock.getNano() * frames) {
        frame++;
      }
      double rest = clock.getNano() / 1e9 - (double) frame * seconds / frames;
      boolean drop = rate.endsWith("df");
      if (drop && clock.getSecond() == 0 && clock.getMinute() % 10 != 0 && frame < nominal / 15) {
        frame = nominal / 15;
        rest = 0;
      }
      JsonNode probe = Ffmpeg.probe(write(clip, moment, rate));
      String label =
          "%02d:%02d:%02d%s%02d"
              .formatted(
                  clock.getHour(), clock.getMinute(), clock.getSecond(), drop ? ";" : ":", frame);
      assertEquals(label, probe.path("format").path("tags").path("timecode").asText(), what);
      JsonNode sound = probe.path("streams").path(0);
      assertEquals(rest, sound.path("start_time").asDouble(), 0.00003, what);
      assertEquals(label, sound.path("tags").path("timecode").asText(), what);
    }
  }

  private Path write(Clip clip, Moment moment, String rate) throws IOException {
    Path file = dir.resolve("sound.m4a");
    Map<String, String> options =
        Map.of("start", moment.start(), "zone", moment.zone(), "rate", rate);
    try (FileChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Muxer muxer =
            new M4aMuxerFactory().create(out, MuxerSettings.of(Source.RECORDING, options))) {
      int track = muxer.addTrack(clip.track());
      for (Sample sample : clip.samples().subList(0, 5)) {
        muxer.write(track, sample.info(), sample.data().buffer());
      }
      muxer.finish();
    }
    return file;
  }
}
