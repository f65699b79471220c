package org.kinora.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.SampleRange;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/** What a reader that goes over to another plugin opens, reads and closes, and when. */
class MovedReaderTest {
  private static final int TRACK = Fakes.VIDEO.id();
  private static final SampleRange FIRST = new SampleRange(TRACK, 0, 1);

  private final Providers providers = new Providers();
  private final EnginePlugins plugins = new EnginePlugins(providers);
  private final MemoryFormat format = new MemoryFormat();
  private final Recording recording = new Recording(Fakes.VIDEO).pictures(4, 10, 100);
  private final List<String> closed = new ArrayList<>();
  @TempDir Path dir;
  private Path at = Path.of("");

  @BeforeEach
  void place() throws Exception {
    at = format.place(dir, "day", recording);
    add(1, "1.0.0");
  }

  /** A plugin whose readers say that they are closed. */
  private void add(long bundle, String version) {
    providers.addFormat(
        told(StorageFormat.class, format, version),
        new Fakes.Reference<>(
            Map.of("format", "memory"), Fakes.bundle(bundle, "org.example.memory", version)));
  }

  private <T> T told(Class<T> type, T of, String version) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                closed.add(version);
              }
              try {
                Object answer = method.invoke(of, arguments);
                return answer instanceof RecordingReader reader
                    ? told(RecordingReader.class, reader, version)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void drain(long bundle) throws InterruptedException {
    plugins.drain(bundle, Duration.ZERO);
  }

  @Test
  void drain_idleReader_firstReadIsNotTheCallers() throws Exception {
    try (OpenRecording open = OpenRecording.open(providers, at)) {
      open.reader().index(TRACK);
      recording.reads.clear();
      add(2, "2.0.0");
      drain(1);
      assertEquals(List.of(FIRST), recording.reads);
      assertEquals(List.of("1.0.0"), closed);
    }
    assertEquals(List.of("1.0.0", "2.0.0"), closed);
  }

  @Test
  void drain_firstSampleDamaged_goesOver() throws Exception {
    try (OpenRecording open = OpenRecording.open(providers, at)) {
      open.reader().index(TRACK);
      recording.damaged.add(0);
      add(2, "2.0.0");
      drain(1);
      assertEquals("2.0.0", plugins.leases().get(0).version());
    }
  }

  /** Its classes may be gone soon after: the rest of a long read is no time to wait for. */
  @Test
  void read_drainedMeanwhile_closesTheOldReaderAtOnce() throws Exception {
    List<List<String>> closedAt = new ArrayList<>();
    try (OpenRecording open = OpenRecording.open(providers, at)) {
      open.reader()
          .read(
              new SampleRange(TRACK, 0, 40),
              (info, data) -> {
                if (closedAt.size() == 13) {
                  add(2, "2.0.0");
                  drainQuietly(1);
                }
                closedAt.add(List.copyOf(closed));
              });
    }
    assertEquals(40, closedAt.size());
    assertTrue(closedAt.get(13).isEmpty(), "the call is in it");
    assertEquals(List.of("1.0.0"), closedAt.get(14));
  }

  private void drainQuietly(long bundle) {
    try {
      drain(bundle);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
