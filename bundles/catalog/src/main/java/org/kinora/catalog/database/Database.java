package org.kinora.catalog.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Runs work in transactions, each on a connection of its own: an embedded database is then held by
 * this process only while it is worked in, and others wait for their turn.
 */
final class Database implements AutoCloseable {
  static final Duration USUAL_WAIT = Duration.ofSeconds(15);

  private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();

  private final DatabaseAddress address;
  private final Schema schema;
  private final Duration longestWait;

  /**
   * A database that need not be there yet.
   *
   * @param longestWait how long another process may hold it
   */
  Database(DatabaseAddress address, Schema schema, Duration longestWait) {
    this.address = address;
    this.schema = schema;
    this.longestWait = longestWait;
  }

  /** Work in one transaction. */
  interface Work<T> {
    /** Does it; an exception takes it back. */
    T run(Connection connection) throws SQLException, IOException;
  }

  /** Reads, all from one moment. */
  <T> T read(Work<T> work) throws IOException {
    return run(
        connection -> {
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          return work.run(connection);
        });
  }

  /** Reads and writes, one process after the other. */
  <T> T write(Work<T> work) throws IOException {
    return run(
        connection -> {
          Schema.lock(connection);
          return work.run(connection);
        });
  }

  /**
   * The embedded database neither commits nor closes well on an interrupted thread, and it swallows
   * the interruption: that is put aside until the end.
   */
  private <T> T run(Work<T> work) throws IOException {
    checkNotCancelled();
    boolean interrupted = false;
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try {
        schema.migrate(connection);
        connection.commit();
        T result = work.run(connection);
        interrupted = Thread.interrupted();
        connection.commit();
        return result;
      } catch (SQLException | IOException | RuntimeException e) {
        interrupted |= Thread.interrupted();
        takeBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw interrupted ? cancelled(e) : address.failure("failed", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** On a connection that is lost the server does it by itself. */
  private static void takeBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void checkNotCancelled() throws MediaException {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(null);
    }
  }

  private MediaException cancelled(@Nullable SQLException cause) {
    return new MediaException(
        MediaError.CANCELLED, "cancelled; " + address + " is as it was", cause);
  }

  /** Connects; waits while another process holds the database, or while its server starts. */
  private Connection connect() throws IOException {
    long deadline = System.nanoTime() + longestWait.toNanos();
    while (true) {
      try {
        return address.connect();
      } catch (SQLException e) {
        Optional<String> obstacle = address.passingObstacle(e);
        if (obstacle.isEmpty()) {
          throw address.failure("cannot be opened", e);
        }
        if (System.nanoTime() > deadline) {
          throw new MediaException(
              MediaError.TIMEOUT,
              "%s %s; waited %d s".formatted(address, obstacle.get(), longestWait.toSeconds()),
              e);
        }
      }
      checkNotCancelled();
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** Lets go of what is only in memory. */
  @Override
  public void close() {
    address.forget();
  }
}
