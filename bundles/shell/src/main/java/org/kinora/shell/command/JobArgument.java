package org.kinora.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kinora.export.ExportJob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import picocli.CommandLine.Parameters;

/** The argument that names a job. */
final class JobArgument {
  @Parameters(index = "0", paramLabel = "JOB", description = "A job's id, as 'jobs' lists it.")
  String id = "";

  /** The job, if it runs or waits. */
  Optional<ExportJob> find(Invocation at) throws MediaException {
    return at.platform().exports().running().stream()
        .filter(job -> job.id().equals(id))
        .findFirst();
  }

  /**
   * The job.
   *
   * @throws MediaException ARGUMENT_INVALID if it neither runs nor waits
   */
  ExportJob running(Invocation at) throws MediaException {
    Optional<ExportJob> job = find(at);
    if (job.isPresent()) {
      return job.get();
    }
    List<ExportJob> jobs = at.platform().exports().running();
    String there = jobs.stream().map(ExportJob::id).sorted().collect(Collectors.joining(", "));
    throw new MediaException(
        MediaError.ARGUMENT_INVALID,
        "no job '%s' is at work; %s"
            .formatted(id, there.isEmpty() ? "none is" : "there is " + there));
  }

  /** Says what has been asked of the job. */
  void print(Invocation at, boolean json, String what) throws IOException {
    if (json) {
      at.json(
          out -> {
            out.writeStringField("id", id);
            out.writeStringField("asked", what);
          });
    } else {
      at.out().println(id + ": asked to " + what);
    }
  }
}
