package org.kinora.engine.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EngineExport;
import org.kinora.engine.Fakes;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Render.Layout;
import org.kinora.export.ExportResult;
import org.kinora.export.Progress;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** Sessions rendered over plugins made of paper. */
final class RenderJobTest {
  private static final int RATE_HZ = 8_000;
  private static final Track BOB = sound(2, "Bob");
  private static final Track EVE = sound(3, "Eve/..");

  @TempDir Path dir;
  private final Providers providers = new Providers();
  private final EngineExport service = new EngineExport(providers, 1, Optional.empty());
  private final MemoryFormat format = new MemoryFormat();
  private final List<MuxerSettings> settings = Collections.synchronizedList(new ArrayList<>());
  private Runnable onWrite = () -> {};
  private Path source = Path.of("");

  private static Track sound(int id, String name) {
    return new Track(id, new AudioFormat("beep", RATE_HZ, 1, 0, Blob.EMPTY), RATE_HZ, name);
  }

  /** Each sample is 100 ms of its first byte, as loud as that says. */
  private static final class Beeps implements DecoderFactory {
    @Override
    public boolean supports(TrackFormat format) {
      return true;
    }

    @Override
    public Decoder create(TrackFormat format, int threads) {
      return new Decoder() {
        @Override
        public void decode(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
          FloatBuffer numbers = FloatBuffer.allocate(RATE_HZ / 10);
          while (numbers.hasRemaining()) {
            numbers.put(data.get(data.position()) / 128f);
          }
          sink.accept(new AudioFrame(info.timeUs(), RATE_HZ, 1, numbers.flip()));
        }

        @Override
        public void flush(FrameSink sink) {}

        @Override
        public void reset() {}

        @Override
        public void close() {}
      };
    }
  }

  /** Puts PCM where its time says, one track over the other, and what is no PCM nowhere. */
  private final class Raw implements MuxerFactory {
    @Override
    public boolean supports(TrackFormat format) {
      return format.codec().startsWith("pcm_") || format.codec().equals("packets");
    }

    @Override
    public Muxer create(SeekableByteChannel out, MuxerSettings given) throws IOException {
      settings.add(given);
      return new Muxer() {
        private int tracks;

        @Override
        public int addTrack(Track track) {
          return tracks++;
        }

        @Override
        public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
          onWrite.run();
          out.position(MediaTime.toTicks(info.timeUs(), RATE_HZ) * 2);
          out.write(data);
        }

        @Override
        public void flush() {}

        @Override
        public void finish() throws IOException {
          long size = MediaTime.toTicks(given.endUs().orElseThrow(), RATE_HZ) * 2;
          if (out.size() < size) {
            out.position(size - 1).write(ByteBuffer.allocate(1));
          }
        }

        @Override
        public void close() {}
      };
    }
  }

  @BeforeEach
  void plugIn() throws IOException {
    providers.addFormat(format, format.reference());
    providers.addDecoder(new Beeps(), new Fakes.Reference<>(Map.of("codec", "beep")));
    providers.addMuxer(
        new Raw(),
        new Fakes.Reference<>(
            Map.of(
                "container",
                "raw",
                "extension",
                "raw",
                "container.codecs",
                new String[] {"opus", "pcm_s16le", "pcm_s24le"})));
    MemoryFormat.Recording recording = new MemoryFormat.Recording(Fakes.VIDEO, BOB, EVE);
    recording.pictures(1, 2, 4);
    for (int second = 0; second < 3; second++) {
      recording.of(BOB.id()).add(MemoryFormat.Sample.of(second, second * 1_000_000L, 4, true));
    }
    recording.of(EVE.id()).add(MemoryFormat.Sample.of(99, 4_900_000, 4, true));
    source = format.place(dir, "rec", recording);
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.stop();
  }

  private ExportRequest.Render request(Optional<Path> target, Layout layout, Integer... tracks) {
    return new ExportRequest.Render(
        source, target, "raw", List.of(tracks), layout, Optional.empty(), Map.of(), false);
  }

  private List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertCode(MediaError code, ExportRequest request) throws IOException {
    assertEquals(code, assertThrows(MediaException.class, () -> service.start(request)).code());
    assertEquals(List.of("rec"), names(dir));
    assertEquals(List.of("memory"), names(source));
  }

  @Test
  void render_fileEach_allBeginAtZeroAndAreAsLong() throws Exception {
    Path target = dir.resolve("voices");
    ExportJob job = service.start(request(Optional.of(target), Layout.FILE_EACH));
    ExportResult result = job.await();
    assertEquals(List.of("Bob.raw", "Eve_.raw"), names(target));
    assertEquals(target, result.path());
    assertEquals(List.of(target.resolve("Bob.raw"), target.resolve("Eve_.raw")), result.files());
    assertEquals(5_000_000, result.durationUs());
    assertEquals(List.of("pcm_s16le", "pcm_s16le"), codecs(result));
    assertEquals(2 * 5 * RATE_HZ * 2, result.sizeBytes());
    assertEquals(1.0, job.progress().fraction());
    byte[] bob = Files.readAllBytes(target.resolve("Bob.raw"));
    byte[] eve = Files.readAllBytes(target.resolve("Eve_.raw"));
    assertEquals(5 * RATE_HZ * 2, bob.length);
    assertEquals(5 * RATE_HZ * 2, eve.length);
    for (int tenth = 0; tenth < 50; tenth++) {
      assertEquals(tenth < 30 && tenth % 10 == 0, isLoud(bob, tenth), "Bob at " + tenth);
      assertEquals(tenth == 49, isLoud(eve, tenth), "Eve at " + tenth);
    }
  }

  private static boolean isLoud(byte[] sound, int tenth) {
    int loud = 0;
    for (int at = tenth * RATE_HZ / 10 * 2; at < (tenth + 1) * RATE_HZ / 10 * 2; at++) {
      loud += sound[at] != 0 ? 1 : 0;
    }
    return loud > 0;
  }

  private static List<String> codecs(ExportResult result) {
    return result.tracks().stream().map(ExportResult.TrackResult::codec).toList();
  }

  @Test
  void render_oneOfThem_isNamedAndAsLongAsWithTheOthers() throws Exception {
    Path target = dir.resolve("voices");
    service.start(request(Optional.of(target), Layout.FILE_EACH, BOB.id())).await();
    assertEquals(List.of("Bob.raw"), names(target));
    assertEquals(5 * RATE_HZ * 2, Files.size(target.resolve("Bob.raw")));
    assertEquals(
        List.of(BOB.id()), settings.get(0).info().tracks().stream().map(Track::id).toList());
  }

  @Test
  void render_withoutTarget_liesInExportsAndInItsManifest() throws Exception {
    ExportResult each = service.start(request(Optional.empty(), Layout.FILE_EACH)).await();
    ExportResult one = service.start(request(Optional.empty(), Layout.ONE_FILE)).await();
    Path exports = source.resolve("exports");
    assertEquals(List.of("Bob.raw", "Eve_.raw", "manifest.json", "rec.raw"), names(exports));
    assertEquals(exports, each.path());
    assertEquals(exports.resolve("rec.raw"), one.path());
    assertEquals(List.of(), one.files());
    assertEquals(2, one.tracks().size());
    String manifest = Files.readString(exports.resolve("manifest.json"));
    for (String name : List.of("Bob.raw", "Eve_.raw", "rec.raw")) {
      assertTrue(manifest.contains("\"" + name + "\""), manifest);
    }
  }

  @Test
  void render_codec_isWrittenAndOptionsAreTheMuxers() throws Exception {
    ExportRequest.Render asked =
        new ExportRequest.Render(
            source,
            Optional.of(dir.resolve("one.raw")),
            "raw",
            List.of(BOB.id()),
            Layout.ONE_FILE,
            Optional.of("pcm_f32le"),
            Map.of("other", "1"),
            false);
    assertEquals(List.of("pcm_f32le"), codecs(service.start(asked).await()));
    assertEquals(Map.of("other", "1"), settings.get(0).options());
  }

  @Test
  void render_codecThatTheContainerHolds_isCopied() throws Exception {
    Track packets =
        new Track(1, new AudioFormat("packets", RATE_HZ, 1, 0, Blob.EMPTY), RATE_HZ, "");
    MemoryFormat.Recording recording = new MemoryFormat.Recording(packets);
    recording.of(1).add(MemoryFormat.Sample.of(5, 0, 100, true));
    source = format.place(dir, "copied", recording);
    Path target = dir.resolve("one.raw");
    ExportResult result = service.start(request(Optional.of(target), Layout.ONE_FILE)).await();
    assertEquals("copy", result.tracks().get(0).encoder());
    Blob written = Blob.of(ByteBuffer.wrap(Files.readAllBytes(target), 0, 100));
    assertEquals(recording.of(1).get(0).data(), written);
  }

  @Test
  void render_tracksThatAreNoSound_areRefused() throws IOException {
    Optional<Path> target = Optional.of(dir.resolve("voices"));
    assertCode(MediaError.TRACK_NOT_SUPPORTED, request(target, Layout.FILE_EACH, Fakes.VIDEO.id()));
    assertCode(MediaError.TRACK_NOT_FOUND, request(target, Layout.FILE_EACH, 77));
  }

  @Test
  void render_codecThatIsNone_isRefused() throws IOException {
    ExportRequest.Render asked =
        new ExportRequest.Render(
            source,
            Optional.of(dir.resolve("one.raw")),
            "raw",
            List.of(),
            Layout.ONE_FILE,
            Optional.of("opus"),
            Map.of(),
            false);
    assertCode(MediaError.ARGUMENT_INVALID, asked);
  }

  @Test
  void render_oneNameTaken_isRefusedAndNothingIsLeft() throws IOException {
    Path target = Files.createDirectory(dir.resolve("voices"));
    Files.writeString(target.resolve("Eve_.raw"), "precious");
    ExportRequest request = request(Optional.of(target), Layout.FILE_EACH);
    MediaException refusal = assertThrows(MediaException.class, () -> service.start(request));
    assertEquals(MediaError.TARGET_EXISTS, refusal.code());
    assertEquals(List.of("Eve_.raw"), names(target));
    assertEquals("precious", Files.readString(target.resolve("Eve_.raw")));
  }

  @Test
  void render_secondFileFails_leavesNothing() throws Exception {
    int[] writes = {0};
    onWrite =
        () -> {
          if (++writes[0] == 4) {
            throw new IllegalStateException("broken plugin");
          }
        };
    Path target = dir.resolve("voices");
    ExportJob job = service.start(request(Optional.of(target), Layout.FILE_EACH));
    assertThrows(MediaException.class, job::await);
    assertEquals(Progress.Stage.FAILED, job.progress().stage());
    assertEquals(List.of("rec"), names(dir));
  }

  @Test
  void render_cancelled_leavesNothing() throws Exception {
    List<ExportJob> jobs = Collections.synchronizedList(new ArrayList<>());
    onWrite = () -> service.running().forEach(ExportJob::cancel);
    jobs.add(service.start(request(Optional.empty(), Layout.FILE_EACH)));
    MediaException e = assertThrows(MediaException.class, jobs.get(0)::await);
    assertEquals(MediaError.CANCELLED, e.code());
    assertEquals(List.of("memory"), names(source));
  }
}
