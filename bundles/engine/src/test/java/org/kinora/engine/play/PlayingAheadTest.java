package org.kinora.engine.play;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.engine.EnginePlayback;
import org.kinora.engine.Fakes;
import org.kinora.engine.FrameDecoders;
import org.kinora.engine.MemoryFormat;
import org.kinora.engine.MemoryFormat.Sample;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.plugin.Providers;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerSettings;
import org.kinora.scene.Scene;

/** While a picture waits for its time, those after it are decoded. */
@Timeout(60)
final class PlayingAheadTest {
  private static final int PICTURES = 30;

  /** No second picture is shown while the test runs. */
  private static final long DISTANCE_US = 1_000_000_000;

  @TempDir Path dir;

  /**
   * The decoder holds one picture back: for the first it takes two samples, for five of them six.
   */
  @Test
  void play_nextIsFarAway_fourAreDecoded() throws Exception {
    MemoryFormat format = new MemoryFormat();
    MemoryFormat.Recording recording = new MemoryFormat.Recording(Fakes.VIDEO);
    for (int i = 0; i < PICTURES; i++) {
      recording.of(Fakes.VIDEO.id()).add(Sample.of(i, i * DISTANCE_US, 20, true));
    }
    Providers providers = new NearestPixels().providers();
    providers.addFormat(
        format,
        new Fakes.Reference<>(Map.of("format", "memory", "service.ranking", Integer.MAX_VALUE)));
    FrameDecoders decoders = FrameDecoders.plugInto(providers);
    Path place = format.place(dir, "slow", recording);
    Spectator spectator = new Spectator();
    try (Player player =
        new EnginePlayback(providers, 0).play(place, PlayerSettings.of(Scene.PLAIN), spectator)) {
      spectator.await("EXACT");
      assertEquals(2, decoders.decoded.get());
      player.play();
      while (decoders.decoded.get() < 6) {
        Thread.onSpinWait();
      }
      player.pause();
    }
    assertEquals(6, decoders.decoded.get());
  }
}
