package org.kinora.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Compose.Reuse;
import org.kinora.export.ExportRequest.Compose.Sound;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportService;
import org.kinora.export.VideoSettings;
import org.kinora.media.Effort;
import org.kinora.media.TrackIndex;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerSettings;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.Timeline.Part;

/** Scrubs or exports a recording, and says how much memory that took at most. Linux only. */
final class MemoryProcess {
  private final Path source;
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private MemoryProcess(Path source) {
    this.source = source;
  }

  /**
   * Arguments: Felix's cache, source; then {@code scrub} with seconds and the player's bound in
   * bytes, or {@code export} with minutes and a target.
   */
  public static void main(String[] arguments) throws Exception {
    MemoryProcess process = new MemoryProcess(Path.of(arguments[1]));
    int length = Integer.parseInt(arguments[3]);
    try (Platform platform = Platform.start(Path.of(arguments[0]))) {
      if (arguments[2].equals("scrub")) {
        process.scrub(platform.service(Playback.class), length, Long.parseLong(arguments[4]));
      } else {
        process.export(platform.service(ExportService.class), length, Path.of(arguments[4]));
      }
    }
  }

  private void scrub(Playback playback, int seconds, long boundBytes) throws Exception {
    Random random = new Random(3);
    Shown shown = new Shown();
    int seeks = 0;
    try (PlaybackSession session = playback.open(source);
        Player player = playback.play(source, settings(boundBytes), shown)) {
      TrackIndex index = session.index(session.info().firstVideo().orElseThrow().id());
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      while (System.nanoTime() < end) {
        long timeUs = index.timeUs(random.nextInt(index.count()));
        player.seek(timeUs);
        shown.await(timeUs);
        seeks++;
      }
    }
    say("scrubbed %d s, %d seeks".formatted(seconds, seeks));
  }

  private static PlayerSettings settings(long boundBytes) {
    return new PlayerSettings(Scene.PLAIN, OptionalInt.empty(), OptionalInt.empty(), boundBytes);
  }

  private void export(ExportService exports, int minutes, Path target) throws Exception {
    Part part = new Part(0, Duration.ofMinutes(minutes).toMillis() * 1000);
    ExportResult result =
        exports
            .start(
                new ExportRequest.Compose(
                    source,
                    Optional.of(target),
                    "mp4",
                    Composing.plain().with(new Timeline(List.of(part))),
                    new VideoSettings(
                        Optional.empty(),
                        Effort.BALANCED,
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        Optional.empty()),
                    Sound.NONE,
                    Reuse.NEVER,
                    Map.of(),
                    true))
            .await();
    say(
        "%d minutes exported by %s in %d s"
            .formatted(minutes, result.tracks().get(0).encoder(), result.elapsed().toSeconds()));
  }

  private void say(String what) throws IOException {
    out.println("what=" + what);
    out.println("mebibytes=" + HighWater.mebibytes(ProcessHandle.current().pid()).orElseThrow());
  }
}
