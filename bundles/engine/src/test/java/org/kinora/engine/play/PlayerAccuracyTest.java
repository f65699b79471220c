package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.FfmpegPictures;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.RealPlugins;
import org.kinora.engine.play.Spectator.Event;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFrame;
import org.kinora.playback.PlaybackSession;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerSettings;
import org.kinora.scene.Scene;
import org.kinora.storage.jsonl.JsonlFormat;

/** The picture of any time is the one that FFmpeg's program decodes for it, to the last bit. */
final class PlayerAccuracyTest {
  private static final int SEEKS = 200;
  private static final String H264 = "-c:v libx264 -preset ultrafast ";

  private static final Path RECORDING = Path.of("../../examples/recordings/rec_1757651534329");
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");

  @TempDir Path dir;
  private final Providers providers = new NearestPixels().providers();
  private final EnginePlayback playback = new EnginePlayback(providers, 10_000_000);

  PlayerAccuracyTest() {
    RealPlugins.addFormat(providers, new JsonlFormat(), "jsonl");
  }

  @ParameterizedTest
  @CsvSource({
    "vfr.mkv, 8, 25, -vf select=not(mod(n\\\\3))+not(mod(n\\\\7)) -fps_mode vfr, -g 20 -bf 0",
    "long.mp4, 60, 10, , -g 100000 -bf 2",
    "bframes.mp4, 8, 30, , -g 30 -bf 5 -b_strategy 0 -refs 4",
    "opengop.mkv, 8, 30, , -g 20 -bf 3 -b_strategy 0 -x264-params open-gop=1",
    "paused.mkv, 8, 25, -vf setpts=PTS+gte(N\\\\60)*7/TB -fps_mode passthrough, -g 50 -bf 2",
  })
  void seek_randomTimes_isFfmpegsPicture(
      String name, int seconds, int rate, String filter, String codec) throws Exception {
    String source =
        "-f lavfi -i testsrc2=size=160x90:rate=%d:duration=%d ".formatted(rate, seconds);
    String filters = filter == null ? "" : filter.replace("\\\\", "\\,") + " ";
    Path file = NearestPixels.media(dir.resolve(name), source + filters + H264 + codec);
    assertAccurate(file, FfmpegPictures.of(file, 0));
  }

  @ParameterizedTest
  @CsvSource({"vp8.webm, libvpx", "vp9.webm, libvpx-vp9"})
  void seek_randomTimesInVp_isFfmpegsPicture(String name, String encoder) throws Exception {
    Path file =
        NearestPixels.media(
            dir.resolve(name),
            "-f lavfi -i testsrc2=size=160x90:rate=30:duration=6 -g 60 -deadline realtime"
                + " -cpu-used 8 -c:v "
                + encoder);
    assertAccurate(file, FfmpegPictures.of(file, 0));
  }

  @Test
  void seek_crashedRecording_isFfmpegsPicture() throws Exception {
    Path file =
        NearestPixels.media(
            dir.resolve("crashed.mkv"),
            "-f lavfi -i testsrc2=size=160x90:rate=30:duration=8 " + H264 + "-g 30 -bf 2");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file) * 2 / 3);
    }
    assertAccurate(file, FfmpegPictures.of(file, 0));
  }

  /** A recorder that was killed: its index ends in the middle of a line. */
  @Test
  void seek_crashedBrowserRecording_isFfmpegsPicture() throws Exception {
    Path recording = Files.createDirectory(dir.resolve(RECORDING.getFileName()));
    for (String name : List.of("meta.json", "index.jsonl", "data.bin")) {
      Files.copy(RECORDING.resolve(name), recording.resolve(name));
    }
    Path index = recording.resolve("index.jsonl");
    String lines = Files.readString(index);
    Files.writeString(index, lines.substring(0, lines.length() * 2 / 3));
    List<Long> times = new ArrayList<>();
    for (String line : Files.readAllLines(index)) {
      Matcher timestamp = TIMESTAMP.matcher(line);
      if (line.endsWith("}") && timestamp.find()) {
        times.add(Long.parseLong(timestamp.group(1)));
      }
    }
    NavigableMap<Long, String> pictures = new TreeMap<>();
    for (String picture : FfmpegPictures.of(recording.resolve("data.bin"), 0).values()) {
      if (pictures.size() < times.size()) {
        pictures.put(times.get(pictures.size()) - times.get(0), picture);
      }
    }
    assertAccurate(recording, pictures);
  }

  private void assertAccurate(Path file, NavigableMap<Long, String> pictures) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Spectator spectator = new Spectator();
    PlayerSettings settings =
        new PlayerSettings(Scene.PLAIN, OptionalInt.empty(), OptionalInt.empty(), 1_000_000);
    try (Player player = playback.play(file, settings, spectator);
        PlaybackSession session = playback.open(file)) {
      assertSameTimes(session, pictures);
      spectator.await("EXACT");
      for (int i = 0; i < SEEKS; i++) {
        long timeUs = random.nextLong(-100_000, pictures.lastKey() + 200_000);
        player.seek(timeUs);
        Event shown = spectator.await(event -> event.what().matches("EXACT|KEY_FRAME|error"));
        String where = "seed %d, seek %d to %d us: %s".formatted(seed, i, timeUs, shown.more());
        if (shown.what().equals("KEY_FRAME")) {
          assertEquals(pictures.get(shown.timeUs()), shown.digest(), where);
          shown = spectator.await(event -> !event.what().equals("requestChunks"));
        }
        assertEquals("EXACT", shown.what(), where);
        Map.Entry<Long, String> right = pictures.floorEntry(Math.max(timeUs, pictures.firstKey()));
        assertEquals(right.getValue(), shown.digest(), where);
        assertEquals(right.getKey(), shown.timeUs(), where);
        if (i % 10 == 0) {
          session.compose(
              Scene.PLAIN,
              timeUs,
              frame -> assertEquals(right.getValue(), Spectator.digest((VideoFrame) frame), where));
        }
      }
    }
  }

  private static void assertSameTimes(PlaybackSession session, NavigableMap<Long, String> pictures)
      throws IOException {
    TrackIndex index = session.index(1);
    NavigableMap<Long, Integer> times = new TreeMap<>();
    for (int i = 0; i < index.count(); i++) {
      times.put(index.timeUs(i), i);
    }
    assertEquals(pictures.keySet(), times.keySet());
  }
}
