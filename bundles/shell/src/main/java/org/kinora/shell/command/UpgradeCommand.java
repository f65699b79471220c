package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import org.kinora.export.ExportRequest.Import.Damaged;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.playback.PlaybackSession;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a recording of today of an older one. */
@Command(
    name = "upgrade",
    description = {
      "Copies a recording into a new one in the newest version of a format.",
      "",
      "The old one stays where it is; remove it when you are content. The new one is called"
          + " ID-FORMAT, unless --as says otherwise. Refused where the recording is in that"
          + " version already, unless --force is given."
    },
    footer = {
      "  upgrade rec_1757651534329",
      "  upgrade rec_1757651534329 --to jsonl --as rec_1 --dry-run"
    })
final class UpgradeCommand extends KinoraCommand {
  @Mixin RecordingArgument source = new RecordingArgument();

  @Option(
      names = {"--to", "--format"},
      paramLabel = "FORMAT",
      defaultValue = RecordingCopy.USUAL_FORMAT,
      description = "The storage format; default: ${DEFAULT-VALUE}.")
  String format = "";

  @Mixin RecordingCopy copy = new RecordingCopy();

  @Override
  int run(Invocation at) throws IOException {
    Path from = source.resolve(at);
    Path target = copy.target(from, "-" + format, at);
    try (PlaybackSession session = at.platform().playback().open(from)) {
      if (!copy.force) {
        checkOld(session, at);
      }
      if (copy.dryRun) {
        copy.plan("upgrade", session, target, format, at).print(at, json);
        return OK;
      }
    }
    JobRun.run(copy.request(from, target, format, Damaged.REFUSE), at, json);
    if (!json) {
      at.out().println("       the old recording stays: " + from);
    }
    return OK;
  }

  private void checkOld(PlaybackSession session, Invocation at) throws MediaException {
    String version = String.valueOf(session.formatVersion());
    boolean newest =
        session.format().equals(format)
            && at.platform().plugins().list().stream()
                .filter(p -> p.kind() == Kind.STORAGE && p.name().equals(format))
                .map(UpgradeCommand::written)
                .anyMatch(version::equals);
    if (newest) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "%s is %s version %s already, and none newer is written here; --force copies it anyway"
              .formatted(session.path(), format, version));
    }
  }

  private static String written(PluginInfo plugin) {
    return plugin.properties().getOrDefault("format.writes", "");
  }
}
