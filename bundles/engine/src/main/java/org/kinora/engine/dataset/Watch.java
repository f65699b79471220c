package org.kinora.engine.dataset;

import org.kinora.media.MediaException;

/** Is told how far the work on a recording is, and ends it if somebody asked for that. */
interface Watch {
  /** Nobody asks. */
  Watch NONE =
      new Watch() {
        @Override
        public void at(long timeUs) {}

        @Override
        public void wrote(int sizeBytes) {}
      };

  /**
   * The work has come to a time of the recording.
   *
   * @throws MediaException CANCELLED
   */
  void at(long timeUs) throws MediaException;

  /** A sample went into a file. */
  void wrote(int sizeBytes);
}
