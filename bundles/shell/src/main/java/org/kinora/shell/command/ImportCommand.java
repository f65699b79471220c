package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a recording of a file. */
@Command(
    name = "import",
    description = "Copies a media file or recording into a new recording.",
    footer = {"  import ./clip.mp4", "  import ./clip.mp4 --id demo-1 --dry-run"})
final class ImportCommand extends KinoraCommand {
  private static final int ID_MAX = 128;

  @Mixin RecordingArgument source = new RecordingArgument();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The new recording's id; default: after the source's name.")
  @Nullable String id;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description = "The storage format; default: ${DEFAULT-VALUE}.")
  String format = "";

  @Option(names = "--force", description = "Replace a recording that is there.")
  boolean force;

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  boolean dryRun;

  @Override
  int run(Invocation at) throws IOException {
    Path from = source.resolve(at);
    Path target = at.platform().catalog().resolve(id == null ? idAfter(from) : id);
    if (dryRun) {
      try (PlaybackSession session = at.platform().playback().open(from)) {
        new Plan("import", from, target, force)
            .with("format", format)
            .with("tracks", CopyCommand.tracks(session.info()))
            .print(at, json);
      }
      return OK;
    }
    JobRun.run(
        new ExportRequest.Import(
            from, target, format, Map.of(), ExportRequest.Import.Damaged.REFUSE, force),
        at,
        json);
    return OK;
  }

  /** An id made of a file's name: what an id may not hold becomes an underscore. */
  static String idAfter(Path file) {
    String id = baseName(file).replaceAll("[^A-Za-z0-9._-]", "_");
    id = id.substring(0, Math.min(id.length(), ID_MAX));
    return id.matches("\\.{0,2}") ? "recording" : id;
  }

  /** A file's name without its extension. */
  static String baseName(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
