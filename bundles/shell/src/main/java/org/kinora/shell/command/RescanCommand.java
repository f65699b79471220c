package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.kinora.catalog.RescanReport;
import org.kinora.shell.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the archive's database up to date. */
@Command(
    name = "rescan",
    description = "Compares the database of recordings with the disk and mends it.",
    footer = {"  rescan", "  rescan --everything --json"})
final class RescanCommand extends KinoraCommand {
  @Option(
      names = "--everything",
      description = "Open recordings too whose files have not changed, as after a plugin's update.")
  boolean everything;

  @Override
  int run(Invocation at) throws IOException {
    RescanReport report = ScanView.rescan(at.platform().archive(), everything, at);
    if (json) {
      at.json(out -> write(out, report));
    } else {
      print(at, "added", report.added());
      print(at, "changed", report.changed());
      print(at, "gone", report.gone());
      print(at, "broken", report.broken());
      at.out()
          .println(
              "%d added, %d changed, %d gone, %d broken, %d unchanged"
                  .formatted(
                      report.added().size(),
                      report.changed().size(),
                      report.gone().size(),
                      report.broken().size(),
                      report.unchanged()));
    }
    return OK;
  }

  private static void print(Invocation at, String what, List<Path> paths) {
    paths.forEach(path -> at.out().println("%-8s  %s".formatted(what, Printable.of(path + ""))));
  }

  private static void write(JsonGenerator out, RescanReport report) throws IOException {
    write(out, "added", report.added());
    write(out, "changed", report.changed());
    write(out, "gone", report.gone());
    write(out, "broken", report.broken());
    out.writeNumberField("unchanged", report.unchanged());
  }

  /** Writes paths. */
  static void write(JsonGenerator out, String name, List<Path> paths) throws IOException {
    out.writeArrayFieldStart(name);
    for (Path path : paths) {
      out.writeString(path.toString());
    }
    out.writeEndArray();
  }
}
