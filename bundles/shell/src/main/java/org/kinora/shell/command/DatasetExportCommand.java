package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a data set of recordings. */
@Command(
    name = "export",
    description = {
      "Makes a data set of recordings, and says first how each is cut and where it goes.",
      "",
      "Recordings that are in place already are not written again: after an interruption the same"
          + " command goes on where it ended."
    },
    footer = {
      "  dataset export rec_1757651534329 --to ./set --dry-run",
      "  dataset export rec_1757651534329 ./clip.mp4 --to ./set --workers 2",
      "  dataset export ./capture.zip --to ./set --format lerobot --option fps=30"
    })
final class DatasetExportCommand extends KinoraCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "REC",
      description = "Recordings' ids, or the paths of recordings or media files.")
  List<String> recordings = new ArrayList<>();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The data set's directory: new, empty, or that of the same export.")
  String target = "";

  @Option(
      names = "--format",
      paramLabel = "DATASET",
      defaultValue = "shards",
      description = "The data set's format, as 'dataset formats' lists them; default: shards.")
  String format = "";

  @Option(
      names = {"--set", "--option"},
      paramLabel = "KEY=VALUE",
      description = "An option of the format, as 'dataset formats' lists them; may be repeated.")
  Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "So many recordings at a time, 1 to 64; default: ${DEFAULT-VALUE}.")
  int workers;

  @Option(names = "--force", description = "Replace a data set of another export that is there.")
  boolean force;

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  boolean dryRun;

  @Override
  int run(Invocation at) throws IOException {
    ExportRequest.Dataset request = request(at);
    DatasetOutlook outlook =
        new DatasetOutlook(request.target(), at.platform().datasets().plan(request));
    if (dryRun) {
      if (json) {
        at.json(outlook::write);
      } else {
        outlook.print(at);
        at.out().println("nothing was done; without --dry-run it is");
      }
      return OK;
    }
    if (!json) {
      outlook.print(at);
    }
    ExportResult result = toEnd(request, at);
    if (json) {
      at.json(out -> JobRun.write(out, result));
    } else {
      print(at, result);
    }
    return OK;
  }

  private ExportRequest.Dataset request(Invocation at) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String recording : recordings) {
      sources.add(RecordingArgument.resolve(recording, at));
    }
    try {
      return new ExportRequest.Dataset(sources, at.path(target), format, options, workers, force);
    } catch (IllegalArgumentException e) {
      throw new MediaException(MediaError.ARGUMENT_INVALID, "--workers: " + e.getMessage(), e);
    }
  }

  private ExportResult toEnd(ExportRequest.Dataset request, Invocation at) throws IOException {
    try {
      return JobRun.toEnd(request, at);
    } catch (MediaException e) {
      if (!json && e.code() == MediaError.CANCELLED) {
        at.err().println("what is in place stays: the same command goes on from there");
      }
      throw e;
    }
  }

  private static void print(Invocation at, ExportResult result) {
    at.out().println("wrote  " + result.path());
    at.out()
        .println(
            String.format(
                Locale.ROOT,
                "       %s, %s, %.1f x real time (%.2f s)",
                Sizes.bytes(result.sizeBytes()),
                Times.format(result.durationUs()),
                result.speed(),
                result.elapsed().toNanos() / 1e9));
    result.warnings().forEach(warning -> at.out().println("       warning: " + warning));
  }
}
