package org.kinora.engine.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kinora.engine.capture.CaptureFakes.sample;
import static org.kinora.engine.capture.CaptureFakes.silence;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kinora.engine.ContainerFakes;
import org.kinora.engine.Fakes;
import org.kinora.engine.capture.CaptureFakes.Step;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.container.MuxerSettings;

/** Live sources recorded into a container file. */
final class CaptureFileTest extends CaptureJobFixture {
  /** Plugs in a container that can be written live. */
  private ContainerFakes.Muxers intoFile() {
    kind = "lines";
    name = "rec.lines";
    ContainerFakes.Muxers muxers = new ContainerFakes.Muxers();
    ContainerFakes.Recovery recovery = new ContainerFakes.Recovery();
    providers.addMuxer(muxers, muxers.reference(true, true));
    providers.addRecovery(recovery, recovery.reference());
    return muxers;
  }

  @Test
  void record_getsWhatComes_andIsFinished() throws Exception {
    ContainerFakes.Muxers muxers = intoFile();
    sources.add(true, VIDEO, sample(1, 0, true), sample(1, 40_000, false));
    sources.add(true, VIDEO, sample(1, 0, true), silence(silent));
    CaptureJob job = start();
    silent.await();
    job.stop();
    ExportResult result = job.await();
    assertEquals("lines\n11@0\n11@40000\n11@500000\nend\n", Files.readString(target()));
    assertEquals(Files.size(target()), result.sizeBytes());
    assertEquals(List.of("gap of 0.420 s at 0.080 s: it ended"), result.warnings());
    MuxerSettings settings = Objects.requireNonNull(muxers.settings);
    assertTrue(settings.live());
    assertEquals(VIDEO, settings.info().tracks());
    assertTrue(settings.info().startedAt().isPresent());
  }

  @Test
  void record_isFlushedEverySecond_andStaysWhenCancelled() throws Exception {
    intoFile();
    sources.add(
        true, VIDEO, sample(1, 0, true), goOn(2_000_000), sample(1, 40_000, false), flushed());
    CaptureJob job = start();
    silent.await();
    assertEquals("lines\n11@0\n11@40000\n", Files.readString(target()));
    job.cancel();
    assertEquals(MediaError.CANCELLED, assertThrows(MediaException.class, job::await).code());
    assertEquals("lines\n11@0\n11@40000\n", Files.readString(target()));
  }

  /** Waits until both samples are on the disk, then sends nothing. */
  private Step flushed() {
    Step rest = silence(silent);
    return sink -> {
      while (!Files.readString(target()).contains("40000")) {
        clock.goOn(1_000_000);
        Thread.onSpinWait();
      }
      rest.run(sink);
    };
  }

  @Test
  void record_trackThatDoesNotFit_isRefusedAndNothingIsCreated() throws IOException {
    intoFile();
    sources.add(true, List.of(Fakes.AUDIO), silence(silent));
    MediaException e = assertThrows(MediaException.class, this::start);
    assertEquals(MediaError.TRACK_NOT_SUPPORTED, e.code());
    assertFalse(Files.exists(target()));
  }

  @Test
  void record_rawPictures_areEncodedToWhatItHolds() throws Exception {
    intoFile();
    CaptureFakes.Encoders encoders = new CaptureFakes.Encoders();
    providers.addEncoder(encoders, encoders.reference("h264"));
    providers.addEncoder(encoders, encoders.reference("vp8"));
    sources.add(false, List.of(RAW), picture(0));
    assertEquals("vp8", start().await().tracks().get(0).codec());
  }

  @Test
  void record_there_isReplacedOnlyIfWholeAndAskedFor() throws Exception {
    intoFile();
    Files.writeString(target(), "lines\nend\n");
    assertEquals(MediaError.TARGET_EXISTS, assertThrows(MediaException.class, this::start).code());
    overwrite = true;
    for (String torn : List.of("lines\n11@0\n", "my diary")) {
      Files.writeString(target(), torn);
      assertEquals(
          MediaError.TARGET_EXISTS, assertThrows(MediaException.class, this::start).code());
      assertEquals(torn, Files.readString(target()));
    }
    Files.writeString(target(), "lines\nend\n");
    sources.add(false, VIDEO, sample(1, 0, true));
    start().await();
    assertEquals("lines\n11@0\nend\n", Files.readString(target()));
    try (var left = Files.list(dir)) {
      assertEquals(List.of(target()), left.toList());
    }
  }

  @Test
  void record_fileTakenWhileTheSourceOpens_isRefused() throws Exception {
    intoFile();
    overwrite = true;
    sources.add(false, VIDEO, sample(1, 0, true));
    sources.onOpen = () -> Files.writeString(target(), "lines\n11@0\n");
    assertEquals(MediaError.TARGET_EXISTS, assertThrows(MediaException.class, this::start).code());
    assertEquals("lines\n11@0\n", Files.readString(target()));
  }

  @Test
  void record_noDirectory_isRefusedAndNoneIsMade() {
    intoFile();
    name = "misspelt/rec.lines";
    MediaException e = assertThrows(MediaException.class, this::start);
    assertEquals(MediaError.DIR_NOT_FOUND, e.code());
    assertFalse(Files.exists(dir.resolve("misspelt")));
  }

  @Test
  void record_containerThatIsNotLive_isRefused() {
    kind = "lines";
    ContainerFakes.Muxers muxers = new ContainerFakes.Muxers();
    providers.addMuxer(muxers, muxers.reference(false, true));
    assertEquals(
        MediaError.ARGUMENT_INVALID, assertThrows(MediaException.class, this::start).code());
  }
}
