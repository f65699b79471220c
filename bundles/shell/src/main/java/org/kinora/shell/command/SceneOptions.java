package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.scene.Scenes;
import org.kinora.shell.text.SceneFragments;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Option;

/** The options that say what a composed recording looks like, laid over a scene. */
final class SceneOptions {
  @Option(
      names = "--scene",
      paramLabel = "FILE",
      description =
          "A scene document; default: the one kept with the recording, else the usual look.")
  @Nullable String scene;

  @Option(names = "--plain", description = "Begin with the recorded picture as it is.")
  boolean plain;

  @Option(
      names = "--size",
      paramLabel = "SHAPE",
      description = "1280x720, source, or a shape: 16:9, 9:16, 1:1, 4:5.")
  @Nullable String size;

  @Option(
      names = "--background",
      paramLabel = "BACKGROUND",
      description =
          "A colour, linear(degrees,COLOR,COLOR…), radial(x,y,radius,COLOR,COLOR…),"
              + " conic(x,y,degrees,COLOR,COLOR…), or an image file, with a / or a . in its name.")
  @Nullable String background;

  @Option(
      names = "--padding",
      paramLabel = "PIXELS",
      description = "Least distance from the video to each edge.")
  @Nullable Integer padding;

  @Option(names = "--radius", paramLabel = "PIXELS", description = "Radius of the video's corners.")
  @Nullable Double radius;

  @Option(
      names = "--shadow",
      paramLabel = "X,Y,BLUR,COLOR",
      description = "The video's shadow, in pixels, or none.")
  @Nullable String shadow;

  @Option(
      names = "--crop",
      paramLabel = "X,Y,W,H",
      description = "What is shown of the video: pixels, or 10%%,0,80%%,100%%, or none.")
  @Nullable String crop;

  @Option(
      names = "--zoom",
      paramLabel = "ZOOM",
      description =
          "START..END@SCALE[:x,y][:dolly|anchor][:smooth|linear|punch], x and y from 0 to 1; may"
              + " be repeated; none takes away the scene's own.")
  List<String> zooms = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Keep from there, to the picture; default: from the beginning.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Keep up to there, that moment not included; default: to the end.")
  @Nullable String to;

  @Option(
      names = "--segment",
      paramLabel = "PART",
      description = "Keep START..END[@SPEED]; may be repeated; parts follow each other.")
  List<String> segments = new ArrayList<>();

  @Option(
      names = "--caption",
      paramLabel = "CAPTION",
      description = "START..END[@position]=TEXT, \\n for a new line; may be repeated; or none.")
  List<String> captions = new ArrayList<>();

  @Option(
      names = "--mask",
      paramLabel = "MASK",
      description =
          "Hide START..END@x,y,w,h[:blur|pixelate|cover[:strength]], in percent or parts of the"
              + " video; may be repeated; or none.")
  List<String> masks = new ArrayList<>();

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Draw the recorded pointer: arrow, hand or ring, and :size; or none.")
  @Nullable String cursor;

  @Option(
      names = "--camera",
      paramLabel = "CAMERA",
      description = "Show the camera: position[:rectangle|square|circle[:size]]; or none.")
  @Nullable String camera;

  /**
   * The scene that is meant.
   *
   * @param recording whose own scene is begun with where nothing else is named
   * @throws MediaException ARGUMENT_INVALID for an option; SCENE_INVALID for a document
   */
  Scene scene(Path recording, Invocation at) throws IOException {
    Scenes scenes = at.platform().scenes();
    SceneEdit edit = new SceneEdit(base(recording, scenes, at));
    Fragments fragments = new Fragments(scenes);
    if (size != null) {
      edit.output(fragments.read("--size", size, SceneFragments.size(size)).output());
    }
    if (background != null) {
      Scene read = fragments.read("--background", background, background(background, at));
      edit.background(read.background());
    }
    layout(edit, fragments);
    overlays(edit, fragments);
    timeline(edit, fragments);
    return edit.scene();
  }

  private Scene base(Path recording, Scenes scenes, Invocation at) throws IOException {
    if (scene != null && plain) {
      throw invalid("--plain begins with no scene, --scene with one: name one of them");
    } else if (scene != null) {
      Path file = at.path(scene);
      return scenes.parse(Files.readString(file), file.toString());
    } else if (plain) {
      return Scene.PLAIN;
    }
    return scenes.load(recording).orElse(scenes.parse("{}", "the usual look"));
  }

  /** Colours have neither a slash nor a dot, but for those in brackets. */
  private static Map<String, Object> background(String text, Invocation at) throws MediaException {
    boolean file = text.indexOf('(') < 0 && (text.indexOf('/') >= 0 || text.indexOf('.') >= 0);
    return file
        ? Map.of("type", "image", "image", Map.of("path", at.path(text).toString()))
        : SceneFragments.background(text);
  }

  private void layout(SceneEdit edit, Fragments fragments) throws IOException {
    if (padding != null) {
      Scene read = fragments.read("--padding", padding, Map.of("padding", padding));
      edit.padding(read.video().padding());
    }
    if (radius != null) {
      Scene read = fragments.read("--radius", radius, Map.of("borderRadius", radius));
      edit.radius(read.video().cornerRadius());
    }
    if (shadow != null) {
      edit.shadow(
          fragments.read("--shadow", shadow, SceneFragments.shadow(shadow)).video().shadow());
    }
    if (crop != null) {
      edit.crop(fragments.read("--crop", crop, SceneFragments.crop(crop)).video().crop());
    }
  }

  private void overlays(SceneEdit edit, Fragments fragments) throws IOException {
    edit.zooms(fragments.all("--zoom", zooms, SceneFragments::zoom, Scene::zooms));
    edit.captions(fragments.all("--caption", captions, SceneFragments::caption, Scene::captions));
    edit.masks(fragments.all("--mask", masks, SceneFragments::mask, Scene::masks));
    if (cursor != null) {
      edit.pointer(fragments.read("--cursor", cursor, SceneFragments.cursor(cursor)).pointer());
    }
    if (camera != null) {
      edit.camera(fragments.read("--camera", camera, SceneFragments.camera(camera)).camera());
    }
  }

  private void timeline(SceneEdit edit, Fragments fragments) throws IOException {
    boolean trims = from != null || to != null;
    if (trims && !segments.isEmpty()) {
      throw invalid("--segment says what is kept, and so do --from and --to: name one of them");
    }
    if (trims) {
      Map<String, Object> trim = new LinkedHashMap<>();
      if (from != null) {
        trim.put("startMs", SceneFragments.ms(Times.parse(from)));
      }
      if (to != null) {
        trim.put("endMs", SceneFragments.ms(Times.parse(to)));
      }
      String text = (from == null ? "" : from) + ".." + (to == null ? "" : to);
      edit.timeline(fragments.read("--from, --to", text, Map.of("trim", trim)).timeline().parts());
    }
    if (!segments.isEmpty()) {
      edit.timeline(
          fragments
              .all("--segment", segments, SceneFragments::segment, read -> read.timeline().parts())
              .values());
    }
  }

  private static MediaException invalid(String message) {
    return new MediaException(MediaError.ARGUMENT_INVALID, message);
  }
}
