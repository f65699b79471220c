package org.kinora.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.kinora.bench.Turns.Contender;
import org.kinora.bench.Turns.Step;
import org.kinora.bench.Turns.Times;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerSettings;
import org.kinora.scene.Scene;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;

/**
 * Random pictures of a minute of 1080p with a key frame every two seconds, shown by a player:
 * beside the decoding alone of the same samples, and beside {@code ffmpeg -ss} as a process. A
 * player that keeps no pictures is measured cold: it finds none by luck, and it decodes nothing
 * ahead while others have their turn.
 */
final class Seeks {
  private static final int SEEKS = Integer.getInteger("kinora.seeks", 500);
  private static final int SLOW_SEEKS = Math.min(50, SEEKS);
  private static final int UNCOUNTED = Math.min(50, SEEKS);
  private static final int THREADS = 2;

  /** Pointers move every 8 to 16 ms: the pauses between two seeks are shorter than this. */
  private static final int PAUSE_MS = 24;

  /** A player that was asked for nothing for half of this is at rest. */
  private static final int REST_MS = 60;

  private static final long NO_PICTURES = 0;
  private static final long WHOLE_GROUP = 400_000_000;
  private static final double OF_BARE_DECODE = 1.15;
  private static final double KEY_FRAME_US = 20_000;
  private static final double INSIDE_US = 8_000;

  private static final List<Media> RECORDINGS =
      List.of(Media.HD_H264, Media.HD_H264_IN_ORDER, Media.HD_VP8, Media.HD_VP9);

  private final Media media;
  private final Path file;
  private final PlaybackSession session;
  private final Track track;
  private final TrackIndex index;
  private final DecoderFactory decoders;
  private final Random random = new Random(11);

  /** The picture of the present turn, the same for all. */
  private int sample;

  private Seeks(Media media, Path file, PlaybackSession session, DecoderFactory decoders)
      throws IOException {
    this.media = media;
    this.file = file;
    this.session = session;
    this.decoders = decoders;
    track = session.info().firstVideo().orElseThrow();
    index = session.index(track.id());
  }

  static void run(Report report, Commands commands, Path work) throws Exception {
    try (Platform platform = Platform.start(work.resolve("seek-cache"))) {
      Playback playback = platform.service(Playback.class);
      for (Media media : RECORDINGS) {
        Path file = media.file(work);
        try (PlaybackSession session = playback.open(file)) {
          String codec = session.info().firstVideo().orElseThrow().format().codec();
          DecoderFactory decoders =
              platform.service(DecoderFactory.class, DecoderFactory.CODEC, codec);
          new Seeks(media, file, session, decoders).compare(report, commands, playback);
        }
      }
    }
  }

  private void compare(Report report, Commands commands, Playback playback) throws Exception {
    Shown shown = new Shown();
    try (Player player = player(playback, NO_PICTURES, shown)) {
      Contender exact = new Contender("player", this::leap, () -> seek(player, shown));
      Contender bare = new Contender("decoding alone", this::decode);
      Contender ffmpeg = new Contender("ffmpeg -ss", () -> ffmpeg(commands));
      List<Times> times = new Turns(SEEKS, UNCOUNTED).time(exact, bare);
      String what = media.what() + ", exact picture";
      report.time(what, exact, times.get(0), bare, times.get(1), OF_BARE_DECODE);
      report.time(what + ", p99", exact, p99(times.get(0)), bare, p99(times.get(1)), Double.NaN);
      report.compare(what, new Turns(SLOW_SEEKS), exact, ffmpeg);
      Step pause = () -> Thread.sleep(random.nextInt(PAUSE_MS), random.nextInt(1_000_000));
      Step exactFirst = () -> shown.await(index.timeUs(sample));
      Step rest = exactFirst.then(() -> Thread.sleep(REST_MS));
      keyFrame(report, "sought at once", this::leapFar, player, shown);
      keyFrame(report, "after a pause", pause.then(this::leapFar), player, shown);
      keyFrame(report, "after the exact one", exactFirst.then(this::leapFar), player, shown);
      keyFrame(report, "after a rest", rest.then(this::leapFar), player, shown);
    }
    Shown inside = new Shown();
    try (Player player = player(playback, WHOLE_GROUP, inside)) {
      inside(report, player, inside);
    }
  }

  private void keyFrame(Report report, String when, Step prepare, Player player, Shown shown)
      throws Exception {
    Contender contender = new Contender("player", prepare, () -> seekKey(player, shown));
    Times times = new Turns(SEEKS, UNCOUNTED).time(contender).get(0);
    String what = media.what() + ", key frame's picture " + when;
    report.time(what, "player", times.medianUs(), KEY_FRAME_US);
    report.time(what + ", p99", "player", times.p99Us(), KEY_FRAME_US);
  }

  private Player player(Playback playback, long memoryBytes, Shown shown) throws Exception {
    PlayerSettings settings =
        new PlayerSettings(Scene.PLAIN, OptionalInt.empty(), OptionalInt.empty(), memoryBytes);
    Player player = playback.play(file, settings, shown);
    shown.await(index.timeUs(0));
    return player;
  }

  /** Each picture of one group is shown once; then all are in memory. */
  private void inside(Report report, Player player, Shown shown) throws Exception {
    leap();
    SampleRange gop = Gops.at(index, track.id(), index.timeUs(sample));
    for (sample = gop.first(); sample < gop.end(); sample++) {
      seek(player, shown);
    }
    Times inside =
        new Turns(SEEKS, UNCOUNTED)
            .time(
                new Contender(
                    "player",
                    () -> sample = gop.first() + random.nextInt(gop.count()),
                    () -> seek(player, shown)))
            .get(0);
    String what = media.what() + ", exact picture of a decoded group";
    report.time(what, "player", inside.medianUs(), INSIDE_US);
    report.time(what + ", p99", "player", inside.p99Us(), INSIDE_US);
  }

  /** To a picture of another group. */
  private void leap() throws IOException {
    int key = index.keyframeBefore(sample);
    do {
      sample = random.nextInt(index.count());
    } while (index.keyframeBefore(sample) == key);
  }

  /** The same, far from its key frame. */
  private void leapFar() throws IOException {
    do {
      leap();
    } while (sample - index.keyframeBefore(sample) < 10);
  }

  private void seek(Player player, Shown shown) throws InterruptedException {
    player.seek(index.timeUs(sample));
    shown.await(index.timeUs(sample));
  }

  private void seekKey(Player player, Shown shown) throws InterruptedException {
    player.seek(index.timeUs(sample));
    shown.awaitQuick(index.timeUs(index.keyframeBefore(sample)), index.timeUs(sample));
  }

  private void decode() throws IOException {
    long wantedUs = index.timeUs(sample);
    int key = index.keyframeBefore(sample);
    boolean[] found = {false};
    FrameSink sink = frame -> found[0] |= frame.timeUs() == wantedUs;
    try (Decoder decoder = decoders.create(track.format(), THREADS)) {
      session.getRange(
          new SampleRange(track.id(), key, sample - key + 1),
          (info, data) -> decoder.decode(info, data, sink));
      decoder.flush(sink);
    }
    if (!found[0]) {
      throw new IOException("no picture of sample " + sample);
    }
  }

  private void ffmpeg(Commands commands) throws IOException, InterruptedException {
    String seconds = Double.toString(index.timeUs(sample) / 1e6);
    commands.ffmpeg(
        "-ss", seconds, "-i", file.toString(), "-frames:v", "1", "-f", "rawvideo", "/dev/null");
  }

  private static Times p99(Times times) {
    return new Times(times.p99Us(), times.p99Us(), times.processorUs());
  }
}
