package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param names of all that lies in the directory
 */
record RecordingFiles(Path directory, String name, List<SegmentFiles> segments, Set<String> names) {
  private static final int NAMED_BASES = 5;

  /**
   * Finds the recording at a place.
   *
   * @throws MediaException DIR_NOT_FOUND, INDEX_NOT_FOUND; INDEX_PARSE_ERROR for a directory of
   *     several recordings
   */
  static RecordingFiles find(Path at) throws IOException {
    SortedSet<String> names = names(at);
    if (names.isEmpty() && !Files.isDirectory(at)) {
      return findBase(at);
    }
    List<SegmentFiles> segments = segments(at, names);
    checkOneRecording(at, segments);
    return new RecordingFiles(at, nameOf(at), segments, names);
  }

  private static RecordingFiles findBase(Path at) throws IOException {
    Path directory = at.toAbsolutePath().resolveSibling("");
    Optional<SegmentFiles> named = SegmentFiles.of(directory, nameOf(at));
    if (Files.exists(at) && named.isEmpty()) {
      throw new MediaException(
          MediaError.INDEX_NOT_FOUND,
          at + " is no index of Recording Format 1, whose name ends in _<track>.rf1i");
    }
    String base = named.map(SegmentFiles::base).orElse(nameOf(at));
    SortedSet<String> names = names(directory);
    List<SegmentFiles> segments = ofBase(segments(directory, names), base);
    if (segments.isEmpty() || (named.isPresent() && !Files.exists(at))) {
      throw new MediaException(
          MediaError.DIR_NOT_FOUND,
          "%s is not there, nor a file %s_<track>.rf1i beside it".formatted(at, nameOf(at)));
    }
    return new RecordingFiles(directory, base, segments, names);
  }

  /** Whether the place is the directory that holds them, and nothing else. */
  boolean areAllIn(Path at) {
    return directory.equals(at);
  }

  private static String nameOf(Path at) {
    Path name = at.toAbsolutePath().normalize().getFileName();
    return name == null ? at.toString() : name.toString();
  }

  /**
   * The names in a directory, none if it is no directory; what a file is shows when it is read. A
   * stream would take twice the system calls, a fourth of all that a first lookup needs.
   */
  private static SortedSet<String> names(Path directory) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    boolean isSystems = directory.getFileSystem() == FileSystems.getDefault();
    String[] listed = isSystems ? directory.toFile().list() : null;
    if (listed != null) {
      Collections.addAll(names, listed);
    } else if (Files.isDirectory(directory)) {
      addNames(directory, names);
    }
    return names;
  }

  /** Does it in the way of all file systems, which says why it fails. */
  private static void addNames(Path directory, Set<String> names) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        names.add(String.valueOf(file.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static List<SegmentFiles> segments(Path directory, SortedSet<String> names) {
    List<SegmentFiles> segments = new ArrayList<>();
    for (String name : names) {
      SegmentFiles.of(directory, name).ifPresent(segments::add);
    }
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
