package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.playback.PlaybackSession;
import picocli.CommandLine.Option;

/** What commands have in common that copy a recording into a new one. */
final class RecordingCopy {
  /** The format of new recordings where nobody names one. */
  static final String USUAL_FORMAT = "reel";

  private static final int ID_MAX = 128;

  @Option(
      names = {"--as", "--id"},
      paramLabel = "ID",
      description = "The new recording's id; default: made of the source's name.")
  @Nullable String id;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the format, as 'formats' lists them; may be repeated.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--force", description = "Replace a recording that is there.")
  boolean force;

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  boolean dryRun;

  /** Where the copy goes: the id that was asked for, or the source's with a suffix. */
  Path target(Path source, String suffix, Invocation at) throws IOException {
    return at.platform().catalog().resolve(id == null ? idAfter(source, suffix) : id);
  }

  /** An id made of a file's name: what an id may not hold becomes an underscore. */
  static String idAfter(Path file, String suffix) {
    String own = baseName(file).replaceAll("[^A-Za-z0-9._-]", "_");
    own = own.substring(0, Math.min(own.length(), ID_MAX - suffix.length()));
    return (own.matches("\\.{0,2}") ? "recording" : own) + suffix;
  }

  /** A file's name without its extension; a directory's name is whole. */
  static String baseName(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && !Files.isDirectory(file) ? name.substring(0, dot) : name;
  }

  ExportRequest.Import request(Path source, Path target, String format, Damaged damaged) {
    return new ExportRequest.Import(source, target, format, settings, damaged, force);
  }

  /** What would be copied, for {@code --dry-run}. */
  Plan plan(String action, PlaybackSession source, Path target, String format, Invocation at)
      throws IOException {
    long samples = 0;
    long sizeBytes = 0;
    for (Track track : source.info().tracks()) {
      TrackIndex index = source.index(track.id());
      samples += index.count();
      for (int i = 0; i < index.count(); i++) {
        sizeBytes += index.size(i);
      }
    }
    Plan plan =
        new Plan(action, source.path(), target, force)
            .with("from", source.format())
            .with("format", format)
            .with("tracks", CopyCommand.tracks(source.info().tracks()))
            .with("samples", samples)
            .with("sizeBytes", sizeBytes)
            .with("freeBytes", usableBytes(target))
            .withAll("loses", FormatsCommand.losses(format, at));
    settings.forEach((name, value) -> plan.with("set " + name, value));
    return plan;
  }

  private static long usableBytes(Path target) throws IOException {
    Path there = target;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }
}
