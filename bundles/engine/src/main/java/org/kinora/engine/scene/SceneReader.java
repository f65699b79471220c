package org.kinora.engine.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kinora.scene.Background;
import org.kinora.scene.Camera;
import org.kinora.scene.Caption;
import org.kinora.scene.Mask;
import org.kinora.scene.OutputSize;
import org.kinora.scene.OutputSize.Ratio;
import org.kinora.scene.Pointer;
import org.kinora.scene.Scene;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.SceneProblem.Code;
import org.kinora.scene.Timeline;
import org.kinora.scene.VideoLayout;
import org.kinora.scene.Zoom;

/** Makes a scene of a document; {@code docs/formats/scene.md} explains each field. */
final class SceneReader {
  /** The newest version that is known. */
  static final int VERSION = 1;

  private static final String CUSTOM = "custom";
  private static final String SOURCE = "source";

  private final Problems problems = new Problems();

  private SceneReader() {}

  /**
   * What a document says.
   *
   * @param scene empty if anything is wrong with it
   * @param problems in the order of the document
   */
  record Reading(Optional<Scene> scene, List<SceneProblem> problems) {}

  static Reading read(String json) {
    SceneReader reader = new SceneReader();
    Optional<Scene> scene =
        JsonReader.read(json, reader.problems)
            .flatMap(value -> Fields.of(value, reader.problems))
            .flatMap(reader::scene);
    List<SceneProblem> problems = reader.problems.inOrder();
    return new Reading(problems.isEmpty() ? scene : Optional.empty(), problems);
  }

  private Optional<Scene> scene(Fields document) {
    if (isTooNew(document)) {
      return Optional.empty(); // other fields may mean anything
    }
    Optional<OutputSize> output = output(document);
    Optional<Background> background = new BackgroundReader(document).background();
    VideoLayout video = LayoutReader.layout(document);
    List<Zoom> zooms = ZoomReader.zooms(document, problems);
    Optional<Pointer> pointer = document.enabled("cursor").flatMap(OverlayReader::pointer);
    Optional<Camera> camera = document.enabled("camera").flatMap(OverlayReader::camera);
    List<Caption> captions = document.list("captions", OverlayReader::caption).orElseGet(List::of);
    List<Mask> masks = document.list("masks", OverlayReader::mask).orElseGet(List::of);
    Timeline timeline = timeline(document);
    return document.make(
        () ->
            new Scene(
                output.orElse(OutputSize.SOURCE),
                background.orElse(BackgroundReader.USUAL),
                video,
                zooms,
                pointer,
                camera,
                captions,
                masks,
                timeline));
  }

  private boolean isTooNew(Fields document) {
    Json.Place at = document.placeOf("version");
    int version =
        document.whole(
            "version",
            VERSION,
            number -> {
              if (number < 1) {
                throw new IllegalArgumentException("version " + number + "; 1 is the first");
              }
            });
    if (version > VERSION) {
      problems.add(
          Code.WRONG_VERSION, at, "version " + version + "; up to " + VERSION + " is known");
    }
    return version > VERSION;
  }

  private static Optional<OutputSize> output(Fields document) {
    List<String> words =
        Stream.concat(Stream.of(Ratio.values()).map(Ratio::text), Stream.of(CUSTOM, SOURCE))
            .toList();
    String ratio =
        document.word(
            "outputRatio",
            Ratio.WIDE.text(),
            words,
            word -> Optional.of(word).filter(words::contains));
    if (ratio.equals(CUSTOM)) {
      document.require("customWidth");
      document.require("customHeight");
    }
    int width = document.whole("customWidth", 0, pixels -> OutputSize.of(pixels, pixels));
    int height = document.whole("customHeight", 0, pixels -> OutputSize.of(pixels, pixels));
    if (ratio.equals(CUSTOM)) {
      return width > 0 && height > 0 ? Optional.of(OutputSize.of(width, height)) : Optional.empty();
    }
    return Optional.of(Ratio.of(ratio).map(Ratio::size).orElse(OutputSize.SOURCE));
  }

  /** Either the one part of {@code trim} or the parts of {@code segments}. */
  private static Timeline timeline(Fields document) {
    List<Timeline.Part> parts = new ArrayList<>();
    Optional<Fields> trim = document.enabled("trim");
    Optional<List<Timeline.Part>> segments = document.list("segments", SceneReader::part);
    trim.flatMap(fields -> part(fields, 1)).ifPresent(parts::add);
    segments.ifPresent(parts::addAll);
    if (trim.isPresent() && segments.isPresent() && !segments.get().isEmpty()) {
      trim.get().contradiction("trim and segments both say what is kept; switch trim off");
    }
    return new Timeline(parts);
  }

  private static Optional<Timeline.Part> part(Fields segment) {
    double speed =
        segment.number("speed", 1, factor -> new Timeline.Part(0, OptionalLong.empty(), factor));
    return part(segment, speed);
  }

  private static Optional<Timeline.Part> part(Fields fields, double speed) {
    long startUs =
        fields.timeUs("startMs", 0, us -> new Timeline.Part(us, OptionalLong.empty(), 1));
    boolean ends = fields.has("endMs");
    long endUs = fields.timeUs("endMs", 0, us -> {});
    OptionalLong end = ends ? OptionalLong.of(endUs) : OptionalLong.empty();
    return fields.make(() -> new Timeline.Part(startUs, end, speed));
  }
}
