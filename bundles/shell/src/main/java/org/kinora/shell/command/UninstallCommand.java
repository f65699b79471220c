package org.kinora.shell.command;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a plugin out. */
@Command(
    name = "uninstall",
    description = {
      "Stops a plugin and deletes its jars from the plugins folder.",
      "",
      "If Kinora itself holds a version of it, that one comes back."
    },
    footer = {"  uninstall com.example.storage.tape"})
final class UninstallCommand extends KinoraCommand {
  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "The symbolic name of a bundle, as 'deployed' lists it.")
  String bundle = "";

  @Override
  int run(Invocation at) throws IOException {
    ChangeView.print(at, json, List.of(at.platform().deployment().uninstall(bundle)));
    return OK;
  }
}
