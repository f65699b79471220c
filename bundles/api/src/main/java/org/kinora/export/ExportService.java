package org.kinora.export;

import java.io.IOException;
import java.util.List;
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

  /** The jobs that still run. */
  List<ExportJob> running();
}
