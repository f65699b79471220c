package org.kinora.catalog.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.kinora.catalog.ArchivedTrack;
import org.kinora.catalog.TrackKind;
import org.kinora.catalog.database.Entry.Piece;

/** The entries of one root, in the tables of {@link Schema}. Used within one transaction. */
final class EntryTable {
  private final Connection connection;
  private final String root;

  EntryTable(Connection connection, String root) {
    this.connection = connection;
    this.root = root;
  }

  /** All entries by path. */
  Map<String, Entry> all() throws SQLException {
    Map<Long, List<ArchivedTrack>> tracks = tracks();
    Map<Long, List<Piece>> pieces = pieces();
    Map<String, Entry> entries = new TreeMap<>();
    String sql =
        """
        SELECT r.id, r.path, st.name, r.format, r.complete, r.problem, r.start_us, r.zone,
               r.duration_us, r.fingerprint, r.size_bytes, r.allocated_bytes, r.modified_us
        FROM recording r JOIN stream st ON st.id = r.stream_id
        WHERE st.root = ?""";
    try (PreparedStatement select = prepare(sql, root);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Entry entry =
            new Entry(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6),
                optional(row, 7),
                row.getString(8),
                row.getLong(9),
                new FileTotals(row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13)),
                tracks.getOrDefault(row.getLong(1), List.of()),
                pieces.getOrDefault(row.getLong(1), List.of()));
        entries.put(entry.path(), entry);
      }
    }
    return entries;
  }

  private Map<Long, List<ArchivedTrack>> tracks() throws SQLException {
    Map<Long, List<ArchivedTrack>> tracks = new HashMap<>();
    String sql =
        """
        SELECT t.recording_id, t.track_id, t.kind, t.codec, t.name
        FROM track t
          JOIN recording r ON r.id = t.recording_id
          JOIN stream st ON st.id = r.stream_id
        WHERE st.root = ?
        ORDER BY t.recording_id, t.track_id""";
    try (PreparedStatement select = prepare(sql, root);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        tracks
            .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
            .add(
                new ArchivedTrack(
                    row.getInt(2),
                    TrackKind.valueOf(row.getString(3)),
                    row.getString(4),
                    row.getString(5)));
      }
    }
    return tracks;
  }

  private Map<Long, List<Piece>> pieces() throws SQLException {
    Map<Long, List<String>> files = files();
    Map<Long, List<Piece>> pieces = new HashMap<>();
    String sql =
        """
        SELECT s.recording_id, s.id, s.start_us, s.end_us, s.allocated_bytes, s.modified_us,
               s.fingerprint, s.complete, s.removing
        FROM segment s JOIN stream st ON st.id = s.stream_id
        WHERE st.root = ?
        ORDER BY s.id""";
    try (PreparedStatement select = prepare(sql, root);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        pieces
            .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
            .add(
                new Piece(
                    row.getLong(2),
                    files.getOrDefault(row.getLong(2), List.of()),
                    optional(row, 3),
                    optional(row, 4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getBoolean(8),
                    row.getBoolean(9)));
      }
    }
    return pieces;
  }

  private Map<Long, List<String>> files() throws SQLException {
    Map<Long, List<String>> files = new HashMap<>();
    String sql =
        """
        SELECT f.segment_id, f.path
        FROM segment_file f
          JOIN segment s ON s.id = f.segment_id
          JOIN stream st ON st.id = s.stream_id
        WHERE st.root = ?
        ORDER BY f.segment_id, f.path""";
    try (PreparedStatement select = prepare(sql, root);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        files.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(row.getString(2));
      }
    }
    return files;
  }

  /** Puts entries in the place of those with their paths. */
  void replace(Collection<Entry> entries) throws SQLException {
    for (Entry entry : entries) {
      remove(List.of(entry.path()));
      insert(entry);
    }
  }

  private void insert(Entry entry) throws SQLException {
    long stream = stream(entry.stream());
    String sql =
        """
        INSERT INTO recording (stream_id, path, format, complete, problem, start_us, zone,
          duration_us, fingerprint, size_bytes, allocated_bytes, modified_us)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    long recording =
        insert(
            sql,
            stream,
            entry.path(),
            entry.format(),
            entry.complete(),
            entry.problem(),
            entry.startUs(),
            entry.zone(),
            entry.durationUs(),
            entry.files().fingerprint(),
            entry.files().sizeBytes(),
            entry.files().allocatedBytes(),
            entry.files().modifiedUs());
    for (ArchivedTrack track : entry.tracks()) {
      execute(
          "INSERT INTO track (recording_id, track_id, kind, codec, name) VALUES (?, ?, ?, ?, ?)",
          recording,
          track.id(),
          track.kind().name(),
          track.codec(),
          track.name());
    }
    for (Piece piece : entry.pieces()) {
      insert(recording, stream, piece);
    }
  }

  private void insert(long recording, long stream, Piece piece) throws SQLException {
    String sql =
        """
        INSERT INTO segment (recording_id, stream_id, start_us, end_us, allocated_bytes,
          modified_us, fingerprint, complete, removing)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    long segment =
        insert(
            sql,
            recording,
            stream,
            piece.startUs(),
            piece.endUs(),
            piece.allocatedBytes(),
            piece.modifiedUs(),
            piece.fingerprint(),
            piece.complete(),
            piece.removing());
    for (String file : piece.files()) {
      execute("INSERT INTO segment_file (segment_id, path) VALUES (?, ?)", segment, file);
    }
  }

  private long stream(String name) throws SQLException {
    try (PreparedStatement select =
            prepare("SELECT id FROM stream WHERE root = ? AND name = ?", root, name);
        ResultSet row = select.executeQuery()) {
      if (row.next()) {
        return row.getLong(1);
      }
    }
    return insert("INSERT INTO stream (root, name) VALUES (?, ?)", root, name);
  }

  /** Removes the entries with these paths, and streams that have no others. */
  void remove(Collection<String> paths) throws SQLException {
    for (String path : paths) {
      execute(
          """
          DELETE FROM recording
          WHERE path = ? AND stream_id IN (SELECT id FROM stream WHERE root = ?)""",
          path,
          root);
    }
    execute(
        """
        DELETE FROM stream
        WHERE root = ? AND NOT EXISTS (SELECT 1 FROM recording r WHERE r.stream_id = stream.id)""",
        root);
  }

  /** Notes whether the deletion of pieces has begun. */
  void mark(Collection<Long> pieces, boolean removing) throws SQLException {
    for (long id : pieces) {
      execute("UPDATE segment SET removing = ? WHERE id = ?", removing, id);
    }
  }

  /** Removes pieces of entries that stay. */
  void removePieces(Collection<Long> pieces) throws SQLException {
    for (long id : pieces) {
      execute("DELETE FROM segment WHERE id = ?", id);
    }
  }

  private long insert(String sql, Object... values) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
      bind(insert, values);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong("id");
      }
    }
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    return prepare(connection, sql, values);
  }

  /** A statement with its values; an empty OptionalLong is NULL. */
  static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      bind(statement, values);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] instanceof OptionalLong optional)) {
        statement.setObject(i + 1, values[i]);
      } else if (optional.isPresent()) {
        statement.setLong(i + 1, optional.getAsLong());
      } else {
        statement.setNull(i + 1, Types.BIGINT);
      }
    }
  }

  static OptionalLong optional(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
