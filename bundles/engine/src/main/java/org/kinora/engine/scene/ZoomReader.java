package org.kinora.engine.scene;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.kinora.scene.Scene;
import org.kinora.scene.SceneProblem.Code;
import org.kinora.scene.Zoom;

/**
 * Reads when the video is enlarged. What an interval leaves out, {@code videoZoom} says for all.
 */
final class ZoomReader {
  /** What neither of them says. */
  private static final Zoom USUAL =
      new Zoom(
          0,
          1,
          1.5,
          0.5,
          0.5,
          Zoom.Space.SOURCE,
          Zoom.Mode.DOLLY,
          Zoom.Easing.SMOOTH,
          300_000,
          false);

  private final Fields all;
  private final Problems problems;

  private ZoomReader(Fields all, Problems problems) {
    this.all = all;
    this.problems = problems;
  }

  /** A zoom with its place, for what can be said only of two of them. */
  private record Placed(Zoom zoom, Json.Place at) {}

  static List<Zoom> zooms(Fields document, Problems problems) {
    return document
        .enabled("videoZoom")
        .map(all -> new ZoomReader(all, problems).zooms())
        .orElseGet(List::of);
  }

  private List<Zoom> zooms() {
    Zoom usual = look(all, USUAL, USUAL.startUs(), USUAL.endUs()).get();
    List<Placed> zooms =
        all.list("intervals", fields -> interval(fields, usual)).orElseGet(List::of).stream()
            .sorted(Comparator.comparingLong(placed -> placed.zoom().startUs()))
            .toList();
    for (int i = 1; i < zooms.size(); i++) {
      checkApart(zooms.get(i - 1), zooms.get(i));
    }
    return all.make(() -> zooms.stream().map(Placed::zoom).toList()).orElseGet(List::of);
  }

  private static Optional<Placed> interval(Fields fields, Zoom usual) {
    fields.require("startMs");
    fields.require("endMs");
    long startUs = fields.timeUs("startMs", 0, us -> {});
    long endUs = fields.timeUs("endMs", 0, us -> {});
    Supplier<Zoom> zoom = look(fields, usual, startUs, endUs);
    return fields.make(() -> new Placed(zoom.get(), fields.at()));
  }

  /** Reads how a zoom looks; it is made when all of it is known to be right. */
  private static Supplier<Zoom> look(Fields fields, Zoom usual, long startUs, long endUs) {
    double scale = fields.number("scale", usual.scale(), factor -> zoom(factor, 0, 0, 0));
    double x = fields.number("focusX", usual.focusX(), part -> zoom(1, part, 0, 0));
    double y = fields.number("focusY", usual.focusY(), part -> zoom(1, 0, part, 0));
    Zoom.Space space = fields.word("focusSpace", usual.space());
    Zoom.Mode mode = fields.word("mode", usual.mode());
    Zoom.Easing easing = fields.word("easing", usual.easing());
    long rampUs = fields.timeUs("transitionDurationMs", usual.rampUs(), us -> zoom(1, 0, 0, us));
    boolean background = fields.flag("syncBackground", usual.zoomsBackground());
    return () -> new Zoom(startUs, endUs, scale, x, y, space, mode, easing, rampUs, background);
  }

  private static Zoom zoom(double scale, double x, double y, long rampUs) {
    return new Zoom(0, 1, scale, x, y, USUAL.space(), USUAL.mode(), USUAL.easing(), rampUs, false);
  }

  private void checkApart(Placed earlier, Placed later) {
    Scene plain = Scene.PLAIN;
    try {
      new Scene(
          plain.output(),
          plain.background(),
          plain.video(),
          List.of(earlier.zoom(), later.zoom()),
          plain.pointer(),
          plain.camera(),
          plain.captions(),
          plain.masks(),
          plain.timeline());
    } catch (IllegalArgumentException e) {
      problems.add(
          Code.CONTRADICTION,
          later.at(),
          "overlaps the interval at %s, ramps included".formatted(earlier.at().pointer()));
    }
  }
}
