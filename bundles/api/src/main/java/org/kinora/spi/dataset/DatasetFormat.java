package org.kinora.spi.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes and checks data sets of one layout. A stateless service, safe for many threads; register
 * it with {@link DatasetType}.
 *
 * <p>An export is {@link #plan}, then {@link #write} for each unit in any order and on many
 * threads, then {@link #complete}. It may be interrupted at any moment and is resumed with the same
 * plan; units that are in place are not written again. Hence all of them are functions: the same
 * recordings and options give the same bytes, without clocks, random numbers or the order in which
 * units were written.
 *
 * <p>Files are written below a directory that is empty and belongs to the call alone. Their paths
 * below it are their paths below the data set's root, where the caller puts them when the call has
 * returned. Two units never write the same path. The directory {@code .kinora} in the root is the
 * caller's and no part of the data set.
 */
@ConsumerType
public interface DatasetFormat {
  /**
   * Decides how recordings are cut and where they go. Reads what it needs, writes nothing.
   *
   * @param recordings in the order in which they were named; they stay the caller's, who keeps only
   *     a few open at a time: an index is valid until eight other recordings were asked for
   *     something
   * @param options by name; unknown ones are refused
   * @throws org.kinora.media.MediaException ARGUMENT_INVALID for an option that is unknown or does
   *     not suit; ID_INVALID for a recording whose id cannot be a file's name; ARGUMENT_INVALID for
   *     recordings that cannot be in one data set, such as two of one id
   */
  DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException;

  /**
   * Writes what one recording adds to the data set.
   *
   * @param unit one of the plan's units
   * @param recording its recording; stays the caller's
   * @param directory empty
   * @return what {@link #complete} needs to know of it, as text of the format's own; it is kept by
   *     the caller, also over a restart
   * @throws IOException what the recording throws, unchanged; what was written is discarded then
   */
  String write(DatasetPlan plan, DatasetPlan.Unit unit, RecordingSource recording, Path directory)
      throws IOException;

  /**
   * Writes what is about the data set as a whole, once all units are in place.
   *
   * @param reports what {@link #write} returned, in the order of the plan's units
   * @param root where the units' files are; only read
   * @param directory empty
   * @throws IOException if a file cannot be read or written
   */
  void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException;

  /**
   * Says what a directory holds.
   *
   * @throws org.kinora.media.MediaException DIR_NOT_FOUND; FORMAT_UNKNOWN if it is no data set of
   *     this layout
   */
  DatasetSummary summary(Path root) throws IOException;

  /**
   * Checks every rule of the layout, also on data sets that others wrote; changes nothing.
   *
   * @param faults hears each breach; its message begins with the rule's name and a colon
   * @throws org.kinora.media.MediaException DIR_NOT_FOUND
   */
  void verify(Path root, FaultSink faults) throws IOException;

  /**
   * Finds a piece and what was done in it.
   *
   * @param piece its name, as {@link DatasetPlan.Piece#name} and {@link DatasetSummary} have it
   * @throws org.kinora.media.MediaException DATA_RANGE_ERROR if there is no such piece
   */
  DatasetPiece piece(Path root, String piece) throws IOException;
}
