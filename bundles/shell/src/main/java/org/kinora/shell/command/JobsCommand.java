package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.kinora.export.JobInfo;
import org.kinora.export.JobInfo.State;
import org.kinora.export.Progress;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
    name = "jobs",
    description = {
      "Lists jobs that run, wait, failed, or were interrupted when Kinora ended.",
      "",
      "Gogo's own command for what runs behind & is gogo:jobs."
    },
    footer = {"  jobs", "  jobs --all --json", "  resume export-1"})
final class JobsCommand extends KinoraCommand {
  private static final Set<State> PAST = Set.of(State.DONE, State.CANCELLED);

  @Option(names = "--all", description = "Also those that are done or were cancelled.")
  boolean all;

  @Override
  int run(Invocation at) throws IOException {
    List<JobInfo> jobs =
        at.platform().exports().jobs().stream()
            .filter(job -> all || !PAST.contains(job.state()))
            .toList();
    if (json) {
      at.json(
          out -> {
            out.writeArrayFieldStart("jobs");
            for (JobInfo job : jobs) {
              out.writeStartObject();
              write(out, job);
              out.writeEndObject();
            }
            out.writeEndArray();
          });
    } else if (jobs.isEmpty()) {
      at.out().println("no jobs");
    } else {
      print(at, jobs);
    }
    return OK;
  }

  private static void print(Invocation at, List<JobInfo> jobs) {
    Table table = new Table("ID", "STATE", ">DONE", ">SAMPLES", ">BYTES", "TARGET");
    for (JobInfo job : jobs) {
      Progress progress = job.progress();
      table.row(
          job.id(),
          word(job.state()),
          (int) (progress.fraction() * 100) + " %",
          progress.samples(),
          Sizes.bytes(progress.bytes()),
          job.target() + job.failure().map(why -> "  " + why).orElse(""));
    }
    table.print(at.out());
  }

  static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Writes all that is known of a job. */
  static void write(JsonGenerator out, JobInfo job) throws IOException {
    Progress progress = job.progress();
    out.writeStringField("id", job.id());
    out.writeStringField("kind", job.kind());
    out.writeStringField("state", word(job.state()));
    out.writeStringField("source", job.source());
    out.writeStringField("target", job.target().toString());
    out.writeStringField("startedAt", job.startedAt().toString());
    out.writeStringField("stage", progress.stage().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("fraction", progress.fraction());
    out.writeNumberField("timeUs", progress.timeUs());
    out.writeNumberField("totalUs", progress.totalUs());
    out.writeNumberField("samples", progress.samples());
    out.writeNumberField("bytes", progress.bytes());
    out.writeNumberField("speed", progress.speed());
    out.writeNumberField("elapsedMs", progress.elapsed().toMillis());
    if (progress.remaining().isPresent()) {
      out.writeNumberField("remainingMs", progress.remaining().get().toMillis());
    }
    if (job.failure().isPresent()) {
      out.writeStringField("failure", job.failure().get());
    }
  }
}
