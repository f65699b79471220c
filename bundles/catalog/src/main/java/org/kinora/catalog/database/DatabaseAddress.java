package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Where the database is and how one gets in. Drivers are called directly, for {@link
 * java.sql.DriverManager} finds them through class loaders that a framework does not have.
 */
final class DatabaseAddress {
  /** The directory of the embedded database, below the root. */
  static final String DIRECTORY = ".kinora";

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String EMBEDDED_SETTINGS =
      ";FILE_LOCK=FS;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=" + Database.USUAL_WAIT.toMillis();
  private static final String H2_IN_MEMORY = "jdbc:h2:mem:";
  private static final int H2_ALREADY_OPEN = 90_020;
  private static final int H2_LOCK_TIMEOUT = 50_200;

  /** The server starts, or stops. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private static final String TOO_MANY_CONNECTIONS = "53300";

  /** Longer than a wait for another writer; a server whose machine is gone says nothing at all. */
  private static final String SILENCE_SECONDS = "60";

  private final String url;
  private final Properties login;
  private final Driver driver;

  private DatabaseAddress(String url, String user, String password) {
    this.url = url;
    login = new Properties();
    if (!user.isEmpty()) {
      login.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      login.setProperty("password", password);
    }
    if (url.startsWith(POSTGRESQL)) {
      login.setProperty("socketTimeout", SILENCE_SECONDS);
      login.setProperty("tcpKeepAlive", "true");
      driver = new org.postgresql.Driver();
    } else {
      driver = new org.h2.Driver();
    }
  }

  /**
   * The address that the configuration names.
   *
   * @param url a JDBC URL; null or blank for a file below the root
   * @throws MediaException ARGUMENT_INVALID for the URL of another kind of database
   */
  static DatabaseAddress of(
      @Nullable String url, @Nullable String user, @Nullable String password, Path root)
      throws IOException {
    if (url == null || url.isBlank()) {
      return embedded(root);
    }
    if (!url.startsWith(POSTGRESQL) && !url.startsWith("jdbc:h2:")) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "kinora.catalog.url names '%s'; expected jdbc:postgresql: or jdbc:h2:"
              .formatted(url.replaceFirst("^(jdbc:[a-z0-9]*:|[^:]*).*$", "$1")));
    }
    return new DatabaseAddress(url, user == null ? "" : user, password == null ? "" : password);
  }

  /**
   * A file below the root. The operating system locks it, so that nothing is left of a process that
   * was killed. For a root that is not there or cannot be written the database is in memory.
   */
  static DatabaseAddress embedded(Path root) throws IOException {
    Path directory = root.resolve(DIRECTORY);
    boolean named = RootPaths.isText(root) && !root.toString().contains(";");
    if (!named || !isUsable(root, directory)) {
      return inMemory(root);
    }
    Path file = directory.resolve("catalog");
    return new DatabaseAddress("jdbc:h2:file:" + file + EMBEDDED_SETTINGS, "", "");
  }

  private static DatabaseAddress inMemory(Path root) {
    String name = "kinora-" + Integer.toHexString(root.hashCode());
    return new DatabaseAddress(H2_IN_MEMORY + name + ";DB_CLOSE_DELAY=-1", "", "");
  }

  private static boolean isUsable(Path root, Path directory) {
    if (!Files.isDirectory(root) || !Files.isWritable(root)) {
      return false;
    }
    try {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(directory);
      }
      return Files.isWritable(directory);
    } catch (IOException e) {
      return false;
    }
  }

  Connection connect() throws SQLException {
    Connection connection = driver.connect(url, login);
    if (connection == null) {
      throw new SQLException("the driver does not take this address");
    }
    return connection;
  }

  /** Why a connection failed that may succeed a moment later; empty if it will not. */
  Optional<String> passingObstacle(SQLException e) {
    if (e.getErrorCode() == H2_ALREADY_OPEN) {
      return Optional.of("is held by another process");
    } else if (CANNOT_CONNECT_NOW.equals(e.getSQLState())) {
      return Optional.of("is starting or stopping");
    } else if (TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
      return Optional.of("has too many connections");
    }
    return Optional.empty();
  }

  /** A failure in the words of the database, without the password. */
  MediaException failure(String what, SQLException e) {
    String said = String.valueOf(e.getMessage());
    String password = login.getProperty("password", "");
    boolean tells = said.contains(url) || (!password.isEmpty() && said.contains(password));
    return new MediaException(
        e.getErrorCode() == H2_LOCK_TIMEOUT ? MediaError.TIMEOUT : MediaError.IO_ERROR,
        "%s %s: %s".formatted(this, what, tells ? "SQL state " + e.getSQLState() : said),
        tells ? null : e);
  }

  /** Ends a database that is only in memory. */
  void forget() {
    if (!url.startsWith(H2_IN_MEMORY)) {
      return;
    }
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    } catch (SQLException e) {
      // it is gone, which is what was wanted
    }
  }

  /** The address without parameters, among which a password may be. */
  @Override
  public String toString() {
    return "catalog database " + url.replaceFirst("[?;].*$", "").replaceFirst("//[^/]*@", "//");
  }
}
