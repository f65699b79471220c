package org.kinora.catalog;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The database of what lies below the {@link Catalog#root() root}: recordings, the segments they
 * are stored in, and when each was recorded. The disk is what is true, the database only remembers
 * it, so it can be deleted at any time. Safe for many threads and many processes; every method
 * blocks on the disk.
 *
 * <p>Recordings that belong together make a <b>stream</b>, named by its directory relative to the
 * root, with {@code /} between names and {@code .} for the root: a recording that is stored in
 * segments is a stream of its own, others belong to that of their parent directory.
 */
@ProviderType
public interface Archive {
  /**
   * Brings the database up to date with the disk. Recordings whose files kept their names, sizes
   * and times are not opened; broken ones are always tried again. Links are not followed, names
   * that begin with a dot or end in {@code .part} are passed over. Finishes what a {@link #retain}
   * that was killed has begun.
   *
   * @param everything whether unchanged recordings are opened too
   * @param progress called on this thread before each recording is opened
   * @throws org.kinora.media.MediaException CANCELLED if this thread is interrupted: what was seen
   *     by then is kept; TIMEOUT if another process holds the database; FORMAT_TOO_NEW if a newer
   *     Kinora wrote it; IO_ERROR
   */
  RescanReport rescan(boolean everything, Consumer<ScanProgress> progress) throws IOException;

  /**
   * What the last rescan saw, by path.
   *
   * @throws org.kinora.media.MediaException as {@link #rescan}
   */
  List<ArchivedRecording> recordings() throws IOException;

  /**
   * What the last rescan saw of a time, one answer a stream, by name. Without {@link
   * ArchiveQuery#stream()} only streams that hold something of it answer. A recording that does not
   * say when it was made is never found.
   *
   * @throws org.kinora.media.MediaException as {@link #rescan}; DIR_NOT_FOUND if there is no such
   *     stream
   */
  List<Coverage> find(ArchiveQuery query) throws IOException;

  /**
   * Rescans, then deletes what a policy gives up, oldest end first over all streams: segments where
   * a recording is stored in such, else whole recordings with everything in their directory. The
   * policy says what is never deleted. A file that cannot be deleted is reported and the others go
   * on.
   *
   * @param dryRun whether to answer what would be deleted, and delete nothing
   * @throws org.kinora.media.MediaException as {@link #rescan}; CANCELLED between two deletions
   */
  RetentionReport retain(RetentionPolicy policy, boolean dryRun) throws IOException;
}
