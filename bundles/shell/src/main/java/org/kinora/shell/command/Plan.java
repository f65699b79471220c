package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a job would do, for {@code --dry-run}. */
final class Plan {
  private final Path target;
  private final boolean force;
  private final Map<String, Object> lines = new LinkedHashMap<>();
  private boolean directory;

  Plan(String action, Object source, Path target, boolean force) {
    this.target = target;
    this.force = force;
    lines.put("action", action);
    lines.put("source", source.toString());
    lines.put("target", target.toString());
  }

  /** Says that files go into the target, which may be there already. */
  Plan intoDirectory() {
    directory = true;
    return this;
  }

  /** Adds a fact. */
  Plan with(String name, Object value) {
    lines.put(name, value instanceof Number ? value : value.toString());
    return this;
  }

  /** Adds facts of one kind, a line each. */
  Plan withAll(String name, List<String> values) {
    lines.put(name, List.copyOf(values));
    return this;
  }

  /** Prints it. */
  void print(Invocation at, boolean json) throws IOException {
    boolean exists = !directory && Files.exists(target);
    if (json) {
      at.json(
          out -> {
            out.writeBooleanField("dryRun", true);
            for (Map.Entry<String, Object> line : lines.entrySet()) {
              if (line.getValue() instanceof List<?> values) {
                String[] texts = values.toArray(String[]::new);
                out.writeFieldName(line.getKey());
                out.writeArray(texts, 0, texts.length);
              } else {
                out.writeObjectField(line.getKey(), line.getValue());
              }
            }
            out.writeBooleanField("targetExists", exists);
            out.writeBooleanField("force", force);
          });
      return;
    }
    at.out().println("nothing is done; without --dry-run:");
    lines.forEach((name, value) -> print(at, name, value));
    if (exists) {
      String fate = force ? "is replaced" : "is there already: the job would refuse";
      at.out().println("  %-10s  the target %s".formatted("note", fate));
    }
  }

  private static void print(Invocation at, String name, Object value) {
    List<?> values = value instanceof List<?> many ? many : List.of(value);
    values.forEach(one -> at.out().println("  %-10s  %s".formatted(name, one)));
  }
}
