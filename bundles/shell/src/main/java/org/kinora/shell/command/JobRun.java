package org.kinora.shell.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.kinora.export.ExportJob;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.JobInfo;
import org.kinora.shell.text.Sizes;
import org.kinora.shell.text.Times;

/** Runs a job to its end and prints what it wrote. */
final class JobRun {
  private static final String COPY = "copy";

  private JobRun() {}

  /**
   * Runs a job. An interrupt of this thread asks it to come to a good end, a second one cancels it.
   *
   * @throws IOException what it failed with; CANCELLED if this thread was interrupted and there is
   *     no good end, after the job has removed what was not whole
   */
  static void run(ExportRequest request, Invocation at, boolean json) throws IOException {
    follow(at.platform().exports().start(request), at, json);
  }

  /** Follows a job that has been started to its end, as {@link #run} does. */
  static void follow(ExportJob job, Invocation at, boolean json) throws IOException {
    ExportResult result = toEnd(job, at);
    if (json) {
      at.json(out -> write(out, result));
    } else {
      print(at, result);
    }
  }

  /** Runs a job as {@link #run} does, and leaves printing to the caller. */
  static ExportResult toEnd(ExportRequest request, Invocation at) throws IOException {
    return toEnd(at.platform().exports().start(request), at);
  }

  private static ExportResult toEnd(ExportJob job, Invocation at) throws IOException {
    ProgressView view = new ProgressView(at);
    try {
      job.onProgress(view);
      return await(job);
    } finally {
      view.end();
    }
  }

  /** Says that a job goes on by itself. */
  static void printStarted(ExportJob job, Invocation at, boolean json) throws IOException {
    JobInfo info = job.info();
    if (json) {
      at.json(out -> JobsCommand.write(out, info));
    } else {
      at.out().println("%s goes on while Kinora runs, into %s".formatted(info.id(), info.target()));
    }
  }

  /** Waits for the end, however often this thread is interrupted. */
  private static ExportResult await(ExportJob job) throws IOException {
    boolean asked = false;
    while (true) {
      try {
        return job.await();
      } catch (InterruptedException e) {
        if (asked) {
          job.cancel();
        } else {
          asked = true;
          job.stop();
        }
      }
    }
  }

  static void print(Invocation at, ExportResult result) {
    at.out().println("wrote  " + result.path());
    result.files().forEach(file -> at.out().println("       " + file));
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
      String made = made(track.encoder());
      at.out()
          .println(
              "       track %d: %s, %d samples, %s"
                  .formatted(track.sourceId(), track.codec(), track.samples(), made));
    }
    result.warnings().forEach(warning -> at.out().println("       warning: " + warning));
  }

  /** What became of a track: its samples were copied, or encoded, or some of each. */
  private static String made(String encoder) {
    if (encoder.equals(COPY)) {
      return "copied";
    }
    return encoder.startsWith(COPY + ", ")
        ? "copied where that was possible, the rest encoded by"
            + encoder.substring(COPY.length() + 1)
        : "encoded by " + encoder;
  }

  static void write(JsonGenerator out, ExportResult result) throws IOException {
    out.writeStringField("path", result.path().toString());
    if (!result.files().isEmpty()) {
      out.writeArrayFieldStart("files");
      for (Path file : result.files()) {
        out.writeString(file.toString());
      }
      out.writeEndArray();
    }
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
