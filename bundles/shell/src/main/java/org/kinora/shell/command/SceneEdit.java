package org.kinora.shell.command;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.VideoLayout.Crop;
import org.kinora.scene.VideoLayout.Shadow;
import org.kinora.scene.Zoom;

/** A scene that is being changed, part by part. */
final class SceneEdit {
  private OutputSize output;
  private Background background;
  private VideoLayout video;
  private List<Zoom> zooms;
  private Optional<Pointer> pointer;
  private Optional<Camera> camera;
  private List<Caption> captions;
  private List<Mask> masks;
  private Timeline timeline;

  SceneEdit(Scene base) {
    output = base.output();
    background = base.background();
    video = base.video();
    zooms = base.zooms();
    pointer = base.pointer();
    camera = base.camera();
    captions = base.captions();
    masks = base.masks();
    timeline = base.timeline();
  }

  void output(OutputSize size) {
    output = size;
  }

  void background(Background behind) {
    background = behind;
  }

  void padding(int pixels) {
    video(pixels, video.cornerRadius(), video.shadow(), video.crop());
  }

  void radius(double pixels) {
    video(video.padding(), pixels, video.shadow(), video.crop());
  }

  void shadow(Optional<Shadow> shadow) {
    video(video.padding(), video.cornerRadius(), shadow, video.crop());
  }

  void crop(Optional<Crop> crop) {
    video(video.padding(), video.cornerRadius(), video.shadow(), crop);
  }

  private void video(int padding, double radius, Optional<Shadow> shadow, Optional<Crop> crop) {
    video = new VideoLayout(padding, video.inset(), video.position(), radius, shadow, crop);
  }

  void zooms(Fragments.Additions<Zoom> more) {
    zooms = more.onto(zooms);
    zooms.sort(Comparator.comparingLong(Zoom::startUs));
  }

  void captions(Fragments.Additions<Caption> more) {
    captions = more.onto(captions);
  }

  void masks(Fragments.Additions<Mask> more) {
    masks = more.onto(masks);
  }

  void pointer(Optional<Pointer> shown) {
    pointer = shown;
  }

  void camera(Optional<Camera> shown) {
    camera = shown;
  }

  void timeline(List<Timeline.Part> kept) {
    timeline = new Timeline(kept);
  }

  /**
   * What it has become.
   *
   * @throws MediaException ARGUMENT_INVALID if its parts do not go together
   */
  Scene scene() throws MediaException {
    try {
      return new Scene(
          output, background, video, zooms, pointer, camera, captions, masks, timeline);
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, String.valueOf(e.getMessage()), e);
    }
  }
}
