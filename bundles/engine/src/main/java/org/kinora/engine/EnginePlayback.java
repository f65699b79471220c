package org.kinora.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.file.Resources;
import org.kinora.engine.play.PlayerPictures;
import org.kinora.engine.play.PlayerSource;
import org.kinora.engine.play.ReaderSession;
import org.kinora.engine.play.ScenePlayer;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.Prefetcher;
import org.kinora.engine.recording.SampleCache;
import org.kinora.playback.Playback;
import org.kinora.playback.PlaybackSession;
import org.kinora.playback.Player;
import org.kinora.playback.PlayerListener;
import org.kinora.playback.PlayerSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens recordings with the format that knows them. All sessions share one cache, whose bound the
 * framework property {@code kinora.cache.bytes} sets; 0 switches it off.
 */
@Component(configurationPid = PlaybackSettings.PID)
@Designate(ocd = PlaybackSettings.class)
public final class EnginePlayback implements Playback {
  /** The framework property with the bound of the cache. */
  static final String CACHE_PROPERTY = "kinora.cache.bytes";

  private static final Logger LOG = LoggerFactory.getLogger(EnginePlayback.class);
  private static final long USUAL_CACHE_BYTES = 200_000_000;

  private final Providers providers;
  private final long usualCacheBytes;
  private final SampleCache cache;
  private final Prefetcher prefetcher;
  private final Set<ScenePlayer> players = ConcurrentHashMap.newKeySet();

  /** Called by Declarative Services. */
  @Activate
  public EnginePlayback(
      BundleContext context, @Reference Providers providers, PlaybackSettings settings) {
    this(providers, cacheBytes(context.getProperty(CACHE_PROPERTY)));
    modified(settings);
  }

  public EnginePlayback(Providers providers, long cacheBytes) {
    this.providers = providers;
    cache = new SampleCache(cacheBytes);
    prefetcher = new Prefetcher(cacheBytes / 2);
    usualCacheBytes = cacheBytes;
  }

  /** Called by Declarative Services: the settings changed. */
  @Modified
  void modified(PlaybackSettings settings) {
    long wanted = settings.cacheBytes();
    cache.setMostBytes(wanted < 0 ? usualCacheBytes : wanted);
  }

  /** The bound that a property states; what is no such number is reported and left aside. */
  public static long cacheBytes(@Nullable String property) {
    if (property == null || property.isBlank()) {
      return USUAL_CACHE_BYTES;
    }
    if (property.strip().matches("\\d{1,18}")) {
      return Long.parseLong(property.strip());
    }
    LOG.warn(
        "{} is '{}', not a number of bytes; it is {}", CACHE_PROPERTY, property, USUAL_CACHE_BYTES);
    return USUAL_CACHE_BYTES;
  }

  @Override
  public PlaybackSession open(Path recording) throws IOException {
    Providers mine = providers.heldBy("session " + recording.getFileName());
    OpenRecording open = OpenRecording.open(mine, recording);
    return new ReaderSession(open, mine, cache, prefetcher);
  }

  @Override
  public Player play(Path recording, PlayerSettings settings, PlayerListener listener)
      throws IOException {
    ScenePlayer player = open(recording, settings, listener);
    players.add(player);
    player.start();
    return player;
  }

  /** A player that was not started; a quarter of its memory is for samples. */
  public ScenePlayer open(Path recording, PlayerSettings settings, PlayerListener listener)
      throws IOException {
    Providers mine = providers.heldBy("player " + recording.getFileName());
    long sampleBytes = settings.memoryBytes() / 4;
    Resources opened = new Resources();
    try {
      PlayerSource source =
          opened.add(new PlayerSource(mine, recording, settings.track(), sampleBytes));
      PlayerPictures pictures =
          opened.add(
              new PlayerPictures(
                  mine,
                  source,
                  settings.scene(),
                  settings.maxWidth(),
                  settings.memoryBytes() - sampleBytes));
      return new ScenePlayer(pictures, listener, players::remove);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What the cache holds now. */
  public long cachedBytes() {
    return cache.usedBytes();
  }

  /** Closes the players, and stops reading ahead; open sessions go on without that. */
  @Deactivate
  public void stop() throws InterruptedException {
    players.forEach(ScenePlayer::close);
    prefetcher.stop();
  }
}
