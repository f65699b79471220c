package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * The files that make one recording: a directory of segments, whose bases are their starts; a
 * directory of one base; or one base among others, named by its path or by that of one of its index
 * files.
 *
 * @param directory where they lie
 * @param name of the directory or of the base
 * @param segments at least one, by name
 */
record RecordingFiles(Path directory, String name, List<SegmentFiles> segments) {
  private static final int NAMED_BASES = 5;

  /**
   * Finds the recording at a place.
   *
   * @throws MediaException DIR_NOT_FOUND, INDEX_NOT_FOUND; INDEX_PARSE_ERROR for a directory of
   *     several recordings
   */
  static RecordingFiles find(Path at) throws IOException {
    if (Files.isDirectory(at)) {
      List<SegmentFiles> segments = list(at);
      checkOneRecording(at, segments);
      return new RecordingFiles(at, nameOf(at), segments);
    }
    boolean named = SegmentFiles.of(at).isPresent();
    if (Files.exists(at) && !named) {
      throw new MediaException(
          MediaError.INDEX_NOT_FOUND,
          at + " is no index of Recording Format 1, whose name ends in _<track>.rf1i");
    }
    Path directory = at.toAbsolutePath().resolveSibling("");
    String base = SegmentFiles.of(at).map(SegmentFiles::base).orElse(nameOf(at));
    List<SegmentFiles> segments =
        Files.isDirectory(directory) ? ofBase(list(directory), base) : List.of();
    if (segments.isEmpty() || (named && !Files.exists(at))) {
      throw new MediaException(
          MediaError.DIR_NOT_FOUND,
          "%s is not there, nor a file %s_<track>.rf1i beside it".formatted(at, nameOf(at)));
    }
    return new RecordingFiles(directory, base, segments);
  }

  /** Whether the place is the directory that holds them, and nothing else. */
  boolean areAllIn(Path at) {
    return directory.equals(at);
  }

  private static String nameOf(Path at) {
    Path name = at.toAbsolutePath().normalize().getFileName();
    return name == null ? at.toString() : name.toString();
  }

  private static List<SegmentFiles> list(Path directory) throws IOException {
    List<SegmentFiles> segments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        SegmentFiles.of(file).filter(found -> Files.isRegularFile(file)).ifPresent(segments::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    segments.sort(Comparator.comparing(SegmentFiles::indexName));
    return segments;
  }

  private static List<SegmentFiles> ofBase(List<SegmentFiles> segments, String base) {
    List<SegmentFiles> exact = segments.stream().filter(one -> one.base().equals(base)).toList();
    return exact.isEmpty()
        ? segments.stream()
            .filter(one -> one.indexName().startsWith(base + "_"))
            .map(one -> one.withBase(base))
            .toList()
        : exact;
  }

  private static void checkOneRecording(Path at, List<SegmentFiles> segments)
      throws MediaException {
    if (segments.isEmpty()) {
      throw new MediaException(
          MediaError.INDEX_NOT_FOUND, at + " holds no file <base>_<track>.rf1i");
    }
    SortedSet<String> bases = new TreeSet<>();
    segments.forEach(one -> bases.add(one.base()));
    if (bases.size() > 1 && !segments.stream().allMatch(SegmentFiles::isArchived)) {
      throw new MediaException(
          MediaError.INDEX_PARSE_ERROR,
          "%s holds %d recordings; open one by its path, such as %s"
              .formatted(
                  at,
                  bases.size(),
                  bases.stream().limit(NAMED_BASES).map(base -> at.resolve(base)).toList()));
    }
  }
}
