package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.catalog.Removal;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.database.DatabaseArchive.Login;

/** An empty root and database, and tapes to fill them. */
abstract class RetentionSetup {
  static final Instant NOW = ArchiveContract.NOW;
  static final int BLOCK = 4096;

  @TempDir Path temporary;
  Path root = Path.of(".");
  Login login = new Login(null, null, null);

  /** How to reach an empty database. */
  abstract Login newDatabase();

  @BeforeEach
  void begin() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("root"));
    login = newDatabase();
  }

  DatabaseArchive archive() {
    return archive(NOW);
  }

  DatabaseArchive archive(Instant now) {
    return new DatabaseArchive(root, new TapePlayback(), login, Clock.fixed(now, ZoneOffset.UTC));
  }

  static RetentionPolicy maxAge(Duration age) {
    return new RetentionPolicy(
        Optional.of(age), OptionalLong.empty(), Optional.empty(), RetentionPolicy.USUAL_QUIET);
  }

  static RetentionPolicy maxBytes(long bytes) {
    return new RetentionPolicy(
        Optional.empty(), OptionalLong.of(bytes), Optional.empty(), RetentionPolicy.USUAL_QUIET);
  }

  static RetentionPolicy between(long lowBytes, long maxBytes) {
    return new RetentionPolicy(
        Optional.empty(),
        OptionalLong.of(maxBytes),
        Optional.empty(),
        RetentionPolicy.USUAL_QUIET,
        OptionalLong.of(lowBytes));
  }

  /** A tape of one block in a directory, of days before {@link #NOW}. */
  Path tape(String directory, int fromDays, int toDays, boolean complete) throws IOException {
    String name =
        Tape.name(
            NOW.minus(Duration.ofDays(fromDays)), NOW.minus(Duration.ofDays(toDays)), complete);
    return Tape.write(root.resolve(directory).resolve(name), BLOCK);
  }

  static List<Path> recordings(List<Removal> removals) {
    return removals.stream().map(Removal::recording).toList();
  }
}
