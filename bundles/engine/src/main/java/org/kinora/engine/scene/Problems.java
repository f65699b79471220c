package org.kinora.engine.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.SceneProblem.Code;

/** What was found wrong with a document so far. */
final class Problems {
  private final List<SceneProblem> found = new ArrayList<>();

  void add(Code code, Json.Place at, String message) {
    found.add(new SceneProblem(code, at.pointer(), at.line(), at.column(), message));
  }

  int count() {
    return found.size();
  }

  /** All of them, in the order of the document. */
  List<SceneProblem> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(SceneProblem::line).thenComparing(SceneProblem::column))
        .toList();
  }
}
