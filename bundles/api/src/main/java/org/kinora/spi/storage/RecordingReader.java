package org.kinora.spi.storage;

import java.io.Closeable;
import java.io.IOException;
import org.kinora.media.FaultSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.osgi.annotation.versioning.ConsumerType;

/** One opened recording. One thread at a time; its indexes may be used by many. */
@ConsumerType
public interface RecordingReader extends Closeable {
  /**
   * What the recording says of itself, and what the format knows better. Never touches the disk.
   */
  RecordingInfo info();

  /**
   * The samples of one track. May read the disk at the first call.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, INDEX_PARSE_ERROR
   */
  TrackIndex index(int trackId) throws IOException;

  /**
   * Hands the samples of a range to the sink, in decode order, with one disk read for each
   * contiguous run (bounded by the format's buffer). Blocks on the disk.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, DATA_RANGE_ERROR for samples that are
   *     not there, CLOSED
   * @throws IOException also what the sink throws, unchanged; the reader stays usable
   */
  void read(SampleRange range, SampleSink sink) throws IOException;

  /**
   * Names every deviation from the format that reading this recording met, and checks what opening
   * does not. Reads the whole recording; changes nothing.
   */
  void verify(FaultSink faults) throws IOException;
}
