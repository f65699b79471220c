package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.scene.Scene;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.Scenes;
import org.kinora.shell.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows, changes and checks the scene of a recording. */
@Command(
    name = "scene",
    description = {
      "Shows, changes, checks or removes what a recording looks like when it is composed.",
      "",
      "show prints the document with every field; set keeps one with the recording, in scene.json"
          + " or <name>.scene.json; validate names all that is wrong with a document; remove takes"
          + " the recording's own away."
    },
    footer = {
      "  scene show rec_1757651534329",
      "  scene set rec_1757651534329 --size 9:16 --background navy --zoom 5..8@2",
      "  scene set rec_1757651534329 --scene ./mine.json",
      "  scene validate ./mine.json",
      "  scene remove rec_1757651534329"
    })
final class SceneCommand extends KinoraCommand {
  @Parameters(index = "0", paramLabel = "ACTION", description = "show, set, validate or remove.")
  String action = "";

  @Parameters(
      index = "1",
      paramLabel = "REC",
      description =
          "A recording's id, or the path of a recording or media file; of validate also"
              + " that of a document.")
  String place = "";

  @Mixin SceneOptions look = new SceneOptions();

  @Override
  int run(Invocation at) throws IOException {
    Path recording = RecordingArgument.resolve(place, at);
    return switch (action) {
      case "show" -> show(recording, at);
      case "set" -> set(recording, at);
      case "validate" -> validate(recording, at);
      case "remove" -> remove(recording, at);
      default ->
          throw new MediaException(
              MediaError.ARGUMENT_INVALID, "'" + action + "' is not show, set, validate or remove");
    };
  }

  /** With the options, if there are any, laid over it. */
  private int show(Path recording, Invocation at) throws IOException {
    Scenes scenes = at.platform().scenes();
    Path file = scenes.file(recording);
    boolean kept = Files.exists(file);
    String document = scenes.format(look.scene(recording, at));
    if (json) {
      at.json(
          out -> {
            out.writeStringField("path", file.toString());
            out.writeBooleanField("kept", kept);
            out.writeFieldName("scene");
            out.writeRawValue(document.strip());
          });
    } else {
      at.out().print(document);
    }
    return OK;
  }

  private int set(Path recording, Invocation at) throws IOException {
    if (!Files.exists(recording)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is nothing at " + recording);
    }
    Scene scene = look.scene(recording, at);
    print(at, "wrote", at.platform().scenes().save(recording, scene));
    return OK;
  }

  private int remove(Path recording, Invocation at) throws IOException {
    Path file = at.platform().scenes().file(recording);
    if (!Files.deleteIfExists(file)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "no scene is kept at " + file);
    }
    print(at, "removed", file);
    return OK;
  }

  private void print(Invocation at, String done, Path file) throws IOException {
    if (json) {
      at.json(out -> out.writeStringField(done, file.toString()));
    } else {
      at.out().println(done + "  " + file);
    }
  }

  private int validate(Path argument, Invocation at) throws IOException {
    Scenes scenes = at.platform().scenes();
    boolean document =
        Files.isRegularFile(argument) && argument.getFileName().toString().endsWith(".json");
    Path file = document ? argument : scenes.file(argument);
    if (!Files.exists(file)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "no scene is kept at " + file);
    }
    List<SceneProblem> problems = scenes.check(Files.readString(file));
    if (json) {
      at.json(out -> write(out, file, problems));
    } else if (problems.isEmpty()) {
      at.out().println("nothing wrong in " + file);
    } else {
      problems.forEach(found -> at.out().println(Printable.of(line(file, found))));
    }
    return problems.isEmpty() ? OK : Failure.USAGE;
  }

  /** As compilers write it, so that editors find the place. */
  private static String line(Path file, SceneProblem found) {
    return "%s:%d:%d: %s%s [%s]"
        .formatted(
            file,
            found.line(),
            found.column(),
            found.place().isEmpty() ? "" : found.place() + ": ",
            found.message(),
            found.code());
  }

  private static void write(JsonGenerator out, Path file, List<SceneProblem> problems)
      throws IOException {
    out.writeStringField("path", file.toString());
    out.writeBooleanField("valid", problems.isEmpty());
    out.writeArrayFieldStart("problems");
    for (SceneProblem found : problems) {
      out.writeStartObject();
      out.writeStringField("code", found.code().name());
      out.writeStringField("place", found.place());
      out.writeNumberField("line", found.line());
      out.writeNumberField("column", found.column());
      out.writeStringField("message", found.message());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
