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
   * Checks the request, opens the source and starts the work on threads of its own.
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

  /** The jobs that still run. */
  List<ExportJob> running();
}
