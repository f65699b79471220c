package org.kinora.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and writes scenes as JSON; the schema is {@code docs/formats/scene.schema.json}. Safe for
 * many threads.
 */
@ProviderType
public interface Scenes {
  /** The file beside a recording's own that holds its scene. */
  String FILE_NAME = "scene.json";

  /**
   * Makes a scene of a document.
   *
   * @param json the document; fields that are left out have their defaults
   * @param name how the document is called in messages, such as its path
   * @throws org.kinora.media.MediaException SCENE_INVALID with each problem and its place;
   *     FORMAT_TOO_NEW for a version that is not known yet
   */
  Scene parse(String json, String name) throws IOException;

  /** Finds everything that is wrong with a document; empty if {@link #parse} would take it. */
  List<SceneProblem> check(String json);

  /** The document of a scene, with every field, such that {@link #parse} gives an equal scene. */
  String format(Scene scene);

  /**
   * Where the scene of a recording is kept, whether there is one or not: {@value #FILE_NAME} in its
   * directory, or {@code <name>.scene.json} beside a file, whose whole name it begins with.
   */
  Path file(Path recording);

  /**
   * Reads the scene kept with a recording.
   *
   * @return empty if there is none
   * @throws org.kinora.media.MediaException as {@link #parse}
   */
  Optional<Scene> load(Path recording) throws IOException;

  /**
   * Keeps a scene with a recording, in place of the one kept before; in one step.
   *
   * @return where it was written
   * @throws org.kinora.media.MediaException IO_ERROR; the one kept before is whole then
   */
  Path save(Path recording, Scene scene) throws IOException;
}
