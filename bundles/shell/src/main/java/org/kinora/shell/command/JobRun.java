package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;

/** Runs a job to its end and prints what it wrote. */
final class JobRun {
  private JobRun() {}

  /**
   * Runs a job.
   *
   * @throws IOException what it failed with; CANCELLED if this thread was interrupted, after the
   *     job has ended and removed what was not whole
   */
  static void run(ExportRequest request, Invocation at, boolean json) throws IOException {
    ProgressView view = new ProgressView(at);
    ExportResult result;
    ExportJob job = at.platform().exports().start(request);
    try {
      job.onProgress(view);
      result = await(job);
    } finally {
      view.end();
    }
    if (json) {
      at.json(out -> write(out, result));
    } else {
      print(at, result);
    }
  }

  /** Waits for the end; an interrupt asks the job to stop, and the wait goes on. */
  private static ExportResult await(ExportJob job) throws IOException {
    while (true) {
      try {
        return job.await();
      } catch (InterruptedException e) {
        job.cancel();
      }
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
    for (TrackResult track : result.tracks()) {
      String made = track.encoder().equals("copy") ? "copied" : "encoded by " + track.encoder();
      at.out()
          .println(
              "       track %d: %s, %d samples, %s"
                  .formatted(track.sourceId(), track.codec(), track.samples(), made));
    }
    result.warnings().forEach(warning -> at.out().println("       warning: " + warning));
  }

  private static void write(JsonGenerator out, ExportResult result) throws IOException {
    out.writeStringField("path", result.path().toString());
    out.writeStringField("container", result.container());
    out.writeNumberField("sizeBytes", result.sizeBytes());
    out.writeNumberField("durationUs", result.durationUs());
    out.writeNumberField("elapsedMs", result.elapsed().toMillis());
    out.writeNumberField("speed", result.speed());
    out.writeArrayFieldStart("tracks");
    for (TrackResult track : result.tracks()) {
      out.writeStartObject();
      out.writeNumberField("sourceId", track.sourceId());
      out.writeStringField("codec", track.codec());
      out.writeStringField("encoder", track.encoder());
      out.writeNumberField("samples", track.samples());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("warnings");
    for (String warning : result.warnings()) {
      out.writeString(warning);
    }
    out.writeEndArray();
  }
}
