package org.kinora.engine.picture;

import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.VideoLayout;

/** Makes a scene that looks the same at another size: every length in output pixels is scaled. */
public final class SceneScale {
  private static final int LEAST_SIDE = 16;

  private final double factor;

  private SceneScale(double factor) {
    this.factor = factor;
  }

  /**
   * Scales a scene to a width; the height follows.
   *
   * @param width of the scene's output
   * @param height of the scene's output
   * @param wantedWidth 16 or more; an odd one is made even
   */
  public static Scene toWidth(Scene scene, int width, int height, int wantedWidth) {
    int wide = wantedWidth / 2 * 2;
    int high = (int) Math.round((double) wide * height / width / 2) * 2;
    Scene scaled = new SceneScale((double) wide / width).apply(scene);
    return scaled.with(OutputSize.of(wide, Math.max(LEAST_SIDE, high)));
  }

  private Scene apply(Scene scene) {
    return new Scene(
        scene.output(),
        scene.background() instanceof Background.Image image ? image(image) : scene.background(),
        video(scene.video()),
        scene.zooms(),
        scene.pointer().map(this::pointer),
        scene.camera().map(this::camera),
        scene.captions().stream().map(this::caption).toList(),
        scene.masks(),
        scene.timeline());
  }

  private Background image(Background.Image image) {
    return new Background.Image(
        image.path(),
        image.fit(),
        image.anchor(),
        image.opacity(),
        image.blur() * factor,
        image.scale(),
        image.offsetX(),
        image.offsetY());
  }

  private VideoLayout video(VideoLayout video) {
    return new VideoLayout(
        whole(video.padding()),
        whole(video.inset()),
        video.position(),
        video.cornerRadius() * factor,
        video
            .shadow()
            .map(
                shadow ->
                    new VideoLayout.Shadow(
                        shadow.offsetX() * factor,
                        shadow.offsetY() * factor,
                        shadow.blur() * factor,
                        shadow.argb())),
        video.crop());
  }

  private Pointer pointer(Pointer pointer) {
    return new Pointer(
        pointer.shape(),
        Math.max(4, pointer.size() * factor),
        pointer.highlight() * factor,
        pointer.highlightArgb(),
        pointer.idleUs());
  }

  private Camera camera(Camera camera) {
    return new Camera(
        camera.anchor(),
        whole(camera.margin()),
        camera.size(),
        camera.shape(),
        camera.cornerRadius() * factor,
        camera.mirrored());
  }

  private Caption caption(Caption caption) {
    return new Caption(
        caption.startUs(),
        caption.endUs(),
        caption.text(),
        caption.anchor(),
        whole(caption.margin()),
        Math.max(4, caption.size() * factor),
        caption.argb(),
        caption.boxArgb());
  }

  private int whole(int pixels) {
    return (int) Math.round(pixels * factor);
  }
}
