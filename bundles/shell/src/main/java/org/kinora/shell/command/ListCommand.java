package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.ArchivedRecording;
import org.kinora.catalog.ArchivedTrack;
import org.kinora.catalog.Catalog;
import org.kinora.catalog.CatalogEntry;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Table;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists recordings: those of the archive from its database, those of another place by looking. */
@Command(
    name = "list",
    description = "Lists the recordings that are kept, or those in a directory.",
    footer = {"  list", "  list --all", "  list ./captures --json"})
final class ListCommand extends KinoraCommand {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX", Locale.ROOT);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "A directory to look into; default: where recordings are kept.")
  @Nullable String directory;

  @Option(names = "--all", description = "List what is kept in directories below, too.")
  boolean all;

  @Override
  int run(Invocation at) throws IOException {
    if (directory == null) {
      listArchive(at);
    } else if (all) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "--all is for what is kept; leave " + directory + " out");
    } else {
      listDirectory(at.path(directory), at);
    }
    return OK;
  }

  private void listArchive(Invocation at) throws IOException {
    Path root = at.platform().catalog().root();
    List<ArchivedRecording> recordings =
        ScanView.fresh(at).recordings().stream()
            .filter(recording -> all || root.equals(recording.path().getParent()))
            .toList();
    if (json) {
      at.json(out -> write(out, root, recordings));
    } else if (recordings.isEmpty()) {
      at.out().println("no recordings in " + root);
    } else {
      print(at, root, recordings);
    }
  }

  private static void print(Invocation at, Path root, List<ArchivedRecording> recordings) {
    Table table =
        new Table("ID", "STREAM", "FORMAT", "STARTED", ">DURATION", ">SIZE", "TRACKS", "STATE");
    for (ArchivedRecording recording : recordings) {
      table.row(
          root.relativize(recording.path()),
          recording.stream(),
          recording.format().isEmpty() ? "?" : recording.format(),
          recording.startedAt().map(ListCommand::date).orElse("-"),
          recording.problem().isPresent() ? "-" : Times.format(recording.durationUs()),
          Sizes.bytes(recording.sizeBytes()),
          recording.tracks().stream().map(ArchivedTrack::codec).collect(Collectors.joining(" ")),
          recording.problem().orElse(state(recording.state())));
    }
    table.print(at.out());
  }

  private static String state(ArchivedRecording.State state) {
    return state == ArchivedRecording.State.UNFINISHED
        ? "not closed by its recorder"
        : state.name().toLowerCase(Locale.ROOT);
  }

  private void listDirectory(Path place, Invocation at) throws IOException {
    if (!Files.isDirectory(place)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + place);
    }
    Catalog catalog = at.platform().catalog();
    List<CatalogEntry> entries = catalog.list(place);
    if (json) {
      at.json(out -> writeEntries(out, place, entries));
    } else if (entries.isEmpty()) {
      at.out().println("no recordings in " + place);
    } else {
      printEntries(at, entries);
    }
  }

  private static void printEntries(Invocation at, List<CatalogEntry> entries) {
    Table table = new Table("ID", "FORMAT", "STARTED", ">DURATION", "TRACKS", "STATE");
    for (CatalogEntry entry : entries) {
      Optional<RecordingInfo> info = entry.info();
      table.row(
          entry.id(),
          entry.format(),
          info.flatMap(RecordingInfo::startedAt).map(ListCommand::date).orElse("-"),
          info.map(ListCommand::duration).orElse("-"),
          info.map(ListCommand::codecs).orElse("-"),
          entry.problem().orElse(info.map(ListCommand::state).orElse("")));
    }
    table.print(at.out());
  }

  static String date(ZonedDateTime time) {
    return DATE.format(time);
  }

  private static String duration(RecordingInfo info) {
    return info.durationUs().isPresent() ? Times.format(info.durationUs().getAsLong()) : "-";
  }

  private static String codecs(RecordingInfo info) {
    return info.tracks().stream()
        .map(track -> track.format().codec())
        .collect(Collectors.joining(" "));
  }

  /** Whether the recorder came to its end, in words. */
  static String state(RecordingInfo info) {
    return info.complete() ? "complete" : "not closed by its recorder";
  }

  private static void write(JsonGenerator out, Path root, List<ArchivedRecording> recordings)
      throws IOException {
    out.writeStringField("directory", root.toString());
    out.writeArrayFieldStart("recordings");
    for (ArchivedRecording recording : recordings) {
      out.writeStartObject();
      out.writeStringField("id", root.relativize(recording.path()).toString());
      out.writeStringField("path", recording.path().toString());
      out.writeStringField("stream", recording.stream());
      out.writeStringField("format", recording.format());
      out.writeStringField("state", recording.state().name().toLowerCase(Locale.ROOT));
      if (recording.problem().isPresent()) {
        out.writeStringField("problem", recording.problem().get());
      }
      if (recording.startedAt().isPresent()) {
        out.writeStringField("startedAt", recording.startedAt().get().toString());
      }
      out.writeNumberField("durationUs", recording.durationUs());
      out.writeNumberField("segments", recording.segments());
      out.writeNumberField("sizeBytes", recording.sizeBytes());
      out.writeNumberField("allocatedBytes", recording.allocatedBytes());
      out.writeStringField("modifiedAt", recording.modifiedAt().toString());
      writeTracks(out, recording.tracks());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeTracks(JsonGenerator out, List<ArchivedTrack> tracks)
      throws IOException {
    out.writeArrayFieldStart("tracks");
    for (ArchivedTrack track : tracks) {
      out.writeStartObject();
      out.writeNumberField("id", track.id());
      out.writeStringField("name", track.name());
      out.writeStringField("kind", track.kind().name().toLowerCase(Locale.ROOT));
      out.writeStringField("codec", track.codec());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeEntries(JsonGenerator out, Path place, List<CatalogEntry> entries)
      throws IOException {
    out.writeStringField("directory", place.toString());
    out.writeArrayFieldStart("recordings");
    for (CatalogEntry entry : entries) {
      out.writeStartObject();
      out.writeStringField("id", entry.id());
      out.writeStringField("path", entry.path().toString());
      out.writeStringField("format", entry.format());
      if (entry.info().isPresent()) {
        InfoCommand.writeInfo(out, entry.info().get());
      }
      if (entry.problem().isPresent()) {
        out.writeStringField("problem", entry.problem().get());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
