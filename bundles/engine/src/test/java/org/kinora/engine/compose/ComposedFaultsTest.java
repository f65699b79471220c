package org.kinora.engine.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.TrippedCodecs;
import org.kinora.engine.TrippedCodecs.Trip;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportResult;
import org.kinora.export.JobInfo.State;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.tck.support.Ffmpeg;

/** What goes wrong in a codec ends a composed export with a code, and leaves nothing. */
final class ComposedFaultsTest {
  @TempDir static Path shared;
  private static Path recorded = Path.of("");

  @TempDir Path dir;
  private FaultyExports jobs;

  @BeforeAll
  static void record() {
    recorded = FaultyExports.record(shared);
  }

  @BeforeEach
  void open() throws IOException {
    jobs = FaultyExports.of(recorded, dir);
  }

  @AfterEach
  void stop() throws InterruptedException {
    jobs.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, TrippedCodecs.FLUSH})
  void encoder_fails_itsCodeIsTheJobs(int at) throws Exception {
    jobs.codecs()
        .onEncode(
            Trip.failing(at, new MediaException(MediaError.PLUGIN_GONE, "the encoder is gone")));
    MediaException e = jobs.failure(MediaError.PLUGIN_GONE, jobs.composed());
    assertEquals("the encoder is gone", e.getMessage());
    assertEquals(List.of("source.webm"), jobs.names());
  }

  @ParameterizedTest
  @CsvSource({"decode, 31", "decode, -1", "encode, 31", "encode, -1"})
  void codec_throwsWhatIsNoFailureOfMedia_isInternalAndSaysWhat(String stage, int at)
      throws Exception {
    Trip trip = Trip.failing(at, new IllegalStateException("lost my mind"));
    if (stage.equals("decode")) {
      jobs.codecs().onDecode(trip);
    } else {
      jobs.codecs().onEncode(trip);
    }
    MediaException e = jobs.failure(MediaError.INTERNAL_ERROR, jobs.composed());
    assertTrue(e.getMessage().contains("lost my mind"), e.getMessage());
    assertEquals(List.of("source.webm"), jobs.names());
  }

  @Test
  void decoder_doesNotReadOn_isAnErrorOfReading() throws Exception {
    jobs.codecs().onDecode(Trip.failing(31, new IOException("the device is gone")));
    MediaException e = jobs.failure(MediaError.IO_ERROR, jobs.composed());
    assertTrue(e.getMessage().contains("the device is gone"), e.getMessage());
    assertEquals(List.of("source.webm"), jobs.names());
  }

  /**
   * The pictures up to the next key frame are missing, and the result says so; also where the
   * decoder, working ahead, finds out when it has taken that key frame.
   */
  @ParameterizedTest
  @CsvSource({"27,45,47", "39,57,59", "59,57,59"})
  void sample_damaged_costsTheRestOfItsGroup(int damaged, int least, int most) throws Exception {
    Path h264 =
        RealPlugins.file(
            dir.resolve("h264.mp4"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x240:r=30:d=2",
            "-c:v",
            "libx264",
            "-bf",
            "0",
            "-g",
            "20");
    long at = Ffmpeg.packets(Ffmpeg.probe(h264), 0).get(damaged).path("pos").asLong();
    try (FileChannel file = FileChannel.open(h264, StandardOpenOption.WRITE)) {
      assertEquals(4, file.write(ByteBuffer.allocate(4).putInt(-1).flip(), at));
    }
    ExportResult result = jobs.start(FaultyExports.compose(h264, jobs.target())).await();
    int next = damaged / 20 * 20 + 20;
    assertTrue(
        result.warnings().get(0).startsWith("pictures lost up to sample %d: ".formatted(next)),
        result.warnings().toString());
    int pictures = Ffmpeg.packets(Ffmpeg.probe(jobs.target()), 0).size();
    assertTrue(pictures >= least && pictures <= most, pictures + " pictures"); // some stay inside
    Ffmpeg.decode(jobs.target());
  }

  @ParameterizedTest
  @ValueSource(strings = {"decode", "encode"})
  void cancel_whileACodecWorks_endsTheJob(String stage) throws Exception {
    ExportJob[] job = {null};
    Trip trip =
        number -> {
          if (number == 31) {
            job[0].cancel();
          }
        };
    jobs.codecs().onDecode(stage.equals("decode") ? trip : number -> {});
    jobs.codecs().onEncode(stage.equals("encode") ? trip : number -> {});
    ExportJob before = blocked();
    job[0] = jobs.start(jobs.composed());
    before.cancel();
    MediaException e = assertThrows(MediaException.class, job[0]::await);
    assertEquals(MediaError.CANCELLED, e.code());
    assertEquals(State.CANCELLED, job[0].info().state());
    assertEquals(List.of("source.webm"), jobs.names());
  }

  /** Keeps the others waiting until it is cancelled. */
  private ExportJob blocked() throws Exception {
    ExportJob job = jobs.start(FaultyExports.compose(jobs.source(), dir.resolve("before.webm")));
    job.pause();
    return job;
  }
}
