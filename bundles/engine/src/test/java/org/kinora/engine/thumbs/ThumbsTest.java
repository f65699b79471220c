package org.kinora.engine.thumbs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EngineExport;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.file.Directories;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.playback.PlaybackSession;
import org.kinora.storage.jsonl.JsonlFormat;
import org.kinora.tck.support.Ffmpeg;

/** What is kept in {@code thumbs/}: judged by FFmpeg's programs, made once, never half. */
final class ThumbsTest {
  private static final int SECONDS = 5;

  @TempDir Path dir;
  private final Providers providers = new NearestPixels().providers();
  private final EngineExport export = new EngineExport(providers, 1, Optional.empty());
  private final EnginePlayback playback = new EnginePlayback(providers, 0);

  ThumbsTest() {
    RealPlugins.addFormat(providers, new JsonlFormat(), "jsonl");
  }

  @AfterEach
  void stop() throws InterruptedException {
    export.stop();
  }

  private Path clip() {
    return NearestPixels.media(
        dir.resolve("clip.mkv"),
        "-f lavfi -i testsrc2=size=320x180:rate=25:duration=%d -f lavfi -i sine=duration=%d"
                .formatted(SECONDS, SECONDS)
            + " -c:v libx264 -g 25 -bf 2 -c:a pcm_s16le");
  }

  /** A recording directory of that clip. */
  private Path recording() throws Exception {
    Path target = dir.resolve("rec_1");
    export
        .start(
            new ExportRequest.Import(
                NearestPixels.media(
                    dir.resolve("source.mp4"),
                    "-f lavfi -i testsrc2=size=320x180:rate=25:duration=%d -c:v libx264 -g 25"
                        .formatted(SECONDS)),
                target,
                "jsonl",
                Map.of(),
                ExportRequest.Import.Damaged.REFUSE,
                false))
        .await();
    return target;
  }

  private ExportResult run(ExportRequest request) throws Exception {
    return export.start(request).await();
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static ExportRequest.Thumbnails all(Path source, boolean overwrite) {
    return new ExportRequest.Thumbnails(
        source, OptionalInt.empty(), 160, OptionalLong.empty(), overwrite);
  }

  @Test
  void thumbnails_ofARecording_areOneAKeyFrame() throws Exception {
    Path recording = recording();
    ExportResult result = run(all(recording, false));
    assertEquals(recording.resolve("thumbs"), result.path());
    assertEquals(SECONDS, result.files().size());
    assertEquals(
        Set.of(
            "1-0-160.jpg",
            "1-1000000-160.jpg",
            "1-2000000-160.jpg",
            "1-3000000-160.jpg",
            "1-4000000-160.jpg"),
        names(result.path()));
    for (Path file : result.files()) {
      JsonNode stream = Ffmpeg.probe(file).path("streams").path(0);
      assertEquals("mjpeg", stream.path("codec_name").asText());
      assertEquals(160, stream.path("width").asInt());
      assertEquals(90, stream.path("height").asInt());
    }
  }

  @Test
  void thumbnails_thatAreThere_areLeftUnlessTheyAreToBeMadeAgain() throws Exception {
    Path recording = recording();
    FileTime old = FileTime.fromMillis(1_000_000);
    Path first = run(all(recording, false)).files().get(0);
    Files.setLastModifiedTime(first, old);
    run(all(recording, false));
    assertEquals(old, Files.getLastModifiedTime(first));
    run(all(recording, true));
    assertTrue(Files.getLastModifiedTime(first).compareTo(old) > 0);
  }

  @Test
  void thumbnails_anInterval_takesTheKeyFramesBefore() throws Exception {
    Path recording = recording();
    ExportResult result =
        run(
            new ExportRequest.Thumbnails(
                recording, OptionalInt.of(1), 32, OptionalLong.of(1_900_000), false));
    assertEquals(
        Set.of("1-0-32.jpg", "1-1000000-32.jpg", "1-3000000-32.jpg"), names(result.path()));
  }

  @Test
  void thumbnail_ofAFile_liesElsewhereAndIsMadeOnce() throws Exception {
    Path clip = clip();
    try (PlaybackSession session = playback.open(clip)) {
      Path first = session.thumbnail(1, 2_500_000, 64);
      FileTime made = Files.getLastModifiedTime(first);
      assertFalse(first.startsWith(dir), first.toString());
      assertEquals("1-2000000-64.jpg", first.getFileName().toString());
      assertEquals(first, session.thumbnail(1, 2_000_000, 64));
      assertEquals(made, Files.getLastModifiedTime(first));
      assertEquals(
          MediaError.ARGUMENT_INVALID,
          assertThrows(MediaException.class, () -> session.thumbnail(1, 0, 15)).code());
      Directories.delete(Objects.requireNonNull(first.getParent()));
    }
  }

  @Test
  void thumbnail_ofManyAtOnce_isThereForAll() throws Exception {
    Path recording = recording();
    List<CompletableFuture<Path>> made =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> thumbnail(recording)))
            .toList();
    for (CompletableFuture<Path> picture : made) {
      assertEquals(64, Ffmpeg.probe(picture.get()).path("streams").path(0).path("width").asInt());
    }
    assertEquals(Set.of("1-3000000-64.jpg"), names(recording.resolve("thumbs")));
  }

  private Path thumbnail(Path recording) {
    try (PlaybackSession session = playback.open(recording)) {
      return session.thumbnail(1, 3_100_000, 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void waveform_ofPcm_hasTheLowestAndHighestOfEachInterval() throws Exception {
    Path sound =
        NearestPixels.media(
            dir.resolve("sound.wav"),
            "-f lavfi -i aevalsrc=sin(440*2*PI*t)*t/5|-0.3:s=44100:d=%d".formatted(SECONDS));
    ExportResult result = run(new ExportRequest.Waveform(sound, OptionalInt.empty(), 100, false));
    assertEquals(1, result.files().size());
    Path file = result.files().get(0);
    assertEquals("waveform-1-100.dat", file.getFileName().toString());
    assertArrayEquals(peaks(pcm(sound), 44_100, 2, 441), Files.readAllBytes(file));
    Directories.delete(result.path());
  }

  /** Sound that begins late and pauses: silence has peaks of 0, and nothing moves. */
  @Test
  void waveform_ofSoundThatBeginsLate_liesWhereItIsHeard() throws Exception {
    Path sound =
        NearestPixels.media(
            dir.resolve("late.mkv"),
            "-itsoffset 2 -f lavfi -i sine=duration=1:sample_rate=48000 -c:a pcm_s16le");
    Path file = run(new ExportRequest.Waveform(sound, OptionalInt.of(1), 10, false)).files().get(0);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(30, bytes.getInt(16));
    for (int i = 0; i < 30; i++) {
      assertEquals(i >= 20, bytes.getShort(24 + 4 * i + 2) > 0, "interval " + i);
    }
    Directories.delete(Objects.requireNonNull(file.getParent()));
  }

  @Test
  void waveform_withoutSound_isRefused() throws Exception {
    Path recording = recording();
    assertEquals(
        MediaError.TRACK_NOT_FOUND,
        assertThrows(
                MediaException.class,
                () -> run(new ExportRequest.Waveform(recording, OptionalInt.empty(), 10, false)))
            .code());
  }

  @Test
  void waveform_cancelled_leavesNothing() throws Exception {
    Path sound =
        NearestPixels.media(
            dir.resolve("long.flac"), "-f lavfi -i sine=duration=600:sample_rate=48000");
    ExportJob job =
        export.start(new ExportRequest.Waveform(sound, OptionalInt.empty(), 1000, false));
    Path thumbs = job.info().target();
    job.onProgress(progress -> job.cancel());
    assertEquals(MediaError.CANCELLED, assertThrows(MediaException.class, job::await).code());
    assertEquals(Set.of(), names(thumbs));
    Directories.delete(thumbs);
  }

  private static ShortBuffer pcm(Path sound) {
    byte[] raw = Ffmpeg.run("-i", sound.toString(), "-f", "s16le", "-");
    return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
  }

  /** The file as its specification has it. */
  private static byte[] peaks(ShortBuffer pcm, int rate, int channels, int framesPerInterval) {
    int frames = pcm.remaining() / channels;
    int intervals = (frames + framesPerInterval - 1) / framesPerInterval;
    ByteBuffer file =
        ByteBuffer.allocate(24 + 4 * intervals * channels).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : List.of(2, 0, rate, framesPerInterval, intervals, channels)) {
      file.putInt(number);
    }
    for (int first = 0; first < frames; first += framesPerInterval) {
      for (int channel = 0; channel < channels; channel++) {
        int low = Short.MAX_VALUE;
        int high = Short.MIN_VALUE;
        for (int i = first; i < Math.min(frames, first + framesPerInterval); i++) {
          low = Math.min(low, pcm.get(i * channels + channel));
          high = Math.max(high, pcm.get(i * channels + channel));
        }
        file.putShort((short) low).putShort((short) high);
      }
    }
    return file.array();
  }
}
