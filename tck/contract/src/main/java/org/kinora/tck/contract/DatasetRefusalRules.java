package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.RecordingSource;

/** What a data set format must refuse, and what it must let through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatasetRefusalRules implements DatasetUnderTest {
  private static final int FAILURES = 12;
  private static final int SECONDS = 7;
  private static final int FEWER_SECONDS = 3;

  @TempDir private static Path films;
  private List<RecordingSource> recordings = List.of();

  DatasetRefusalRules() {}

  @BeforeAll
  void makeRecordings() throws IOException {
    recordings =
        List.of(
            DatasetRecording.of(films, "rec_whole", SECONDS),
            DatasetRecording.of(
                films, "rec-silent.2", FEWER_SECONDS, List.of(DatasetRecording.VIDEO)));
  }

  /** One with everything, and one with pictures alone. */
  List<RecordingSource> recordings() {
    return recordings;
  }

  /** The one with everything. */
  DatasetRecording recording() {
    return (DatasetRecording) recordings.get(0);
  }

  @Test
  void plan_unknownOption_isRefused() {
    for (Map<String, String> options : optionSets()) {
      Map<String, String> more = new HashMap<>(options);
      more.put("noSuchOption", "1");
      Failures.assertFails(() -> format().plan(recordings, more), MediaError.ARGUMENT_INVALID);
    }
  }

  @Test
  void plan_twoOfOneId_isRefused() {
    Failures.assertFails(
        () -> format().plan(List.of(recording(), recording()), optionSets().get(0)),
        MediaError.ARGUMENT_INVALID);
  }

  @Test
  void plan_idThatIsNoName_isRefused() throws IOException {
    for (String id : List.of("", "..", "../up", "a/b", "a\\b", "a b", "ü", "a".repeat(129))) {
      RecordingSource recording =
          DatasetRecording.of(films, id, FEWER_SECONDS, List.of(DatasetRecording.VIDEO));
      Failures.assertFails(
          () -> format().plan(List.of(recording), optionSets().get(0)), MediaError.ID_INVALID);
    }
  }

  @Test
  void summary_noDataSet_isUnknown(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("notes.txt"), "mine");
    Failures.assertFails(() -> format().summary(dir), MediaError.FORMAT_UNKNOWN);
    Path none = dir.resolve("none");
    Failures.assertFails(() -> format().summary(none), MediaError.DIR_NOT_FOUND);
    Failures.assertFails(() -> format().verify(none, fault -> {}), MediaError.DIR_NOT_FOUND);
  }

  @Test
  void piece_noSuch_isRefused(@TempDir Path dir) throws Exception {
    DatasetExport export =
        DatasetExport.write(
            format(),
            recordings,
            optionSets().get(0),
            DatasetExport.Order.FORWARD,
            dir.resolve("set"));
    for (String piece : List.of("", "none", "..", "../../none")) {
      Failures.assertFails(() -> format().piece(export.root(), piece), MediaError.DATA_RANGE_ERROR);
    }
  }

  /** Whatever the recording throws at whatever call, it comes through, and nothing stays open. */
  @Test
  void write_recordingFails_comesThroughAndNothingStaysOpen(@TempDir Path dir) throws Exception {
    DatasetPlan plan = format().plan(recordings, optionSets().get(0));
    AtomicInteger calls = new AtomicInteger(Integer.MIN_VALUE);
    write(plan, failing(calls), Files.createDirectory(dir.resolve("good")));
    int all = calls.get() - Integer.MIN_VALUE;
    assertTrue(all > 0, "the recording is not asked for anything");
    for (int i = 0; i <= FAILURES; i++) {
      int good = (int) ((long) (all - 1) * i / FAILURES);
      Path part = Files.createDirectory(dir.resolve("part" + i));
      MediaException thrown =
          assertThrows(
              MediaException.class,
              () -> write(plan, failing(new AtomicInteger(-good - 1)), part),
              () -> "call " + good + " of " + all);
      assertEquals(MediaError.CANCELLED, thrown.code(), () -> "call " + good + ": " + thrown);
      assertEquals(List.of(), OpenFiles.below(dir), () -> "call " + good);
    }
  }

  private void write(DatasetPlan plan, RecordingSource recording, Path part) throws IOException {
    format().write(plan, plan.units().get(0), recording, part);
  }

  /** The recording until the count comes to 0; from then on somebody has cancelled. */
  private RecordingSource failing(AtomicInteger calls) {
    return (RecordingSource)
        Proxy.newProxyInstance(
            RecordingSource.class.getClassLoader(),
            new Class<?>[] {RecordingSource.class},
            (proxy, method, arguments) -> {
              boolean fallible = List.of(method.getExceptionTypes()).contains(IOException.class);
              if (fallible && calls.incrementAndGet() >= 0) {
                throw new MediaException(MediaError.CANCELLED, "somebody has cancelled");
              }
              try {
                return method.invoke(recording(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
