package org.kinora.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.engine.FfmpegPictures;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Effort;
import org.kinora.media.FrameRate;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.spi.dataset.VideoCut.Copied;
import org.kinora.spi.dataset.VideoCut.Encoded;
import org.kinora.spi.dataset.VideoCut.Made;
import org.kinora.tck.support.Ffmpeg;

/** Cuts of real recordings, judged by what FFmpeg decodes of them. */
final class DatasetSourceTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  @TempDir Path dir;
  private final Providers providers = RealPlugins.providers();

  /** What a cut said of a picture. */
  private record Told(long timeUs, long durationUs, long sourceUs, boolean keyframe) {}

  private static Encoded encoded(String codec, Optional<FrameRate> rate) {
    return new Encoded(List.of(codec), rate, OptionalInt.empty(), 500_000, 80, Effort.BALANCED);
  }

  private DatasetSource source(Path file) throws IOException {
    DatasetSource source = new DatasetSource(providers, file, Watch.NONE, opened -> {});
    source.open();
    return source;
  }

  private int video(DatasetSource source) {
    return source.info().firstVideo().orElseThrow().id();
  }

  private List<Told> cut(DatasetSource source, VideoCut cut, Path file) throws IOException {
    List<Told> told = new ArrayList<>();
    Made made =
        source.cut(
            cut, file, (time, duration, at, key) -> told.add(new Told(time, duration, at, key)));
    assertEquals(WIDTH, made.width());
    return told;
  }

  private List<Boolean> closed(Path file) throws IOException {
    try (DatasetSource source = source(file)) {
      TrackIndex index = source.index(video(source));
      List<Boolean> closed = new ArrayList<>();
      for (int i = 0; i < index.count(); i++) {
        if (index.isKeyframe(i)) {
          closed.add(source.isClosed(video(source), i));
        }
      }
      return closed;
    }
  }

  @Test
  void isClosed_openGroups_areToldFromClosedOnes() throws IOException {
    List<Boolean> open = closed(DatasetClips.openGroups(dir.resolve("open.mp4")));
    assertTrue(open.size() > 3, open.toString());
    assertEquals(1, open.stream().filter(closed -> closed).count(), open.toString());
    assertFalse(closed(DatasetClips.closedGroups(dir.resolve("closed.mp4"))).contains(false));
    assertFalse(closed(DatasetClips.reordered(dir.resolve("reordered.mp4"))).contains(false));
    assertFalse(closed(DatasetClips.vp9(dir.resolve("vp9.webm"))).contains(false));
    assertTrue(closed(DatasetClips.h265(dir.resolve("h265.mp4"), true)).contains(false));
    assertFalse(closed(DatasetClips.h265(dir.resolve("h265closed.mp4"), false)).contains(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp9.webm", "closed.mp4", "reordered.mkv"})
  void cut_copied_hasThePicturesOfTheSourceAndNothingElse(String name) throws IOException {
    Path file = recording(name);
    String container = name.substring(name.indexOf('.') + 1);
    NavigableMap<Long, String> all = FfmpegPictures.of(file, 0);
    try (DatasetSource source = source(file)) {
      List<Long> keys = keyframes(source);
      Path made = dir.resolve("cut." + container);
      long startUs = keys.get(1);
      long endUs = keys.get(3);
      List<Told> told =
          cut(source, new VideoCut(video(source), startUs, endUs, container, new Copied()), made);
      NavigableMap<Long, String> expected = all.subMap(startUs, true, endUs, false);
      assertEquals(expected.size(), told.size());
      assertEquals(
          List.copyOf(expected.values()), List.copyOf(FfmpegPictures.of(made, 0).values()));
      assertEquals(List.copyOf(expected.keySet()), told.stream().map(Told::sourceUs).toList());
      assertEquals(
          List.copyOf(FfmpegPictures.of(made, 0).keySet()),
          told.stream().map(Told::timeUs).toList());
      assertEquals(0, told.get(0).timeUs());
      assertTrue(told.get(0).keyframe());
      Told last = told.get(told.size() - 1);
      assertTrue(Math.abs(endUs - startUs - last.timeUs() - last.durationUs()) <= 1000);
      assertFalse(holds(made, "elst"), "an edit list");
    }
  }

  @Test
  void cut_copiedTail_endsWithTheTrack() throws IOException {
    Path file = recording("closed.mp4");
    try (DatasetSource source = source(file)) {
      List<Long> keys = keyframes(source);
      long startUs = keys.get(keys.size() - 1);
      List<Told> told =
          cut(
              source,
              new VideoCut(video(source), startUs, 60_000_000, "mp4", new Copied()),
              dir.resolve("tail.mp4"));
      assertEquals(FfmpegPictures.of(file, 0).tailMap(startUs, true).size(), told.size());
    }
  }

  @Test
  void cut_copiedReorderedIntoMp4_isRefusedAndLeavesNothing() throws IOException {
    assertRefused("reordered.mkv", 1, 2, 0, "would need an edit list");
  }

  @Test
  void cut_copiedOfAnOpenGroup_isRefused() throws IOException {
    assertRefused("open.mp4", 1, 2, 0, "no closed group of pictures begins");
  }

  @Test
  void cut_copiedFromWithinAGroup_isRefused() throws IOException {
    assertRefused("closed.mp4", 1, 2, 200_000, "no closed group of pictures begins");
  }

  private void assertRefused(String name, int first, int last, long laterUs, String why)
      throws IOException {
    try (DatasetSource source = source(recording(name))) {
      List<Long> keys = keyframes(source);
      Path made = dir.resolve("refused.mp4");
      VideoCut cut =
          new VideoCut(
              video(source), keys.get(first) + laterUs, keys.get(last), "mp4", new Copied());
      MediaException e = assertThrows(MediaException.class, () -> cut(source, cut, made));
      assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
      assertTrue(e.getMessage().contains(why), e.getMessage());
      assertFalse(Files.exists(made));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "vp9", "vp8", "av1"})
  void cut_encodedAtAConstantRate_showsWhatWasShown(String codec) throws IOException {
    String container = codec.equals("vp8") ? "webm" : "mp4";
    Path made = dir.resolve("cut." + container);
    Path again = dir.resolve("again." + container);
    FrameRate rate = new FrameRate(25, 1);
    Path file = recording("open.mp4");
    NavigableMap<Long, byte[]> all = pictures(file);
    try (DatasetSource source = source(file)) {
      long startUs = 733_333;
      VideoCut cut =
          new VideoCut(
              video(source),
              startUs,
              startUs + rate.timeUs(60),
              container,
              encoded(codec, Optional.of(rate)));
      List<Told> told = cut(source, cut, made);
      assertEquals(60, told.size());
      List<byte[]> cutPictures = List.copyOf(pictures(made).values());
      assertEquals(60, cutPictures.size());
      for (int i = 0; i < 60; i++) {
        var shown = all.floorEntry(startUs + rate.timeUs(i));
        assertEquals(shown.getKey(), told.get(i).sourceUs(), "picture " + i);
        assertEquals(rate.timeUs(i), told.get(i).timeUs());
        double psnr = psnr(shown.getValue(), cutPictures.get(i));
        assertTrue(psnr > 30, "picture " + i + ": " + psnr + " dB");
      }
      assertKeyframes(told);
      assertFalse(closed(made).contains(false));
      cut(source, cut, again);
    }
    assertEquals(-1, Files.mismatch(made, again), "the same bytes");
    assertFalse(holds(made, "elst"), "an edit list");
  }

  @Test
  void cut_encodedAtItsOwnTimes_hasEachPictureOnce() throws IOException {
    Path file = recording("open.mp4");
    NavigableMap<Long, byte[]> all = pictures(file);
    List<Long> times = List.copyOf(all.keySet());
    try (DatasetSource source = source(file)) {
      long startUs = times.get(17);
      long endUs = times.get(88);
      Path made = dir.resolve("own.mp4");
      List<Told> told =
          cut(
              source,
              new VideoCut(video(source), startUs, endUs, "mp4", encoded("h264", Optional.empty())),
              made);
      assertEquals(times.subList(17, 88), told.stream().map(Told::sourceUs).toList());
      for (Told picture : told) {
        assertEquals(picture.sourceUs() - startUs, picture.timeUs());
      }
      Told last = told.get(told.size() - 1);
      assertEquals(endUs - startUs, last.timeUs() + last.durationUs());
      List<byte[]> cutPictures = List.copyOf(pictures(made).values());
      for (int i = 0; i < told.size(); i++) {
        assertTrue(
            psnr(all.floorEntry(times.get(17 + i)).getValue(), cutPictures.get(i)) > 30,
            "picture " + i);
      }
      assertKeyframes(told);
    }
  }

  private static void assertKeyframes(List<Told> told) {
    long keyUs = 0;
    assertTrue(told.get(0).keyframe());
    for (Told picture : told) {
      keyUs = picture.keyframe() ? picture.timeUs() : keyUs;
      assertTrue(picture.timeUs() - keyUs <= 500_000, "key frames are too far apart");
    }
  }

  @Test
  void cut_beforeAndBehindTheTrack_showsItsFirstAndLastPicture() throws IOException {
    try (DatasetSource source = source(recording("closed.mp4"))) {
      Encoded making = encoded("h264", Optional.of(new FrameRate(10, 1)));
      VideoCut before = new VideoCut(video(source), -500_000, 300_000, "mp4", making);
      List<Told> told = cut(source, before, dir.resolve("before.mp4"));
      assertEquals(8, told.size());
      assertEquals(0, told.get(4).sourceUs());
      VideoCut behind = new VideoCut(video(source), 5_900_000, 7_000_000, "mp4", making);
      assertEquals(11, cut(source, behind, dir.resolve("behind.mp4")).size());
      VideoCut none = new VideoCut(video(source), -2_000_000, -1_000_000, "mp4", making);
      MediaException e =
          assertThrows(MediaException.class, () -> cut(source, none, dir.resolve("none.mp4")));
      assertEquals(MediaError.DATA_RANGE_ERROR, e.code());
    }
  }

  @Test
  void cut_sound_hasOneSampleForEachInstant() throws IOException {
    Random random = new Random();
    long seed = random.nextLong();
    random.setSeed(seed);
    try (DatasetSource source = source(recording("sounding.webm"))) {
      int track = source.info().tracks().get(1).id();
      long startUs = 0;
      long samples = 0;
      for (int i = 0; i < 8; i++) {
        long endUs = startUs + 1 + random.nextInt(1_200_000);
        Path file = dir.resolve("sound" + i + ".wav");
        source.cut(new AudioCut(track, startUs, endUs, "wave", "pcm_s16le"), file);
        long expected = Math.round(endUs * 0.048) - Math.round(startUs * 0.048);
        byte[] pcm = Ffmpeg.run("-i", file.toString(), "-f", "s16le", "-");
        assertEquals(expected, pcm.length / 4, "seed " + seed + ", cut " + i);
        samples += expected;
        startUs = endUs;
      }
      assertEquals(Math.round(startUs * 0.048), samples, "seed " + seed);
    }
  }

  @Test
  void cut_soundBehindTheEnd_isSilent() throws IOException {
    try (DatasetSource source = source(recording("sounding.webm"))) {
      int track = source.info().tracks().get(1).id();
      Path file = dir.resolve("end.wav");
      source.cut(new AudioCut(track, 5_500_000, 7_000_000, "wave", "pcm_s16le"), file);
      byte[] pcm = Ffmpeg.run("-i", file.toString(), "-ac", "1", "-f", "s16le", "-");
      assertEquals(72_000, pcm.length / 2);
      assertTrue(loudest(pcm, 0, 20_000) > 1000);
      assertEquals(0, loudest(pcm, 30_000, 72_000));
    }
  }

  @Test
  void read_range_givesSamplesOfTheseTimesOnly() throws IOException {
    try (DatasetSource source = source(recording("open.mp4"))) {
      List<Long> times = new ArrayList<>();
      source.read(video(source), 1_000_000, 2_000_000, (info, data) -> times.add(info.timeUs()));
      assertEquals(
          List.copyOf(
              pictures(dir.resolve("open.mp4"))
                  .subMap(1_000_000L, true, 2_000_000L, false)
                  .keySet()),
          times.stream().sorted().toList());
    }
  }

  @Test
  void index_afterClose_opensItAgain() throws IOException {
    DatasetSource source = source(recording("closed.mp4"));
    source.close();
    int count = source.index(video(source)).count();
    source.close();
    assertEquals(FfmpegPictures.of(dir.resolve("closed.mp4"), 0).size(), count);
  }

  private Path recording(String name) {
    Path file = dir.resolve(name);
    return switch (name) {
      case "vp9.webm" -> DatasetClips.vp9(file);
      case "sounding.webm" -> DatasetClips.sounding(file);
      case "open.mp4" -> DatasetClips.openGroups(file);
      case "reordered.mkv" -> DatasetClips.reordered(file);
      default -> DatasetClips.closedGroups(file);
    };
  }

  private List<Long> keyframes(DatasetSource source) throws IOException {
    TrackIndex index = source.index(video(source));
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < index.count(); i++) {
      if (index.isKeyframe(i)) {
        keys.add(index.timeUs(i));
      }
    }
    return keys;
  }

  /** By presentation time, the luma of each picture as FFmpeg decodes it. */
  private static NavigableMap<Long, byte[]> pictures(Path file) {
    List<Long> times = List.copyOf(FfmpegPictures.of(file, 0).keySet());
    byte[] raw =
        Ffmpeg.run(
            "-i",
            file.toString(),
            "-fps_mode",
            "passthrough",
            "-pix_fmt",
            "gray",
            "-f",
            "rawvideo",
            "-");
    assertEquals(times.size(), raw.length / (WIDTH * HEIGHT));
    NavigableMap<Long, byte[]> pictures = new TreeMap<>();
    for (int i = 0; i < times.size(); i++) {
      byte[] picture = new byte[WIDTH * HEIGHT];
      System.arraycopy(raw, i * picture.length, picture, 0, picture.length);
      pictures.put(times.get(i), picture);
    }
    return pictures;
  }

  private static double psnr(byte[] expected, byte[] found) {
    double squares = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = (expected[i] & 0xFF) - (found[i] & 0xFF);
      squares += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255 * expected.length / squares);
  }

  private static int loudest(byte[] pcm, int from, int to) {
    ByteBuffer samples = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
    int loudest = 0;
    for (int i = from; i < to; i++) {
      loudest = Math.max(loudest, Math.abs(samples.getShort(2 * i)));
    }
    return loudest;
  }

  private static boolean holds(Path file, String box) throws IOException {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return bytes.contains(box);
  }
}
