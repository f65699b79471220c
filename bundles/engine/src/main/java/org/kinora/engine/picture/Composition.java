package org.kinora.engine.picture;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.kinora.engine.file.Resources;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.media.FrameSink;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * A scene over one recording, the same for a preview and for an export: the preferred compositor,
 * given what was recorded at each time. One thread at a time.
 */
public final class Composition implements Closeable {
  private final Resources resources = new Resources();
  private final SceneSources sources;
  private final Compositor compositor;

  private Composition(
      Providers providers,
      OpenRecording recording,
      Track screen,
      Scene scene,
      Quality quality,
      Consumer<String> warnings,
      boolean ownsRecording)
      throws IOException {
    if (ownsRecording) {
      resources.add(recording);
    }
    try {
      CompositorFactory factory = providers.compositor().service();
      List<String> unsupported = factory.unsupported(scene);
      if (!unsupported.isEmpty()) {
        warnings.accept("the compositor does not draw " + String.join(", ", unsupported));
      }
      sources =
          resources.add(
              SceneSources.open(providers, recording.reader(), screen.id(), scene, warnings));
      compositor =
          resources.add(
              factory.create(
                  new CompositorSettings(
                      scene,
                      (VideoFormat) screen.format(),
                      quality,
                      new ImageFiles(providers, recording.path()))));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * Prepares a scene.
   *
   * @param recording stays the caller's; its reader is used by nobody else during a call
   * @param screen the track that is composed
   * @param warnings is told what of the scene is not shown
   * @throws org.kinora.media.MediaException PLUGIN_NOT_FOUND; what the compositor throws
   */
  public static Composition open(
      Providers providers,
      OpenRecording recording,
      Track screen,
      Scene scene,
      Quality quality,
      Consumer<String> warnings)
      throws IOException {
    return new Composition(providers, recording, screen, scene, quality, warnings, false);
  }

  /** The same for a recording that others read meanwhile; it is opened again where that matters. */
  public static Composition beside(
      Providers providers,
      OpenRecording recording,
      Track screen,
      Scene scene,
      Quality quality,
      Consumer<String> warnings)
      throws IOException {
    return SceneSources.isNeeded(scene)
        ? new Composition(
            providers,
            OpenRecording.open(providers, recording.path()),
            screen,
            scene,
            quality,
            warnings,
            true)
        : open(providers, recording, screen, scene, quality, warnings);
  }

  /** Size and colour of what it makes. */
  public VideoFormat output() {
    return compositor.output();
  }

  /**
   * Composes one picture.
   *
   * @param timeUs the time in the recording
   * @param screen the picture that the screen showed then; what comes out has its time
   */
  public void compose(long timeUs, VideoFrame screen, FrameSink sink) throws IOException {
    compositor.compose(sources.at(timeUs, screen), sink);
  }

  /** The same into a canvas of the caller's, where the compositor can. */
  void compose(long timeUs, VideoFrame screen, VideoFrame canvas, FrameSink sink)
      throws IOException {
    compositor.compose(sources.at(timeUs, screen), canvas, sink);
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
