package org.kinora.catalog.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.kinora.catalog.database.DatabaseArchive.Login;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server for all tests of a run, unpacked from a jar of its binaries. PostgreSQL
 * refuses to run as root; then it runs as {@code nobody}.
 */
final class PostgresServer implements BeforeAllCallback {
  static final String PASSWORD = "p4ssw0rd of the test";

  private static final String BINARIES = "/postgres-linux-x86_64.txz";
  private static final int NOBODY = 65_534;
  private static final int MOST_SECONDS = 120;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private Running running = new Running(Path.of("."), 0, List.of());

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.create(PostgresServer.class))
            .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class);
  }

  /** A database of its own, empty. */
  Login newDatabase() {
    String name = "catalog" + DATABASES.incrementAndGet();
    String server = "jdbc:postgresql://127.0.0.1:" + running.port() + "/";
    try (Connection connection =
            DriverManager.getConnection(server + "postgres", "postgres", PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return new Login(server + name, "postgres", PASSWORD);
  }

  /** Ends all connections; the server takes new ones when this returns. */
  void restart() throws IOException {
    running.restart();
  }

  /**
   * The server while it runs.
   *
   * @param home holds the programs, the data and the log
   * @param asUser what commands begin with to run as the server's user
   */
  private record Running(Path home, int port, List<String> asUser) implements AutoCloseable {
    static Running start() {
      try {
        Path home = Files.createTempDirectory("kinora-postgres");
        boolean root = Files.getAttribute(home, "unix:uid").equals(0);
        Running server = new Running(home, freePort(), root ? asNobody() : List.of());
        server.unpack(root);
        server.initialize();
        return server;
      } catch (IOException e) {
        throw new AssertionError("PostgreSQL does not start", e);
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private static List<String> asNobody() {
      return Files.isExecutable(Path.of("/usr/bin/setpriv"))
          ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
          : List.of("runuser", "-u", "nobody", "--");
    }

    private void unpack(boolean root) throws IOException {
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (InputStream file =
              Objects.requireNonNull(PostgresServer.class.getResourceAsStream(BINARIES));
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(file))) {
        TarArchiveEntry entry;
        while ((entry = tar.getNextEntry()) != null) {
          unpack(entry, tar);
        }
      }
      Files.writeString(home.resolve("password"), PASSWORD);
      Path own = Files.createDirectory(home.resolve("own"));
      if (root) {
        Files.setAttribute(own, "unix:uid", NOBODY);
      }
    }

    private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
      Path target = home.resolve(entry.getName());
      if (entry.isDirectory()) {
        Files.createDirectories(target);
        return;
      }
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else {
        Files.copy(content, target);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }

    private void initialize() throws IOException {
      run(
          "initdb",
          "--pgdata=" + data(),
          "--username=postgres",
          "--auth=scram-sha-256",
          "--pwfile=" + home.resolve("password"),
          "--encoding=UTF8",
          "--locale=C",
          "--no-sync");
      run("pg_ctl", "start", "--wait", "--pgdata=" + data(), settings());
    }

    private String settings() {
      return "--options=-p %d -c listen_addresses=127.0.0.1 -c fsync=off -k ''".formatted(port);
    }

    void restart() throws IOException {
      run("pg_ctl", "restart", "--wait", "--mode=fast", "--pgdata=" + data(), settings());
    }

    private Path data() {
      return home.resolve("own/data");
    }

    private void run(String program, String... arguments) throws IOException {
      List<String> command = new ArrayList<>(asUser);
      command.add(home.resolve("bin").resolve(program).toString());
      command.addAll(List.of(arguments));
      Path log = home.resolve(program + ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IOException(command + " fails: " + Files.readString(log));
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException(command + " was not waited for");
      }
    }

    @Override
    public void close() throws IOException {
      run("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata=" + data());
      Eraser.eraseTree(home);
    }
  }
}
