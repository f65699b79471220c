package org.kinora.engine.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EngineExport;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.MemoryFormat.Sample;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.export.ExportResult;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;

/** Imports that are checked: what a writer spoils, and what a source cannot give. */
final class ImportJobTest {
  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final MemoryFormat format = new MemoryFormat();
  private final Recording recording = new Recording(Fakes.VIDEO).pictures(8, 10, 50);
  private Path source = Path.of("");

  @BeforeEach
  void place() throws IOException {
    providers.addFormat(format, format.reference());
    source = format.place(dir, "rec", recording);
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  @Test
  void import_soundSource_isReadOnceAndTheSame() throws Exception {
    ExportResult result = run(Damaged.REFUSE);
    assertEquals(List.of(), result.warnings());
    assertEquals(80, result.tracks().get(0).samples());
    assertEquals(80, format.at(result.path()).of(1).size());
    assertEquals(80, recording.reads.stream().mapToInt(range -> range.count()).sum());
  }

  @Test
  void import_afterStop_isRefusedAndLeavesNothing() throws Exception {
    service.stop();
    MediaException e = assertThrows(MediaException.class, () -> run(Damaged.REFUSE));
    assertEquals(MediaError.CLOSED, e.code());
    assertEquals(List.of(), service.running());
    assertFalse(Files.exists(dir.resolve("new.part")));
  }

  @Test
  void import_afterAKillWhileReplacing_bringsTheOldOneBack() throws Exception {
    Path replaced = dir.resolve("new.replaced.part");
    format.place(dir, replaced.getFileName().toString(), recording);
    MediaException gone =
        assertThrows(
            MediaException.class, () -> OpenRecording.open(providers, dir.resolve("new")).close());
    assertTrue(gone.getMessage().contains(replaced.toString()), gone.getMessage());
    MediaException e = assertThrows(MediaException.class, () -> run(Damaged.REFUSE));
    assertEquals(MediaError.TARGET_EXISTS, e.code());
    assertFalse(Files.exists(replaced));
    assertEquals(80, format.at(dir.resolve("new")).of(1).size());
  }

  @Test
  void import_afterAKillBehindReplacing_removesTheOldOne() throws Exception {
    format.place(dir, "new.replaced.part", recording);
    format.place(dir, "new", recording);
    assertThrows(MediaException.class, () -> run(Damaged.REFUSE));
    assertFalse(Files.exists(dir.resolve("new.replaced.part")));
    assertTrue(Files.exists(dir.resolve("new")));
  }

  @Test
  void import_options_reachTheWriter() throws Exception {
    service
        .start(
            new ExportRequest.Import(
                source,
                dir.resolve("new"),
                "memory",
                Map.of("sync", "none"),
                Damaged.REFUSE,
                false))
        .await();
    assertEquals(Map.of("sync", "none"), format.lastOptions);
  }

  @Test
  void import_writerAltersAByte_failsAndLeavesNothing() throws Exception {
    assertSpoiled(
        "track 1, sample 33 has other bytes",
        sample -> {
          byte[] data = sample.data().toByteArray();
          data[7] ^= (byte) (sample.info().timeUs() == 3_300_000 ? 1 : 0);
          return new Sample(sample.info(), Blob.of(data));
        });
  }

  @Test
  void import_writerLosesASample_failsAndLeavesNothing() throws Exception {
    assertSpoiled(
        "track 1 has 79 samples, not 80",
        sample ->
            sample.info().timeUs() == 3_300_000 ? new Sample(sample.info(), Blob.EMPTY) : sample);
  }

  @Test
  void import_writerForgetsAKeyFrame_failsAndLeavesNothing() throws Exception {
    assertSpoiled(
        "track 1, sample 10 is no key frame",
        sample -> with(sample, 0, sample.info().timeUs() == 0));
  }

  @Test
  void import_writerMovesTimesFar_failsAndLeavesNothing() throws Exception {
    assertSpoiled(
        "track 1, sample 0 is at 245 us, not 0 us",
        sample -> with(sample, MemoryFormat.TOLERANCE_US + 1, sample.info().keyframe()));
  }

  @Test
  void import_writerRoundsTimes_succeedsAndSaysSo() throws Exception {
    format.onAppend = sample -> with(sample, MemoryFormat.TOLERANCE_US, sample.info().keyframe());
    assertEquals(
        List.of("track 1: the format changes times by up to 244 us"),
        run(Damaged.REFUSE).warnings());
  }

  @Test
  void import_damagedSample_isRefusedAndLeavesNothing() throws Exception {
    recording.damaged.add(41);
    MediaException e = assertThrows(MediaException.class, () -> run(Damaged.REFUSE));
    assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
    assertEquals(List.of("rec"), names());
  }

  @Test
  void import_damagedSamplesLeftOut_keepsAllOthersAndNamesThem() throws Exception {
    recording.damaged.addAll(List.of(0, 41, 42, 79));
    ExportResult result = run(Damaged.LEAVE_OUT);
    assertEquals(
        List.of(
            "track 1, samples 0 to 0 (0 us to 0 us) were left out: sample 0 is damaged",
            "track 1, samples 41 to 42 (4100000 us to 4200000 us) were left out:"
                + " sample 41 is damaged",
            "track 1, samples 79 to 79 (7900000 us to 7900000 us) were left out:"
                + " sample 79 is damaged"),
        result.warnings());
    assertEquals(76, result.tracks().get(0).samples());
    List<Sample> kept = format.at(result.path()).of(1);
    assertEquals(4_300_000, kept.get(40).info().timeUs());
  }

  @Test
  void import_nothingReadable_fails() throws Exception {
    for (int i = 0; i < 80; i++) {
      recording.damaged.add(i);
    }
    MediaException e = assertThrows(MediaException.class, () -> run(Damaged.LEAVE_OUT));
    assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
    assertEquals(List.of("rec"), names());
  }

  @Test
  void import_moreThanTheDiskHolds_isRefusedBeforeAnyWork() throws Exception {
    recording.pictures(1000, 10, 1).claimsHugeSamples = true;
    MediaException e = assertThrows(MediaException.class, () -> run(Damaged.REFUSE));
    assertEquals(MediaError.IO_ERROR, e.code());
    long needed = 10_080L * Integer.MAX_VALUE;
    assertTrue(
        e.getMessage().contains("have " + needed + " bytes, and there are "), e.getMessage());
    assertEquals(List.of("rec"), names());
  }

  @Test
  void import_ontoItsSource_isRefusedThoughForced() {
    MediaException e =
        assertThrows(
            MediaException.class,
            () ->
                service.start(
                    new ExportRequest.Import(
                        source, source, "memory", Map.of(), Damaged.REFUSE, true)));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertTrue(Files.exists(source.resolve("memory")));
  }

  private void assertSpoiled(String how, UnaryOperator<Sample> writer) throws Exception {
    format.onAppend = writer;
    MediaException e = assertThrows(MediaException.class, () -> run(Damaged.REFUSE));
    assertEquals(MediaError.MUX_ERROR, e.code());
    assertTrue(e.getMessage().contains(how), e.getMessage());
    assertEquals(List.of("rec"), names());
    assertFalse(Files.exists(dir.resolve("new.part")));
  }

  private ExportResult run(Damaged damaged) throws Exception {
    return service
        .start(
            new ExportRequest.Import(
                source, dir.resolve("new"), "memory", Map.of(), damaged, false))
        .await();
  }

  private static Sample with(Sample sample, long laterUs, boolean keyframe) {
    SampleInfo info = sample.info();
    return new Sample(
        new SampleInfo(
            info.timeUs() + laterUs,
            info.decodeTimeUs() + laterUs,
            info.durationUs(),
            info.size(),
            keyframe),
        sample.data());
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
