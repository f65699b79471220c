package org.kinora.spi.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.kinora.media.FaultSink;
import org.kinora.media.Gops;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.TrackIndex;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One opened recording. One thread at a time; its indexes may be used by many. A call during
 * another thread's is refused with INTERNAL_ERROR and leaves that one undisturbed; a sink may ask
 * the reader that calls it. After {@link #close} what reads samples ({@link #read}, {@link
 * #readGop}, {@link #verify}) fails with CLOSED; closing again does nothing.
 */
@ConsumerType
public interface RecordingReader extends Closeable {
  /**
   * What the recording says of itself, and what the format knows better. Never touches the disk.
   */
  RecordingInfo info();

  /**
   * The samples of one track; none for a track of {@link #info} of which no sample can be read. May
   * read the disk at the first call.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, INDEX_PARSE_ERROR
   */
  TrackIndex index(int trackId) throws IOException;

  /**
   * Hands the samples of a range to the sink, in decode order, with one disk read for each
   * contiguous run (bounded by the format's buffer). Blocks on the disk.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, CLOSED, DATA_RANGE_ERROR for a sample
   *     that is not there or is damaged; those before it in the range have been handed over, those
   *     behind it can be asked for
   * @throws IOException also what the sink throws, unchanged; the reader stays usable
   */
  void read(SampleRange range, SampleSink sink) throws IOException;

  /**
   * Hands over, in decode order, the samples of the group of pictures that shows {@code timeUs}:
   * from its key frame to the last sample before the next one. Times before the first sample mean
   * the first. A format that can find them without loading its index overrides this: it is how the
   * first picture of a long recording comes at once.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, CLOSED, DATA_RANGE_ERROR if the track
   *     has no key frame at or before that time
   */
  default void readGop(int trackId, long timeUs, SampleSink sink) throws IOException {
    read(Gops.at(index(trackId), trackId, timeUs), sink);
  }

  /**
   * The pieces that the recording is stored in, oldest first, where pieces may be removed from the
   * front and the rest still opens. Empty for a format that can only be kept or removed as a whole.
   * May read the disk at the first call.
   */
  default List<Segment> segments() throws IOException {
    return List.of();
  }

  /**
   * Names every deviation from the format that reading this recording met, and checks what opening
   * does not. Reads the whole recording; changes nothing.
   *
   * @throws org.kinora.media.MediaException CLOSED
   */
  void verify(FaultSink faults) throws IOException;
}
