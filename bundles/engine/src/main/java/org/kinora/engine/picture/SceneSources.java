package org.kinora.engine.picture;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.engine.codec.PictureDecoder;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Layer;
import org.kinora.spi.compose.Moment;
import org.kinora.spi.compose.PointerState;
import org.kinora.spi.storage.RecordingReader;

/**
 * What was recorded beside the screen: the camera's pictures and the pointer, as far as a scene
 * shows them. They are found at any time; where times rise, the camera's pictures are decoded one
 * after the other. One thread at a time.
 */
final class SceneSources implements Closeable {
  private static final String CAMERA = "camera";
  private static final int THREADS = 1;

  private final Optional<CameraPictures> camera;
  private final Optional<PointerTrack> pointer;

  private SceneSources(Optional<CameraPictures> camera, Optional<PointerTrack> pointer) {
    this.camera = camera;
    this.pointer = pointer;
  }

  /**
   * Finds what a scene shows.
   *
   * @param reader stays the caller's; used by nobody else during a call
   * @param screenTrackId the track of the recorded screen
   * @param warnings is told which pictures of the camera are missing
   */
  static SceneSources open(
      Providers providers,
      RecordingReader reader,
      int screenTrackId,
      Scene scene,
      Consumer<String> warnings)
      throws IOException {
    Optional<PointerTrack> pointer =
        scene.pointer().isPresent() ? PointerTrack.open(reader) : Optional.empty();
    Optional<Track> track =
        scene.camera().isPresent() ? cameraTrack(reader.info(), screenTrackId) : Optional.empty();
    return new SceneSources(
        track.isPresent()
            ? Optional.of(new CameraPictures(providers, reader, track.get(), warnings))
            : Optional.empty(),
        pointer);
  }

  /** Whether a scene shows anything that {@link #open} looks for. */
  static boolean isNeeded(Scene scene) {
    return scene.camera().isPresent() || scene.pointer().isPresent();
  }

  private static Optional<Track> cameraTrack(RecordingInfo info, int screenTrackId) {
    List<Track> others =
        info.tracks().stream()
            .filter(track -> track.format() instanceof VideoFormat)
            .filter(track -> track.id() != screenTrackId)
            .toList();
    return others.stream()
        .filter(track -> track.name().equals(CAMERA))
        .findFirst()
        .or(() -> others.stream().findFirst());
  }

  /**
   * What was recorded at a time.
   *
   * @param screen the screen's picture then; lent
   * @return a moment whose pictures are valid until the next call
   */
  Moment at(long timeUs, VideoFrame screen) throws IOException {
    List<Layer> layers = new ArrayList<>(List.of(new Layer(Layer.SCREEN, screen)));
    if (camera.isPresent()) {
      camera.get().at(timeUs).ifPresent(frame -> layers.add(new Layer(Layer.CAMERA, frame)));
    }
    Optional<PointerState> state =
        pointer.isPresent() ? pointer.get().at(timeUs) : Optional.empty();
    return new Moment(timeUs, layers, state);
  }

  /** The camera's pictures; those are kept that are shown now or came out of the decoder early. */
  private static final class CameraPictures implements Closeable {
    private final int trackId;
    private final TrackIndex index;
    private final PictureDecoder decoder;
    private final Consumer<String> warnings;
    private final NavigableMap<Long, VideoFrame> kept = new TreeMap<>();
    private @Nullable VideoFrame spare;

    /** The picture that could not be decoded last, so that it is tried and told once. */
    private long failedUs = MediaTime.UNKNOWN;

    CameraPictures(
        Providers providers, RecordingReader reader, Track track, Consumer<String> warnings)
        throws IOException {
      trackId = track.id();
      index = reader.index(trackId);
      this.warnings = warnings;
      decoder =
          new PictureDecoder(
              reader::read, trackId, index, providers.decoder(track.format(), THREADS));
    }

    /** The picture of a time; before the first, and where decoding fails, perhaps none. */
    Optional<VideoFrame> at(long timeUs) throws IOException {
      if (index.floor(timeUs) < 0) {
        return Optional.empty();
      }
      int sample = Gops.shownAt(index, trackId, timeUs);
      long pictureUs = index.timeUs(sample);
      if (!kept.containsKey(pictureUs) && pictureUs != failedUs) {
        decode(sample, pictureUs);
      }
      return Optional.ofNullable(kept.floorEntry(timeUs)).map(Map.Entry::getValue);
    }

    /** Where it fails, the picture before stays. */
    private void decode(int sample, long pictureUs) throws IOException {
      kept.tailMap(pictureUs, false).clear();
      try {
        decoder.decodeTo(sample, frame -> keep((VideoFrame) frame, pictureUs));
      } catch (MediaException e) {
        if (e.code() != MediaError.DECODE_ERROR && e.code() != MediaError.DATA_RANGE_ERROR) {
          throw e;
        }
        failedUs = pictureUs;
        warnings.accept("the camera's picture stands still: " + e.getMessage());
      }
    }

    private void keep(VideoFrame frame, long wantedUs) {
      if (frame.timeUs() == wantedUs) {
        spare = kept.isEmpty() ? null : kept.lastEntry().getValue();
        kept.clear();
      }
      if (frame.timeUs() >= wantedUs) {
        kept.put(frame.timeUs(), FrameQueue.copy(frame, spare));
        spare = null;
      }
    }

    @Override
    public void close() throws IOException {
      decoder.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (camera.isPresent()) {
      camera.get().close();
    }
  }
}
