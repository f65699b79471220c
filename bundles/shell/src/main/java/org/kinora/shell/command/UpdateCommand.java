package org.kinora.shell.command;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Replaces a plugin. */
@Command(
    name = "update",
    description = "Replaces a plugin by another version of it, which may be older.",
    footer = {"  update com.example.storage.tape tape-1.1.0.jar"})
final class UpdateCommand extends KinoraCommand {
  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "The symbolic name of a bundle, as 'plugins' lists it.")
  String bundle = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "A jar with that bundle.")
  String file = "";

  @Override
  int run(Invocation at) throws IOException {
    ChangeView.print(at, json, List.of(at.platform().deployment().update(bundle, at.path(file))));
    return OK;
  }
}
