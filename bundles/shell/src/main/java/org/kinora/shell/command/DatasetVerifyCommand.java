package org.kinora.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.media.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a data set. */
@Command(
    name = "verify",
    description = {
      "Checks every rule of a data set's layout, a line for each breach.",
      "",
      "A breach begins with the rule's name; docs/formats says what each rule is. Data sets of others"
          + " are checked as far as they have the same layout."
    },
    exitCodeList = {
      "0:done, no rule is broken",
      "1:failed",
      "2:not understood: a wrong argument or option",
      "3:a rule is broken",
      "130:cancelled"
    },
    footer = {
      "  dataset verify ./set",
      "  dataset verify ./set --json",
      "  dataset verify ./NitroGen/actions --format shards --limit 20"
    })
final class DatasetVerifyCommand extends KinoraCommand {
  /** A rule is broken. */
  static final int BREACHES = 3;

  @Mixin DatasetArgument dataset = new DatasetArgument();
  @Mixin DatasetArgument.Format format = new DatasetArgument.Format();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "2147483647",
      description = "At most so many lines of text, the worst first; default: all.")
  int limit;

  @Override
  int run(Invocation at) throws IOException {
    Path root = dataset.resolve(at);
    List<Fault> found = new ArrayList<>();
    at.platform().datasets().verify(root, format.name(), found::add);
    FaultList faults = new FaultList(found);
    if (json) {
      at.json(
          out -> {
            out.writeStringField("path", root.toString());
            out.writeNumberField("losses", faults.losses());
            out.writeNumberField("warnings", faults.warnings());
            out.writeNumberField("notes", faults.notes());
            faults.write(out);
          });
    } else {
      faults.print(at, limit);
    }
    return faults.losses() + faults.warnings() > 0 ? BREACHES : OK;
  }
}
