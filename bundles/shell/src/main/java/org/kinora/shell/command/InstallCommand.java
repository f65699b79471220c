package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.DeploymentChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts plugins in. */
@Command(
    name = "install",
    description =
        "Copies plugins into the plugins folder and starts them, each in the place of its older"
            + " version. The first one that cannot run ends it; what came before it stays.",
    footer = {"  install ~/Downloads/tape-1.2.0.jar", "  install ./target"})
final class InstallCommand extends KinoraCommand {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A jar, or a directory whose jars shall be installed.")
  String place = "";

  @Override
  int run(Invocation at) throws IOException {
    List<DeploymentChange> changes = new ArrayList<>();
    for (Path jar : jars(at.path(place))) {
      changes.add(at.platform().deployment().install(jar));
    }
    ChangeView.print(at, json, changes);
    return OK;
  }

  private static List<Path> jars(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      List<Path> jars =
          files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no jar in " + place);
      }
      return jars;
    }
  }
}
