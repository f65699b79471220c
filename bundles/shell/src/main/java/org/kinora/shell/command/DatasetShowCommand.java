package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.shell.text.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a piece of a data set. */
@Command(
    name = "show",
    description = "Draws pictures of a piece with what was done in them into one PNG file.",
    footer = {
      "  dataset show ./set rec_1757651534329_chunk_0002",
      "  dataset show ./set rec_1757651534329_chunk_0002 -o sheet.png --most 64"
    })
final class DatasetShowCommand extends KinoraCommand {
  private static final int MOST = 400;

  @Mixin DatasetArgument dataset = new DatasetArgument();

  @Parameters(
      index = "1",
      paramLabel = "PIECE",
      description = "The piece's name, as 'dataset info DIR --pieces' lists them.")
  String piece = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file; default: <piece>.png in the working directory.")
  @Nullable String output;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "25",
      description = "At most so many pictures, 1 to 400; default: ${DEFAULT-VALUE}.")
  int most;

  @Option(names = "--force", description = "Replace a file that is there.")
  boolean force;

  @Override
  int run(Invocation at) throws IOException {
    if (most < 1 || most > MOST) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "--most " + most + ", expected 1 to " + MOST);
    }
    Path target = at.path(output == null ? "./" + piece.replace('/', '_') + ".png" : output);
    at.platform().datasets().draw(dataset.resolve(at), piece, target, most, force);
    long sizeBytes = Files.size(target);
    if (json) {
      at.json(
          out -> {
            out.writeStringField("path", target.toString());
            out.writeStringField("piece", piece);
            out.writeNumberField("sizeBytes", sizeBytes);
          });
    } else {
      at.out().println("wrote  " + target);
      at.out().println("       " + Sizes.bytes(sizeBytes));
    }
    return OK;
  }
}
