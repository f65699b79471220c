package org.kinora.catalog.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.catalog.ArchivedRecording;
import org.kinora.catalog.database.DatabaseArchive.Login;

/** Tables that the first version made, with a row in each: they are read, and examined anew. */
class FirstTablesTest {
  @RegisterExtension static final PostgresServer SERVER = new PostgresServer();

  @TempDir Path temporary;
  private Path root = Path.of("");
  private Path tape = Path.of("");

  @BeforeEach
  void writeTape() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("root"));
    tape = Tape.write(root.resolve("cam/1000000-3000000.tape"), 100);
  }

  @Test
  void open_embeddedOfVersion1_keepsRowsAndMayRetain() throws IOException {
    check(DatabaseAddress.embedded(root), new Login(null, null, null));
  }

  @Test
  void open_postgresOfVersion1_keepsRowsAndMayRetain() throws IOException {
    Login login = SERVER.newDatabase();
    check(DatabaseAddress.of(login.url(), login.user(), login.password(), root), login);
  }

  private void check(DatabaseAddress address, Login login) throws IOException {
    new Database(address, new Schema(List.of(statements())), Duration.ZERO)
        .read(connection -> connection);
    TapePlayback playback = new TapePlayback();
    DatabaseArchive archive =
        new DatabaseArchive(
            root, playback, login, Clock.fixed(ArchiveContract.NOW, ZoneOffset.UTC));
    ArchivedRecording kept = archive.recordings().get(0);
    assertEquals(tape, kept.path());
    assertEquals(2_000_000, kept.durationUs());
    assertEquals("v", kept.tracks().get(0).name());
    assertEquals(List.of(), playback.opened);
    archive.rescan(false, progress -> {});
    assertTrue(playback.opened.contains(tape), playback.opened::toString);
    assertEquals(1, archive.rescan(false, progress -> {}).unchanged());
    assertEquals(1, archive.retain(RetentionSetup.maxBytes(0), false).removed().size());
    assertFalse(Files.exists(tape));
    assertEquals(List.of(), archive.recordings());
    archive.close();
  }

  private List<String> statements() throws IOException {
    try (InputStream sql =
        Objects.requireNonNull(getClass().getResourceAsStream("version-1.sql"))) {
      String text = new String(sql.readAllBytes(), UTF_8).replace("${root}", root.toString());
      return Stream.of(text.split(";\n", -1)).filter(one -> !one.isBlank()).toList();
    }
  }
}
