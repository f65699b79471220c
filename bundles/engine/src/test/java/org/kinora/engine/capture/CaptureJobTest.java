package org.kinora.engine.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kinora.engine.capture.CaptureFakes.fail;
import static org.kinora.engine.capture.CaptureFakes.sample;
import static org.kinora.engine.capture.CaptureFakes.silence;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.kinora.engine.EngineExport;
import org.kinora.engine.Fakes;
import org.kinora.engine.capture.CaptureFakes.Step;
import org.kinora.engine.file.Directories;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Recordings of sources that follow a script, on a clock that nobody waits for. */
final class CaptureJobTest extends CaptureJobFixture {
  @Test
  void source_lostAndBack_goesOnWhereTheClockIs() throws Exception {
    sources.add(
        true,
        VIDEO,
        sample(1, 0, true),
        sample(1, 40_000, false),
        goOn(2_000_000),
        fail(MediaError.TIMEOUT));
    sources.add(true, NOBODY);
    sources.add(true, VIDEO, sample(1, 0, false), sample(1, 40_000, true), silence(silent));
    CaptureJob job = start();
    silent.await();
    job.stop();
    ExportResult result = job.await();
    assertEquals(List.of(500L, 1000L), clock.pausesMs);
    assertEquals(List.of("1@0", "1@40000", "2@80000", "1@3540000"), format.written);
    assertEquals(
        List.of(
            "{\"type\":\"gap\",\"fromUs\":80000,\"toUs\":3500000,"
                + "\"reason\":\"the cable was pulled\"}"),
        format.markers);
    assertEquals(List.of("gap of 3.420 s at 0.080 s: the cable was pulled"), result.warnings());
    assertEquals(3_580_000, result.durationUs());
    assertEquals(1, job.progress().gaps());
    assertEquals("finished", state());
  }

  @Test
  void source_thatDoesNotAnswer_isAskedEverMoreRarely() throws Exception {
    sources.add(true, VIDEO, sample(1, 0, true));
    for (int i = 0; i < 8; i++) {
      sources.add(true, NOBODY);
    }
    sources.add(true, VIDEO, sample(1, 0, true));
    sources.add(true, VIDEO, sample(1, 0, true), silence(silent));
    CaptureJob job = start();
    silent.await();
    job.stop();
    job.await();
    assertEquals(
        List.of(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L, 500L),
        clock.pausesMs);
  }

  @Test
  void source_backWithOtherTracks_endsTheRecording() throws Exception {
    sources.add(true, VIDEO, sample(1, 0, true));
    sources.add(true, List.of(Fakes.AUDIO), sample(2, 0, true));
    ExportResult result = start().await();
    assertEquals(List.of("1@0"), format.written);
    assertEquals("finished", state());
    assertTrue(result.warnings().get(0).contains("other tracks"), result.warnings().toString());
  }

  @Test
  void source_notLive_endsTheRecording() throws Exception {
    sources.add(false, VIDEO, sample(1, 0, true), sample(1, 40_000, false));
    ExportResult result = start().await();
    assertEquals(List.of(), result.warnings());
    assertEquals(List.of("1@0", "1@40000"), format.written);
    assertEquals(1, Objects.requireNonNull(format.info).tracks().size());
    assertEquals("finished", state());
  }

  @Test
  void source_notLiveAndDamaged_keepsWhatCame() throws Exception {
    sources.add(false, VIDEO, sample(1, 0, true), fail(MediaError.IO_ERROR));
    ExportResult result = start().await();
    assertEquals(List.of("the source ended early: the cable was pulled"), result.warnings());
    assertEquals("finished", state());
  }

  @Test
  void format_withoutEvents_saysGapsInWarningsOnly() throws Exception {
    format = new CaptureFakes.Format(false);
    sources.add(true, VIDEO, sample(1, 0, true));
    sources.add(true, VIDEO, sample(1, 0, true), silence(silent));
    CaptureJob job = start();
    silent.await();
    job.stop();
    assertEquals(List.of("gap of 0.460 s at 0.040 s: it ended"), job.await().warnings());
    assertEquals(List.of("1@0", "1@500000"), format.written);
  }

  @Test
  void recording_tellsItsSource_withoutThePassword() throws Exception {
    sources.add(false, VIDEO, sample(1, 0, true));
    start().await();
    assertEquals(Map.of("source", "fake://camera"), Objects.requireNonNull(format.info).tags());
  }

  @Test
  void cancel_leavesAnUnfinishedRecording_andSaysWhere() throws Exception {
    sources.add(true, VIDEO, sample(1, 0, true), silence(silent));
    CaptureJob job = start();
    silent.await();
    job.cancel();
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(MediaError.CANCELLED, e.code());
    assertTrue(e.getMessage().contains(target().toString()), e.getMessage());
    assertEquals("open", state());
  }

  @Test
  void disk_full_failsAndSaysWhatIsThere() throws Exception {
    format.mostSamples = 2;
    sources.add(
        true,
        VIDEO,
        sample(1, 0, true),
        sample(1, 40_000, false),
        sample(1, 80_000, false),
        silence(silent));
    CaptureJob job = start();
    MediaException e = assertThrows(MediaException.class, job::await);
    assertEquals(MediaError.IO_ERROR, e.code());
    assertEquals(
        "No space left on device; 0.1 s were recorded, unfinished, in " + target(), e.getMessage());
    assertEquals(List.of("1@0", "1@40000"), format.written);
    assertEquals("open", state());
  }

  @Test
  void length_reached_endsAtExactlyThatTime() throws Exception {
    length = Optional.of(Duration.ofMillis(80));
    sources.add(
        true,
        VIDEO,
        sample(1, 0, true),
        sample(1, 40_000, false),
        sample(1, 80_000, false),
        silence(silent));
    ExportResult result = start().await();
    assertEquals(List.of("1@0", "1@40000"), format.written);
    assertEquals(80_000, result.durationUs());
  }

  @Test
  void encoder_tooSlow_dropsPicturesAndSaysHowMany() throws Exception {
    CaptureFakes.Encoders encoders = new CaptureFakes.Encoders();
    encoders.goOn = new CountDownLatch(1);
    providers.addEncoder(encoders, encoders.reference("vp8"));
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      steps.add(picture(i * 40_000L));
    }
    steps.add(sink -> encoders.goOn.countDown());
    steps.add(silence(silent));
    sources.add(true, List.of(RAW), steps.toArray(Step[]::new));
    CaptureJob job = start();
    silent.await();
    job.stop();
    ExportResult result = job.await();
    ExportResult.TrackResult track = result.tracks().get(0);
    assertEquals("vp8 fake-vp8", track.codec() + " " + track.encoder());
    assertTrue(track.samples() == 60, "samples " + track.samples());
    assertEquals(
        List.of("40 pictures were dropped: encoding or the disk was too slow for the source"),
        result.warnings());
    assertEquals(track.samples(), format.written.size());
  }

  @Test
  void encoder_tooSlowForAFile_keepsEveryPicture() throws Exception {
    CaptureFakes.Encoders encoders = new CaptureFakes.Encoders();
    providers.addEncoder(encoders, encoders.reference("h264"));
    Step[] steps = new Step[100];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = picture(i * 40_000L);
    }
    sources.add(false, List.of(RAW), steps);
    ExportResult result = start().await();
    assertEquals(100, result.tracks().get(0).samples());
    assertEquals(List.of(), result.warnings());
  }

  @Test
  void raw_withoutEncoder_isRefusedAndNothingIsCreated() throws IOException {
    sources.add(true, List.of(RAW), silence(silent));
    MediaException e = assertThrows(MediaException.class, this::start);
    assertEquals(MediaError.ENCODER_NOT_SUPPORTED, e.code());
    assertFalse(Files.exists(target()));
  }

  @Test
  void target_there_isRefused() throws IOException {
    Files.createDirectory(target());
    MediaException e = assertThrows(MediaException.class, this::start);
    assertEquals(MediaError.TARGET_EXISTS, e.code());
  }

  @Test
  void overwrite_unfinishedRecording_isRefused() throws IOException {
    Files.createDirectory(target());
    Files.writeString(target().resolve("state"), "open");
    overwrite = true;
    MediaException e = assertThrows(MediaException.class, this::start);
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertEquals("open", state());
  }

  @Test
  void overwrite_whatIsNoRecording_isRefused() throws IOException {
    Files.createDirectory(target());
    Files.writeString(target().resolve("diary"), "dear");
    overwrite = true;
    MediaException e = assertThrows(MediaException.class, this::start);
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertEquals("dear", Files.readString(target().resolve("diary")));
  }

  @Test
  void target_takenWhileTheSourceOpens_isRefused() throws Exception {
    for (boolean replace : List.of(false, true)) {
      overwrite = replace;
      sources.add(true, VIDEO, sample(1, 0, true));
      sources.onOpen =
          () -> {
            Files.createDirectory(target());
            Files.writeString(target().resolve("state"), "open");
          };
      MediaException e = assertThrows(MediaException.class, this::start);
      assertEquals(MediaError.TARGET_EXISTS, e.code());
      assertEquals("open", state());
      Directories.delete(target());
    }
  }

  @Test
  void overwrite_finishedRecording_replacesIt() throws Exception {
    Files.createDirectory(target());
    Files.writeString(target().resolve("state"), "finished");
    Files.writeString(target().resolve("old"), "");
    overwrite = true;
    sources.add(false, VIDEO, sample(1, 0, true));
    start().await();
    assertFalse(Files.exists(target().resolve("old")));
    try (var left = Files.list(dir)) {
      assertEquals(List.of(target()), left.toList());
    }
  }

  @Test
  void length_overWhileAnotherTrackGoesOn_endsTheRecording() throws Exception {
    length = Optional.of(Duration.ofSeconds(1));
    List<Step> steps = new ArrayList<>();
    steps.add(sample(1, 0, true));
    for (int i = 0; i < 400; i++) {
      steps.add(sample(2, i * 20_000L, true));
    }
    steps.add(silence(silent));
    sources.add(true, List.of(Fakes.VIDEO, Fakes.AUDIO), steps.toArray(Step[]::new));
    start().await();
    assertEquals(1 + 50, format.written.size());
  }

  @Test
  void source_unknown_namesWhatIsKnown() {
    providers.addFormat(format, format.reference());
    MediaException e =
        assertThrows(
            MediaException.class,
            () ->
                new EngineExport(providers, 1, Optional.empty())
                    .tracks("what://user:secret@host", Map.of()));
    assertEquals(MediaError.PLUGIN_NOT_FOUND, e.code());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }
}
