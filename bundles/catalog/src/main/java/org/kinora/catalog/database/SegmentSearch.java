package org.kinora.catalog.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kinora.catalog.ArchiveQuery;
import org.kinora.catalog.ArchivedSegment;
import org.kinora.catalog.Coverage;
import org.kinora.catalog.Interval;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Finds segments by time. */
final class SegmentSearch {
  private static final String OVERLAPPING =
      """
      SELECT st.name, r.path, s.id, s.start_us, s.end_us, s.allocated_bytes, s.complete, f.path
      FROM segment s
        JOIN stream st ON st.id = s.stream_id
        JOIN recording r ON r.id = s.recording_id
        LEFT JOIN segment_file f ON f.segment_id = s.id
      WHERE st.root = ? AND (? = '' OR st.name = ?) AND s.start_us < ? AND s.end_us > ?
        AND (? = '' OR EXISTS (
          SELECT 1 FROM track t WHERE t.recording_id = r.id AND t.kind = ?))
      ORDER BY st.name, s.start_us, s.id, f.path""";

  private final RootPaths paths;
  private final ArchiveQuery query;
  private final Map<String, List<Found>> streams = new TreeMap<>();

  /** One segment with its files. */
  private record Found(
      long id,
      String recording,
      long startUs,
      long endUs,
      long allocatedBytes,
      boolean complete,
      List<Path> files) {}

  SegmentSearch(RootPaths paths, ArchiveQuery query) {
    this.paths = paths;
    this.query = query;
  }

  List<Coverage> run(Connection connection) throws SQLException, MediaException {
    if (query.stream().isPresent()) {
      checkStream(connection, query.stream().get());
      streams.put(query.stream().get(), new ArrayList<>());
    }
    String stream = query.stream().orElse("");
    String kind = query.kind().map(Enum::name).orElse("");
    try (PreparedStatement select =
            EntryTable.prepare(
                connection,
                OVERLAPPING,
                paths.root().toString(),
                stream,
                stream,
                query.to().map(Times::us).orElse(Long.MAX_VALUE),
                query.from().map(Times::us).orElse(Long.MIN_VALUE),
                kind,
                kind);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        add(row);
      }
    }
    return streams.entrySet().stream()
        .map(entry -> coverage(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void checkStream(Connection connection, String name) throws SQLException, MediaException {
    Set<String> names = new TreeSet<>();
    try (PreparedStatement select =
            EntryTable.prepare(
                connection, "SELECT name FROM stream WHERE root = ?", paths.root().toString());
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    if (!names.contains(name)) {
      throw new MediaException(
          MediaError.DIR_NOT_FOUND,
          "%s has no stream '%s'; it has %s".formatted(paths.root(), name, names));
    }
  }

  /** Takes one row: a segment, or one more file of the segment before. */
  private void add(ResultSet row) throws SQLException {
    List<Found> stream = streams.computeIfAbsent(row.getString(1), name -> new ArrayList<>());
    long id = row.getLong(3);
    if (stream.isEmpty() || stream.get(stream.size() - 1).id() != id) {
      stream.add(
          new Found(
              id,
              row.getString(2),
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getBoolean(7),
              new ArrayList<>()));
    }
    String file = row.getString(8);
    if (file != null) {
      stream.get(stream.size() - 1).files().add(paths.path(file));
    }
  }

  private Coverage coverage(String stream, List<Found> found) {
    long startUs = query.from().map(Times::us).orElse(found.isEmpty() ? 0 : found.get(0).startUs());
    long lastUs = found.stream().mapToLong(Found::endUs).max().orElse(startUs);
    long endUs = query.to().map(Times::us).orElse(lastUs);
    if (endUs < startUs) { // nothing before the given end, or behind the given start
      startUs = query.from().isPresent() ? startUs : endUs;
      endUs = startUs;
    }
    Timeline timeline = new Timeline(startUs, endUs, query.shortestGap().toNanos() / 1000);
    found.forEach(segment -> timeline.add(segment.startUs(), segment.endUs()));
    timeline.end();
    return new Coverage(
        stream,
        new Interval(Times.instant(startUs), Times.instant(endUs)),
        timeline.covered(),
        timeline.gaps(),
        found.stream().map(this::segment).toList());
  }

  private ArchivedSegment segment(Found found) {
    return new ArchivedSegment(
        paths.path(found.recording()),
        found.files(),
        new Interval(Times.instant(found.startUs()), Times.instant(found.endUs())),
        found.allocatedBytes(),
        found.complete());
  }
}
