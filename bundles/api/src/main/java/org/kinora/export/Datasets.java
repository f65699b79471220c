package org.kinora.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.osgi.annotation.versioning.ProviderType;

/** Looks at data sets that are, and at those that would be. Safe for many threads. */
@ProviderType
public interface Datasets {
  /**
   * Says what a request would make; writes nothing.
   *
   * @throws org.kinora.media.MediaException as {@link ExportService#start} would
   */
  Outlook plan(ExportRequest.Dataset request) throws IOException;

  /**
   * Says what a data set holds.
   *
   * @param format its format; absent for the one that knows it
   * @throws org.kinora.media.MediaException DIR_NOT_FOUND, FORMAT_UNKNOWN, PLUGIN_NOT_FOUND
   */
  DatasetSummary summary(Path root, Optional<String> format) throws IOException;

  /**
   * Checks every rule; changes nothing.
   *
   * @param format its format; absent for the one that knows it
   * @param faults hears each breach; its message begins with the rule's name and a colon
   * @throws org.kinora.media.MediaException DIR_NOT_FOUND, FORMAT_UNKNOWN, PLUGIN_NOT_FOUND
   */
  void verify(Path root, Optional<String> format, FaultSink faults) throws IOException;

  /**
   * Draws pictures of a piece with what was done in them into one PNG file, side by side.
   *
   * @param piece its name
   * @param target the file
   * @param most how many pictures at most, spread over the piece: 1 to 400
   * @throws org.kinora.media.MediaException DATA_RANGE_ERROR if there is no such piece;
   *     TARGET_EXISTS; what {@link #summary} throws
   */
  void draw(Path root, String piece, Path target, int most, boolean overwrite) throws IOException;

  /**
   * What a request would make.
   *
   * @param format the data set's format
   * @param options all options with their values
   * @param recordings what becomes of each, in order
   * @param resumes whether a part of it is in place already
   */
  record Outlook(
      String format, Map<String, String> options, List<Planned> recordings, boolean resumes) {
    /** Copies the collections. */
    public Outlook {
      Objects.requireNonNull(format);
      options = Map.copyOf(options);
      recordings = List.copyOf(recordings);
    }
  }

  /**
   * What would become of one recording.
   *
   * @param source where it lies
   * @param id the recording's id
   * @param place where it goes, in the format's words
   * @param pieces how many
   * @param cuts how many pieces are cut in which way, in the format's words
   * @param durationUs of all pieces
   * @param estimatedBytes of all files, about
   * @param notes what people should know, a sentence each
   * @param written whether it is in place already
   */
  record Planned(
      Path source,
      String id,
      String place,
      int pieces,
      Map<String, Integer> cuts,
      long durationUs,
      long estimatedBytes,
      List<String> notes,
      boolean written) {
    /** Copies the collections. */
    public Planned {
      Objects.requireNonNull(source);
      Objects.requireNonNull(id);
      Objects.requireNonNull(place);
      cuts = Map.copyOf(cuts);
      notes = List.copyOf(notes);
    }
  }
}
