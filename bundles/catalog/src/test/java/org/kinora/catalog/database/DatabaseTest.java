package org.kinora.catalog.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.catalog.database.DatabaseArchive.Login;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/** Where the database is, who may open it, and how its tables grow. */
class DatabaseTest {
  @RegisterExtension static final PostgresServer SERVER = new PostgresServer();

  private static final List<String> FIRST = List.of("CREATE TABLE IF NOT EXISTS a (x INTEGER)");
  private static final List<String> SECOND =
      List.of("ALTER TABLE a ADD COLUMN IF NOT EXISTS y INTEGER DEFAULT 7 NOT NULL");

  private static final String INSERT = "INSERT INTO a (x) VALUES (1)";

  @TempDir Path root;

  private Database embedded(Schema schema) throws IOException {
    return new Database(DatabaseAddress.embedded(root), schema, Duration.ZERO);
  }

  private static Database postgres(Login login, Schema schema) throws IOException {
    return new Database(
        DatabaseAddress.of(login.url(), login.user(), login.password(), Path.of("/")),
        schema,
        Duration.ZERO);
  }

  @Test
  void migrate_olderTables_keepTheirRows() throws IOException {
    Login login = SERVER.newDatabase();
    checkMigration(embedded(new Schema(List.of(FIRST))), embedded(both()));
    checkMigration(postgres(login, new Schema(List.of(FIRST))), postgres(login, both()));
  }

  private static Schema both() {
    return new Schema(List.of(FIRST, SECOND));
  }

  private static void checkMigration(Database before, Database after) throws IOException {
    before.write(connection -> execute(connection.createStatement(), "INSERT INTO a VALUES (1)"));
    assertEquals(8, sum(after));
    assertEquals(8, sum(after));
    MediaException e =
        assertThrows(MediaException.class, () -> before.read(connection -> connection));
    assertEquals(MediaError.FORMAT_TOO_NEW, e.code());
  }

  private static boolean execute(Statement statement, String sql) throws SQLException {
    try (statement) {
      return statement.execute(sql);
    }
  }

  private static int sum(Database database) throws IOException {
    return database.read(DatabaseTest::sum);
  }

  private static int sum(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT SUM(x + y) FROM a")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void write_exception_takesEverythingBack() throws IOException {
    Login login = SERVER.newDatabase();
    for (Database database : List.of(embedded(both()), postgres(login, both()))) {
      assertThrows(
          IllegalStateException.class,
          () ->
              database.write(
                  connection -> {
                    execute(connection.createStatement(), INSERT);
                    throw new IllegalStateException();
                  }));
      assertEquals(0, sum(database));
    }
  }

  @Test
  void connect_fileHeldByAnother_saysSo() throws IOException {
    embedded(Schema.CURRENT).read(connection -> connection);
    Path file = root.resolve(".kinora/catalog.mv.db");
    try (FileChannel held = FileChannel.open(file, StandardOpenOption.WRITE)) {
      held.lock();
      MediaException e =
          assertThrows(
              MediaException.class, () -> embedded(Schema.CURRENT).read(connection -> connection));
      assertEquals(MediaError.TIMEOUT, e.code());
      assertTrue(e.getMessage().contains("held by another process"), e.getMessage());
    }
    embedded(Schema.CURRENT).read(connection -> connection);
  }

  @Test
  void connect_secondProcessHasIt_saysSoUntilThatEnds() throws Exception {
    sum(embedded(both()));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString(),
                "org.h2.tools.Shell",
                "-url",
                "jdbc:h2:file:" + root.resolve(".kinora/catalog") + ";FILE_LOCK=FS")
            .redirectErrorStream(true)
            .start();
    try {
      awaitPrompt(other);
      MediaException e = assertThrows(MediaException.class, () -> sum(embedded(both())));
      assertEquals(MediaError.TIMEOUT, e.code());
      assertTrue(e.getMessage().contains("held by another process"), e.getMessage());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertEquals(0, sum(embedded(both())));
  }

  private static void awaitPrompt(Process shell) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf("sql>") < 0) {
      int next = shell.getInputStream().read();
      assertTrue(next >= 0, said::toString);
      said.append((char) next);
    }
  }

  @Test
  void write_serverStopsMeanwhile_takesEverythingBackAndConnectsAnew() throws IOException {
    Database database = postgres(SERVER.newDatabase(), both());
    assertEquals(0, sum(database));
    MediaException e =
        assertThrows(
            MediaException.class,
            () ->
                database.write(
                    connection -> {
                      execute(connection.createStatement(), INSERT);
                      SERVER.restart();
                      return execute(connection.createStatement(), "INSERT INTO a VALUES (2)");
                    }));
    assertEquals(MediaError.IO_ERROR, e.code());
    assertTrue(e.getMessage().contains("terminating connection"), e.getMessage());
    assertEquals(0, sum(database));
  }

  @Test
  void write_interruptedMeanwhile_isDoneOrCancelledAsItSays() throws Exception {
    Database database = embedded(both());
    assertEquals(writtenThoughInterrupted(database), sum(database));
    int before = sum(database);
    database.read(
        connection -> { // holds the database open for this process
          assertEquals(before, sum(connection)); // from here on all reads see this moment
          int added =
              CompletableFuture.supplyAsync(() -> writtenThoughInterrupted(database)).join();
          assertEquals(before, sum(connection));
          return added;
        });
  }

  /** Writes on a thread that is interrupted while it does; what that added, or 0 if cancelled. */
  private static int writtenThoughInterrupted(Database database) {
    try {
      return database.write(
          connection -> {
            execute(connection.createStatement(), INSERT);
            Thread.currentThread().interrupt();
            return 8;
          });
    } catch (IOException e) {
      assertEquals(MediaError.CANCELLED, assertInstanceOf(MediaException.class, e).code());
      return 0;
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void connect_damagedFile_saysWhere() throws IOException {
    Path file = Files.createDirectory(root.resolve(".kinora")).resolve("catalog.mv.db");
    Files.writeString(file, "this is no database".repeat(1000));
    MediaException e =
        assertThrows(
            MediaException.class, () -> embedded(Schema.CURRENT).read(connection -> connection));
    assertEquals(MediaError.IO_ERROR, e.code());
    assertTrue(e.getMessage().contains(root.resolve(".kinora/catalog").toString()));
  }

  @Test
  void connect_rootThatIsNotThere_keepsTheCatalogInMemory() throws IOException {
    Path missing = root.resolve("missing");
    DatabaseArchive archive =
        new DatabaseArchive(
            missing, new TapePlayback(), new Login(null, null, null), Clock.systemUTC());
    assertEquals(List.of(), archive.rescan(false, progress -> {}).added());
    assertEquals(List.of(), archive.recordings());
    archive.close();
    assertFalse(Files.exists(missing));
  }

  @Test
  void connect_wrongPassword_isNotRepeated() {
    Login right = SERVER.newDatabase();
    String secret = "s3cret of the test";
    String url = right.url() + "?password=" + secret.replace(' ', '+') + "&user=postgres";
    for (Login login :
        List.of(new Login(right.url(), "postgres", secret), new Login(url, "", ""))) {
      MediaException e =
          assertThrows(
              MediaException.class,
              () -> postgres(login, Schema.CURRENT).read(connection -> connection));
      assertTrue(e.getMessage().contains("jdbc:postgresql://127.0.0.1:"), e.getMessage());
      for (Throwable one = e; one != null; one = one.getCause()) {
        assertFalse(String.valueOf(one.getMessage()).contains("s3cret"), one.toString());
      }
    }
  }

  @Test
  void of_anotherKindOfDatabase_isRefusedWithoutItsSecrets() {
    MediaException e =
        assertThrows(
            MediaException.class,
            () -> DatabaseAddress.of("jdbc:mysql://u:s3cret@host/x", null, null, root));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
    assertNull(e.getCause());
  }

  @Test
  void recordings_twoRootsInOneDatabase_doNotMix() throws IOException {
    Login login = SERVER.newDatabase();
    Path one = Files.createDirectory(root.resolve("one"));
    Path other = Files.createDirectory(root.resolve("other"));
    Tape.write(one.resolve("1-2.tape"), 10);
    for (Path at : List.of(one, other, one)) {
      DatabaseArchive archive =
          new DatabaseArchive(at, new TapePlayback(), login, Clock.systemUTC());
      archive.rescan(false, progress -> {});
      assertEquals(at.equals(one) ? 1 : 0, archive.recordings().size());
    }
  }
}
