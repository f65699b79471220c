package org.kinora.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Recording;
import org.kinora.engine.MemoryFormat.Sample;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginLease;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/** Plugins drain and go while they are used. */
class LeaseTest {
  private static final int PICTURES = 40;
  private static final int EXCHANGES = 5_000;
  private static final int TRACK = Fakes.VIDEO.id();

  private final Providers providers = new Providers();
  private final EnginePlugins plugins = new EnginePlugins(providers);
  private final MemoryFormat format = new MemoryFormat();
  private final Recording recording = new Recording(Fakes.VIDEO).pictures(4, 10, 100);
  private final Fakes.Reference<StorageFormat> first = reference(1, "1.0.0");
  private final Fakes.Reference<StorageFormat> second = reference(2, "2.0.0");
  @TempDir Path dir;
  private Path at = Path.of("");

  private static Fakes.Reference<StorageFormat> reference(long bundle, String version) {
    return new Fakes.Reference<>(
        Map.of("format", "memory"), Fakes.bundle(bundle, "org.example.memory", version));
  }

  @BeforeEach
  void place() throws IOException {
    at = format.place(dir, "day", recording);
    providers.addFormat(format, first);
  }

  private OpenRecording open() throws IOException {
    return OpenRecording.open(providers.heldBy("player day"), at);
  }

  /** The numbers of the pictures that come; one before each. */
  private static List<Integer> read(RecordingReader reader, IntConsumer before) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    reader.read(
        new SampleRange(TRACK, 0, PICTURES),
        (info, data) -> {
          before.accept(numbers.size());
          numbers.add((int) (info.timeUs() / 100_000));
        });
    return numbers;
  }

  private static List<Integer> all() {
    return IntStream.range(0, PICTURES).boxed().toList();
  }

  private static void assertGone(MediaException e, String version) {
    assertEquals(MediaError.PLUGIN_GONE, e.code());
    assertTrue(e.getMessage().contains("org.example.memory " + version), e.getMessage());
  }

  @Test
  void read_drainedMeanwhile_goesOverBetweenTwoSamples() throws Exception {
    try (OpenRecording open = open()) {
      TrackIndex index = open.reader().index(TRACK);
      List<Integer> numbers =
          read(
              open.reader(),
              number -> {
                if (number == 13) {
                  providers.addFormat(format, second);
                  assertEquals(List.of("player day"), holders(drain(1)), "the call holds it");
                }
              });
      assertEquals(all(), numbers);
      assertEquals(List.of(), drain(1));
      assertEquals("2.0.0", plugins.leases().get(0).version());
      assertSame(index, open.reader().index(TRACK));
      assertEquals(PICTURES, index.count());
    }
    assertEquals(List.of(), plugins.leases());
  }

  @Test
  void drain_idleReader_movesAndWriterHolds() throws Exception {
    RecordingInfo info = open().reader().info();
    RecordingWriter writer =
        providers.heldBy("record-1").format("memory").service().create(dir.resolve("new"), info);
    providers.addFormat(format, second);
    assertEquals(List.of("record-1"), holders(drain(1)));
    writer.append(TRACK, SampleInfo.inOrder(0, 100_000, 1, true), ByteBuffer.allocate(1));
    writer.finish();
    writer.close();
    assertEquals(List.of(), drain(1));
  }

  @Test
  void drain_sessionAboutToBegin_knowsThatItHolds() throws Exception {
    RecordingInfo info;
    try (OpenRecording open = open()) {
      info = open.reader().info();
    }
    CountDownLatch inCall = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    providers.removeFormat(first);
    providers.addFormat(
        new Delegate(format) {
          @Override
          public RecordingWriter create(Path to, RecordingInfo what, Map<String, String> options)
              throws IOException {
            inCall.countDown();
            awaitQuietly(mayEnd);
            return super.create(to, what, options);
          }
        },
        first);
    CompletableFuture<RecordingWriter> beginning =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                StorageFormat mine = providers.heldBy("record-1").format("memory").service();
                return mine.create(dir.resolve("new"), info);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    inCall.await();
    providers.addFormat(format, second);
    CompletableFuture<List<PluginLease>> drained = CompletableFuture.supplyAsync(() -> drain(1));
    while (plugins.list().stream().noneMatch(PluginInfo::draining)) {
      Thread.onSpinWait();
    }
    mayEnd.countDown();
    assertEquals(List.of("record-1"), holders(drained.get()));
    beginning.get().close();
    assertEquals(List.of(), drain(1));
  }

  @Test
  void formats_askedForWhileVersionsAreExchanged_areNeverWithoutOne() throws Exception {
    CompletableFuture<Void> exchanges =
        CompletableFuture.runAsync(
            () -> {
              Fakes.Reference<StorageFormat> old = first;
              for (int bundle = 2; bundle < EXCHANGES; bundle++) {
                Fakes.Reference<StorageFormat> next = reference(bundle, "1.0." + bundle);
                providers.addFormat(format, next);
                drain(bundle - 1);
                providers.removeFormat(old);
                old = next;
              }
            });
    while (!exchanges.isDone()) {
      assertFalse(providers.formats().isEmpty());
    }
    exchanges.get();
  }

  /** The same format as another. */
  private static class Delegate implements StorageFormat {
    private final StorageFormat other;

    Delegate(StorageFormat other) {
      this.other = other;
    }

    @Override
    public Probe probe(Path at) throws IOException {
      return other.probe(at);
    }

    @Override
    public RecordingReader open(Path at) throws IOException {
      return other.open(at);
    }

    @Override
    public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
        throws IOException {
      return other.create(at, info, options);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void drain_waits_untilTheLastSessionEnds() throws Exception {
    OpenRecording open = open();
    CompletableFuture<List<PluginLease>> drained =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return plugins.drain(1, Duration.ofSeconds(20));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    while (!plugins.list().get(0).draining()) {
      Thread.onSpinWait();
    }
    assertFalse(drained.isDone());
    open.close();
    assertEquals(List.of(), drained.get());
  }

  @Test
  void draining_noOther_beginsNoSessionUntilUndrained() throws Exception {
    drain(1);
    MediaException e = assertThrows(MediaException.class, this::open);
    assertEquals(MediaError.FORMAT_UNKNOWN, e.code());
    plugins.undrain(1);
    open().close();
  }

  @Test
  void tornOut_otherThere_readerGoesOver() throws Exception {
    try (OpenRecording open = open()) {
      List<Integer> numbers =
          read(
              open.reader(),
              number -> {
                if (number == 21) {
                  providers.addFormat(format, second);
                  providers.removeFormat(first);
                }
              });
      assertEquals(all(), numbers);
      assertEquals(List.of("2.0.0"), plugins.leases().stream().map(PluginLease::version).toList());
    }
  }

  @Test
  void tornOut_noOther_failsUntilOneComes() throws Exception {
    try (OpenRecording open = open()) {
      RecordingReader reader = open.reader();
      TrackIndex index = reader.index(TRACK);
      MediaException e =
          assertThrows(
              MediaException.class,
              () ->
                  read(
                      reader,
                      number -> {
                        if (number == 5) {
                          providers.removeFormat(first);
                        }
                      }));
      assertGone(e, "1.0.0");
      UncheckedIOException unchecked = assertThrows(UncheckedIOException.class, index::count);
      assertGone(assertInstanceOf(MediaException.class, unchecked.getCause()), "1.0.0");
      providers.addFormat(format, second);
      assertEquals(PICTURES, index.count());
      assertEquals(all(), read(reader, number -> {}));
    }
  }

  @Test
  void tornOut_otherHasOtherSamples_isGone() throws Exception {
    try (OpenRecording open = open()) {
      open.reader().index(TRACK);
      recording.of(TRACK).remove(PICTURES - 1);
      providers.addFormat(format, second);
      providers.removeFormat(first);
      assertGone(
          assertThrows(MediaException.class, () -> read(open.reader(), number -> {})), "1.0.0");
    }
  }

  @Test
  void drained_recordingGrewMeanwhile_goesOver() throws Exception {
    try (OpenRecording open = open()) {
      TrackIndex index = open.reader().index(TRACK);
      recording.of(TRACK).add(Sample.of(PICTURES, PICTURES * 100_000L, 100, true));
      providers.addFormat(format, second);
      assertEquals(List.of(), drain(1));
      assertEquals(PICTURES + 1, index.count());
    }
  }

  @Test
  void tornOut_callUnderWay_isWaitedFor() throws Exception {
    RecordingInfo info;
    try (OpenRecording open = open()) {
      info = open.reader().info();
    }
    RecordingWriter writer = providers.format("memory").service().create(dir.resolve("new"), info);
    CountDownLatch inCall = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    format.onAppend =
        sample -> {
          inCall.countDown();
          awaitQuietly(mayEnd);
          return sample;
        };
    CompletableFuture<Void> appending =
        CompletableFuture.runAsync(
            () -> {
              try {
                append(writer);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    inCall.await();
    CompletableFuture<Void> going = CompletableFuture.runAsync(() -> providers.removeFormat(first));
    while (!plugins.list().isEmpty()) {
      Thread.onSpinWait();
    }
    assertFalse(going.isDone());
    mayEnd.countDown();
    appending.get();
    going.get();
    assertGone(assertThrows(MediaException.class, () -> append(writer)), "1.0.0");
    writer.close();
    assertEquals(1, format.at(dir.resolve("new")).of(TRACK).size());
  }

  private static void append(RecordingWriter writer) throws IOException {
    writer.append(TRACK, SampleInfo.inOrder(0, 100_000, 1, true), ByteBuffer.allocate(1));
  }

  @Test
  void tornOut_sessionsKept_nothingOfThePluginIsReachable() throws Exception {
    MemoryFormat other = new MemoryFormat();
    Path there = other.place(dir, "other", new Recording(Fakes.VIDEO).pictures(1, 10, 100));
    Fakes.Reference<StorageFormat> its = reference(3, "3.0.0");
    providers.removeFormat(first);
    providers.addFormat(other, its);
    OpenRecording open = OpenRecording.open(providers, there);
    TrackIndex index = open.reader().index(TRACK);
    Provider<StorageFormat> provider = providers.format("memory");
    WeakReference<MemoryFormat> plugin = new WeakReference<>(other);
    other = null;
    providers.removeFormat(its);
    for (int i = 0; i < 50 && plugin.get() != null; i++) {
      System.gc();
    }
    assertNull(plugin.get());
    assertThrows(UncheckedIOException.class, index::count);
    assertThrows(MediaException.class, () -> provider.service().open(there));
    open.close();
  }

  private List<PluginLease> drain(long bundle) {
    try {
      return plugins.drain(bundle, Duration.ZERO);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> holders(List<PluginLease> leases) {
    return leases.stream().map(PluginLease::holder).toList();
  }
}
