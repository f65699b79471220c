package org.kinora.lib.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.RecordingSource;

/** The ids of the recordings of a data set, which become names of files. */
public final class RecordingIds {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private RecordingIds() {}

  /**
   * Checks them.
   *
   * @throws MediaException ID_INVALID for one that cannot be a file's name; ARGUMENT_INVALID for
   *     two that are the same
   */
  public static void check(List<RecordingSource> recordings) throws MediaException {
    Set<String> ids = new HashSet<>();
    for (RecordingSource recording : recordings) {
      String id = recording.info().id();
      if (!ID.matcher(id).matches()) {
        throw new MediaException(
            MediaError.ID_INVALID,
            "'%s' cannot be a file's name; expected 1 to 128 of A-Z a-z 0-9 . _ -, no dot in front"
                .formatted(id));
      }
      if (!ids.add(id)) {
        throw new MediaException(
            MediaError.ARGUMENT_INVALID, "two recordings have the id '%s'".formatted(id));
      }
    }
  }
}
