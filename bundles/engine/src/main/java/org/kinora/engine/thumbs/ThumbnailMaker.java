package org.kinora.engine.thumbs;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameSeeker;
import org.kinora.engine.codec.StillImage;
import org.kinora.engine.picture.Composition;
import org.kinora.engine.picture.SceneScale;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.CachedReader;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.Gops;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * Makes small pictures of key frames, each of which is decoded alone. What is there already is
 * left. One thread at a time.
 */
public final class ThumbnailMaker implements Closeable {
  private final Providers providers;
  private final OpenRecording recording;
  private final CachedReader reader;
  private final Track track;
  private final TrackIndex index;
  private final int width;
  private final ThumbsDirectory directory;
  private @Nullable Composition composition;

  /**
   * Prepares a track of an open recording.
   *
   * @param width 16 or more; the picture of an odd one is a pixel less wide
   */
  public ThumbnailMaker(
      Providers providers, OpenRecording recording, CachedReader reader, int trackId, int width)
      throws IOException {
    this.providers = providers;
    this.recording = recording;
    this.reader = reader;
    this.width = width;
    track = reader.info().track(trackId);
    index = reader.index(trackId);
    directory = ThumbsDirectory.of(recording.path());
  }

  ThumbsDirectory directory() {
    return directory;
  }

  /** The key frame whose picture stands for a time. */
  public int keyframe(long timeUs) throws IOException {
    return Gops.keyframeFor(index, track.id(), Gops.shownAt(index, track.id(), timeUs));
  }

  /**
   * The picture of a key frame.
   *
   * @param again whether one that is there already is made again
   */
  public Path of(int key, boolean again) throws IOException {
    Path file = directory.picture(track.id(), index.timeUs(key), width);
    if (again || !ThumbsDirectory.has(file)) {
      directory.put(file, encode(key));
    }
    return file;
  }

  private byte[] encode(int key) throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    new FrameSeeker(reader, track.id(), providers)
        .seek(
            index.timeUs(key),
            frame ->
                composition()
                    .compose(
                        frame.timeUs(),
                        (VideoFrame) frame,
                        small ->
                            StillImage.encode(
                                providers,
                                StillImage.JPEG,
                                (VideoFrame) small,
                                (info, data) -> {
                                  byte[] bytes = new byte[data.remaining()];
                                  data.get(bytes);
                                  jpeg.write(bytes);
                                })));
    return jpeg.toByteArray();
  }

  private Composition composition() throws IOException {
    Composition made = composition;
    if (made == null) {
      VideoFormat recorded = (VideoFormat) track.format();
      Scene small = SceneScale.toWidth(Scene.PLAIN, recorded.width(), recorded.height(), width);
      made = Composition.open(providers, recording, track, small, Quality.FULL, problem -> {});
      composition = made;
    }
    return made;
  }

  @Override
  public void close() throws IOException {
    if (composition != null) {
      composition.close();
    }
  }
}
