package org.kinora.engine.play;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.kinora.engine.codec.PictureDecoder;
import org.kinora.engine.file.Resources;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.CachedReader;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.Prefetcher;
import org.kinora.engine.recording.SampleCache;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.codec.Decoder;

/**
 * The video track of a player: one decoder that stays open, and samples from a cache of its own, so
 * that a bound can be kept, which is filled ahead of the decoder. One thread at a time.
 */
public final class PlayerSource implements Closeable {
  private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());
  private static final long PREFETCH_US = 4_000_000;

  private final Resources resources = new Resources();
  private final Providers providers;
  private final OpenRecording recording;
  private final CachedReader reader;
  private final SampleCache cache;
  private final Prefetcher prefetcher;
  private final Track track;
  private final TrackIndex index;
  private final PictureDecoder decoder;

  /** The key frame around which samples were prefetched last. */
  private volatile int prefetchedKey = -1;

  /** Watches the present work. */
  private Watcher watcher = Watcher.NOBODY;

  private EarlyKeyFrame early =
      new EarlyKeyFrame(MediaTime.UNKNOWN, this::decodeAlone, frame -> {});

  /** Is told what goes on. */
  @FunctionalInterface
  interface Watcher {
    /** Nobody is told anything. */
    Watcher NOBODY = () -> {};

    /** Comes before each sample that is decoded; throws to end the work. */
    void beforeSample() throws IOException;

    /** Whether the picture was sought before there was a rest at the one before. */
    default boolean isHurried() {
      return false;
    }

    /** Comes between the picture of a key frame that was decoded alone and what follows it. */
    default void rest() throws IOException, InterruptedException {}

    /** Comes before the samples that lead to a picture are read. */
    default void requesting(SampleRange range) {}
  }

  /**
   * Opens a recording.
   *
   * @param wantedTrack absent for the first that is video
   * @param cacheBytes the most that samples take
   * @throws MediaException TRACK_NOT_FOUND, DECODER_NOT_SUPPORTED; what opening throws
   */
  public PlayerSource(Providers providers, Path path, OptionalInt wantedTrack, long cacheBytes)
      throws IOException {
    this.providers = providers;
    cache = new SampleCache(cacheBytes);
    prefetcher = new Prefetcher(cacheBytes / 2);
    recording = OpenRecording.open(providers, path);
    reader = resources.add(new CachedReader(recording.reader(), cache));
    try {
      track = OpenRecording.videoTrack(reader.info(), wantedTrack);
      index = reader.index(track.id());
      decoder =
          resources.add(
              new PictureDecoder(
                  this::read, track.id(), index, providers.decoder(track.format(), THREADS)));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  OpenRecording recording() {
    return recording;
  }

  Track track() {
    return track;
  }

  TrackIndex index() {
    return index;
  }

  /** The end of the recording. */
  long endUs() throws IOException {
    return reader.endUs();
  }

  /** What samples in memory take. */
  long heldBytes() {
    return cache.usedBytes();
  }

  /** The key frame from which a sample is decoded. */
  int keyframe(int sample) throws MediaException {
    return Gops.keyframeFor(index, track.id(), sample);
  }

  /** See {@link PictureDecoder#distance}. */
  int distance(int sample) throws MediaException {
    return decoder.distance(sample);
  }

  /** See {@link PictureDecoder#decodeTo}; the watcher may end the work between two samples. */
  void decodeTo(int sample, Watcher by, FrameSink sink) throws IOException {
    decodeTo(sample, by, MediaTime.UNKNOWN, sink);
  }

  /**
   * The same, and the picture of a key frame on the way as early as it can come, once.
   *
   * @param keyUs the time of the key frame; unknown for none
   */
  void decodeTo(int sample, Watcher by, long keyUs, FrameSink sink) throws IOException {
    watcher = by;
    int key = keyframe(sample);
    boolean isEarly = keyUs != MediaTime.UNKNOWN && isReordered(key, sample);
    early = new EarlyKeyFrame(isEarly ? keyUs : MediaTime.UNKNOWN, this::decodeAlone, sink);
    if (key != prefetchedKey) {
      prefetchedKey = key;
      prefetcher.around(reader, track.id(), sample, PREFETCH_US, () -> prefetchedKey == key);
    }
    int distance = decoder.distance(sample);
    if (distance > 0) {
      by.requesting(new SampleRange(track.id(), sample + 1 - distance, distance));
    }
    decoder.decodeTo(sample, early);
  }

  /** Whether pictures come in another order than they are shown, from a key frame to a sample. */
  private boolean isReordered(int key, int sample) {
    return IntStream.rangeClosed(key + 1, sample)
        .anyMatch(i -> index.timeUs(i) < index.timeUs(i - 1));
  }

  /** Hands over the picture of a key frame, and begins with nothing that follows it. */
  void decodeKey(int key, Watcher by, FrameSink sink) throws IOException {
    SampleRange alone = new SampleRange(track.id(), key, 1);
    by.beforeSample();
    by.requesting(alone);
    reader.read(alone, (info, data) -> decodeAlone(info, data, sink));
  }

  private void decodeAlone(SampleInfo info, ByteBuffer data, FrameSink sink) throws IOException {
    try (Decoder alone = providers.decoder(track.format(), 1)) {
      alone.decode(info, data, sink);
      alone.flush(sink);
    }
  }

  private void read(SampleRange range, SampleSink sink) throws IOException {
    reader.read(
        range,
        (info, data) -> {
          watcher.beforeSample();
          ByteBuffer same = data.duplicate();
          sink.accept(info, data);
          early.taken(info, same);
        });
  }

  @Override
  public void close() throws IOException {
    prefetchedKey = -1;
    try (resources) {
      prefetcher.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
