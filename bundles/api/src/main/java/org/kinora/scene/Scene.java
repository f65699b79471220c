package org.kinora.scene;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a recording is composed: the picture, from back to front, and the time.
 *
 * <p>The background fills the output. On it lies the video: a crop of the recorded picture, scaled
 * without distortion to fit within the padding, its corners rounded, its shadow behind it, with the
 * masks and the pointer drawn onto it; zooms enlarge all of that. The camera's picture and the
 * captions lie on top and are not zoomed. All times are the recording's own, all lengths pixels of
 * the output, unless stated otherwise.
 *
 * @param output the size of the composed picture
 * @param background what lies behind the video
 * @param video how the recorded picture is placed
 * @param zooms when the video is enlarged; ramps included, in order of time without overlap
 * @param pointer how the recorded pointer is drawn; absent where it is not
 * @param camera where the camera's picture goes; absent where it is not shown
 * @param captions texts, back to front
 * @param masks what is hidden
 * @param timeline which parts are kept
 */
public record Scene(
    OutputSize output,
    Background background,
    VideoLayout video,
    List<Zoom> zooms,
    Optional<Pointer> pointer,
    Optional<Camera> camera,
    List<Caption> captions,
    List<Mask> masks,
    Timeline timeline) {
  /** The recorded picture as it is, from beginning to end. */
  public static final Scene PLAIN =
      new Scene(
          OutputSize.SOURCE,
          new Background.Solid(0xFF000000),
          VideoLayout.PLAIN,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Timeline.ALL);

  /** Copies the lists and checks that zooms do not overlap. */
  public Scene {
    Objects.requireNonNull(output);
    Objects.requireNonNull(background);
    Objects.requireNonNull(video);
    zooms = List.copyOf(zooms);
    Objects.requireNonNull(pointer);
    Objects.requireNonNull(camera);
    captions = List.copyOf(captions);
    masks = List.copyOf(masks);
    Objects.requireNonNull(timeline);
    for (int i = 1; i < zooms.size(); i++) {
      if (zooms.get(i).beginUs() < zooms.get(i - 1).endUsWithRamp()) {
        throw new IllegalArgumentException(
            "zoom %d begins at %d us, its ramp included, before zoom %d ends at %d us"
                .formatted(i, zooms.get(i).beginUs(), i - 1, zooms.get(i - 1).endUsWithRamp()));
      }
    }
  }

  /** This look with other parts kept. */
  public Scene with(Timeline kept) {
    return new Scene(output, background, video, zooms, pointer, camera, captions, masks, kept);
  }

  /** This scene at another size. */
  public Scene with(OutputSize size) {
    return new Scene(size, background, video, zooms, pointer, camera, captions, masks, timeline);
  }
}
