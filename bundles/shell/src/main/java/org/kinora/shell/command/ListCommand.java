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
import org.kinora.catalog.Catalog;
import org.kinora.catalog.CatalogEntry;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.shell.text.Table;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists recordings. */
@Command(
    name = "list",
    description = "Lists the recordings and media files in a directory.",
    footer = {"  list", "  list ./captures --json"})
final class ListCommand extends KinoraCommand {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX", Locale.ROOT);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The directory; default: where recordings are kept.")
  @Nullable String directory;

  @Override
  int run(Invocation at) throws IOException {
    Catalog catalog = at.platform().catalog();
    Path place = directory == null ? catalog.root() : at.path(directory);
    if (directory != null && !Files.isDirectory(place)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + place);
    }
    List<CatalogEntry> entries = catalog.list(place);
    if (json) {
      at.json(out -> write(out, place, entries));
    } else if (entries.isEmpty()) {
      at.out().println("no recordings in " + place);
    } else {
      print(at, entries);
    }
    return OK;
  }

  private static void print(Invocation at, List<CatalogEntry> entries) {
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

  private static void write(JsonGenerator out, Path place, List<CatalogEntry> entries)
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
