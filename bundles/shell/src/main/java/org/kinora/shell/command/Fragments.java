package org.kinora.shell.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.Scenes;
import org.kinora.shell.text.JsonText;
import org.kinora.shell.text.SceneFragments;

/**
 * Reads values of options as pieces of scene documents, so that the shell has no rules of its own.
 */
record Fragments(Scenes scenes) {
  /** Turns the text of an option into the fields of a document. */
  interface Reader {
    /** Reads; throws ARGUMENT_INVALID for what cannot be told apart. */
    Map<String, Object> read(String text) throws MediaException;
  }

  /**
   * What the values of an option add to a list of the scene's.
   *
   * @param replaces whether the scene's own are taken away
   */
  record Additions<T>(boolean replaces, List<T> values) {
    List<T> onto(List<T> own) {
      List<T> all = replaces ? new ArrayList<>() : new ArrayList<>(own);
      all.addAll(values);
      return all;
    }
  }

  /**
   * The scene of a document with these fields alone.
   *
   * @throws MediaException ARGUMENT_INVALID with the option and what is wrong with its value
   */
  Scene read(String option, Object value, Map<String, Object> fields) throws IOException {
    String document = JsonText.of(fields);
    List<SceneProblem> problems = scenes.check(document);
    if (!problems.isEmpty()) {
      String wrong =
          problems.stream().map(SceneProblem::message).distinct().collect(Collectors.joining("; "));
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "%s %s: %s".formatted(option, value, wrong));
    }
    return scenes.parse(document, option);
  }

  /**
   * What the values of one option add; {@link SceneFragments#NONE} takes away what is before it.
   */
  <T> Additions<T> all(
      String option, List<String> texts, Reader reader, Function<Scene, List<T>> list)
      throws IOException {
    boolean replaces = false;
    List<T> values = new ArrayList<>();
    for (String text : texts) {
      if (text.equals(SceneFragments.NONE)) {
        replaces = true;
        values.clear();
      } else {
        values.addAll(list.apply(read(option, text, reader.read(text))));
      }
    }
    return new Additions<>(replaces, values);
  }
}
