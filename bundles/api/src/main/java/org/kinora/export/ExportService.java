package org.kinora.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kinora.media.SalvageReport;
import org.kinora.media.Track;
import org.osgi.annotation.versioning.ProviderType;

/** Starts jobs that write. Safe for many threads. */
@ProviderType
public interface ExportService {
  /**
   * Checks the request, opens the source and starts the work on threads of its own. Composed
   * exports wait for each other: the framework property {@code kinora.export.jobs} says how many
   * work at a time, 1 by default.
   *
   * @return the running job
   * @throws org.kinora.media.MediaException what can be said before any work: the source does not
   *     open, TARGET_EXISTS, PLUGIN_NOT_FOUND, TRACK_NOT_SUPPORTED, ENCODER_NOT_SUPPORTED,
   *     ARGUMENT_INVALID
   */
  ExportJob start(ExportRequest request) throws IOException;

  /**
   * Opens a live source, waits until its tracks are known, and closes it. The codec {@code raw}
   * means what is encoded when it is recorded.
   *
   * @param options for the source
   * @throws org.kinora.media.MediaException as opening it for a {@link ExportRequest.Capture} would
   */
  List<Track> tracks(String source, Map<String, String> options) throws IOException;

  /**
   * Says what {@link ExportRequest.Recover} would save of a file; writes nothing.
   *
   * @throws org.kinora.media.MediaException FORMAT_UNKNOWN; INDEX_NOT_FOUND and others if nothing
   *     can be recovered
   */
  SalvageReport examine(Path file) throws IOException;

  /** The jobs that have not ended: those at work, and those that wait for their turn. */
  List<ExportJob> running();

  /**
   * All jobs of this run of the program, and the composed exports that an earlier run did not end;
   * oldest first.
   */
  List<JobInfo> jobs();

  /**
   * Goes on with a composed export that an earlier run of the program did not end, or that failed
   * and kept what it had made, from the last picture that can be relied on.
   *
   * @param id as {@link #jobs} names it
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID if there is no such job to go on with;
   *     what {@link #start} throws; DATA_RANGE_ERROR if the recording has changed since
   */
  ExportJob resume(String id) throws IOException;

  /**
   * Forgets a job that has ended or was interrupted, with what it had written and did not complete.
   *
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID if there is no such job, or it runs
   */
  void forget(String id) throws IOException;
}
