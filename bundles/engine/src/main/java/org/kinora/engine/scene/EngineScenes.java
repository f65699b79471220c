package org.kinora.engine.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kinora.engine.file.TargetFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.Scenes;
import org.osgi.service.component.annotations.Component;

/** Keeps scenes as JSON documents beside recordings. */
@Component
public final class EngineScenes implements Scenes {
  /** More problems are counted, not told, in one message. */
  private static final int MOST_TOLD = 20;

  @Override
  public Scene parse(String json, String name) throws IOException {
    SceneReader.Reading reading = SceneReader.read(json);
    if (reading.scene().isPresent()) {
      return reading.scene().get();
    }
    throw refusal(name, reading.problems());
  }

  private static MediaException refusal(String name, List<SceneProblem> problems) {
    boolean tooNew =
        problems.stream().anyMatch(found -> found.code() == SceneProblem.Code.WRONG_VERSION);
    int rest = problems.size() - MOST_TOLD;
    String told =
        problems.stream()
            .limit(MOST_TOLD)
            .map(SceneProblem::toString)
            .collect(Collectors.joining("; "));
    return new MediaException(
        tooNew ? MediaError.FORMAT_TOO_NEW : MediaError.SCENE_INVALID,
        name + ": " + told + (rest > 0 ? "; and " + rest + " more" : ""));
  }

  @Override
  public List<SceneProblem> check(String json) {
    return SceneReader.read(json).problems();
  }

  @Override
  public String format(Scene scene) {
    return SceneWriter.write(scene);
  }

  @Override
  public Path file(Path recording) {
    return Files.isDirectory(recording)
        ? recording.resolve(FILE_NAME)
        : recording.resolveSibling(recording.getFileName() + "." + FILE_NAME);
  }

  @Override
  public Optional<Scene> load(Path recording) throws IOException {
    Path file = file(recording);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > 4L * JsonReader.MOST_CHARACTERS) {
      throw new MediaException(
          MediaError.SCENE_INVALID, file + ": " + Files.size(file) + " bytes are no scene");
    }
    try {
      return Optional.of(parse(Files.readString(file), file.toString()));
    } catch (CharacterCodingException e) {
      throw new MediaException(MediaError.SCENE_INVALID, file + ": is not UTF-8", e);
    }
  }

  @Override
  public Path save(Path recording, Scene scene) throws IOException {
    Path file = file(recording);
    TargetFile.write(file, format(scene).getBytes(UTF_8));
    return file;
  }
}
