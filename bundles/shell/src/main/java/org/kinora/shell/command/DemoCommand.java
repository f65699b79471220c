package org.kinora.shell.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.CatalogEntry;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import picocli.CommandLine.Command;

/** Shows what Kinora does by doing it to the example recordings. */
@Command(
    name = "demo",
    description = "Runs the other commands on the example recordings.",
    footer = {"  demo", "  demo --json"})
final class DemoCommand extends KinoraCommand {
  private static final String EXAMPLES = "examples/recordings";
  private static final String EXACT_TIME = "0:07.250";
  private static final String SMALL = "1280x720";

  /** A command with its arguments. */
  private record Step(String command, List<String> arguments) {
    static Step of(String command, Object... arguments) {
      return new Step(command, Stream.of(arguments).map(Object::toString).toList());
    }

    @Override
    public String toString() {
      return command + " " + String.join(" ", arguments);
    }
  }

  /** What became of a step; the document is empty unless JSON is asked for. */
  private record Done(Step step, int exitCode, String document) {}

  @Override
  int run(Invocation at) throws IOException {
    Path examples = examples(at);
    List<CatalogEntry> entries = at.platform().catalog().list(examples);
    Path h264 = withCodec("h264", examples, entries);
    Path vp9 = withCodec("vp9", examples, entries);
    Files.createDirectories(h264.resolve("exports"));
    List<Done> done = new ArrayList<>();
    for (Step step : steps(examples, h264, vp9)) {
      done.add(json ? quietly(step, at) : aloud(step, at));
      if (last(done).exitCode() == Failure.CANCELLED) {
        break;
      }
    }
    int exitCode = done.stream().mapToInt(Done::exitCode).max().orElse(OK);
    if (json) {
      writeAll(at, done);
    } else {
      long failed = done.stream().filter(step -> step.exitCode() != OK).count();
      at.out().println(failed == 0 ? "demo: all done" : "demo: " + failed + " steps failed");
    }
    return exitCode;
  }

  /** In a source tree the distribution lies below it, so the examples are looked for upwards. */
  private static Path examples(Invocation at) throws MediaException {
    @Nullable Path home = at.platform().home().orElse(null);
    for (Path place = home; place != null; place = place.getParent()) {
      Path examples = place.resolve(EXAMPLES);
      if (Files.isDirectory(examples)) {
        return examples;
      }
    }
    throw new MediaException(
        MediaError.DIR_NOT_FOUND,
        home == null
            ? "the examples are not there: the property kinora.home is not set"
            : "the examples are not there: no %s in %s or above".formatted(EXAMPLES, home));
  }

  private static List<Step> steps(Path examples, Path h264, Path vp9) {
    Path exports = h264.resolve("exports");
    return List.of(
        Step.of("list", examples),
        Step.of("info", h264),
        Step.of("frames", h264, "--keyframes"),
        Step.of("seek", h264, EXACT_TIME, "--output", exports.resolve("picture.png"), "--force"),
        Step.of("copy", h264, "--output", exports.resolve("copy.mp4"), "--force"),
        Step.of("copy", vp9, "--output", vp9.resolve("exports/copy.webm"), "--force"),
        Step.of(
            "export",
            h264,
            "--output",
            exports.resolve("composed.webm"),
            "--size",
            SMALL,
            "--force"),
        Step.of(
            "export",
            h264,
            "--output",
            exports.resolve("composed.mp4"),
            "--size",
            SMALL,
            "--force"));
  }

  private static Path withCodec(String codec, Path examples, List<CatalogEntry> entries)
      throws MediaException {
    for (CatalogEntry entry : entries) {
      Optional<Track> video = entry.info().flatMap(RecordingInfo::firstVideo);
      if (Files.isDirectory(entry.path())
          && entry.info().map(RecordingInfo::complete).orElse(false)
          && video.map(track -> track.format().codec().equals(codec)).orElse(false)) {
        return entry.path();
      }
    }
    throw new MediaException(
        MediaError.DIR_NOT_FOUND, "no complete recording of " + codec + " in " + examples);
  }

  private static Done aloud(Step step, Invocation at) {
    at.out().println("> " + step);
    int exitCode = CommandRunner.run(step.command(), step.arguments(), at);
    at.out().println();
    return new Done(step, exitCode, "");
  }

  private static Done quietly(Step step, Invocation at) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(step.arguments());
    arguments.add("--json");
    PrintStream out = new PrintStream(document, false, StandardCharsets.UTF_8);
    int exitCode = CommandRunner.run(step.command(), arguments, at.withOut(out));
    return new Done(step, exitCode, document.toString(StandardCharsets.UTF_8).strip());
  }

  private static Done last(List<Done> done) {
    return done.get(done.size() - 1);
  }

  private static void writeAll(Invocation at, List<Done> done) throws IOException {
    at.json(
        out -> {
          out.writeArrayFieldStart("steps");
          for (Done step : done) {
            out.writeStartObject();
            out.writeStringField("command", step.step().toString());
            out.writeNumberField("exitCode", step.exitCode());
            out.writeFieldName("result");
            out.writeRawValue(step.document());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }
}
