package org.kinora.catalog.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.database.DatabaseArchive.Login;

/**
 * Random streams beside a model that knows one thing: files by their end, one after the other,
 * while something is too old or too much is left, but none that is open.
 */
class RetentionModelTest {
  private static final Instant NOW = ArchiveContract.NOW;
  private static final int BLOCK = 4096;
  private static final int STEPS = 6;

  @TempDir Path temporary;
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** One file. Every file ends at a moment of its own. */
  private record Piece(Path file, long endUs, long bytes, boolean rolling, boolean open) {}

  @RepeatedTest(40)
  void retain_randomStreams_leavesWhatTheModelLeaves() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("root")).toRealPath();
    List<Piece> pieces = new ArrayList<>();
    Instant now = NOW;
    Login login = new Login("jdbc:h2:mem:model-" + seed + ";DB_CLOSE_DELAY=-1", "", "");
    for (int step = 0; step < STEPS; step++) {
      now = now.plusSeconds(100_000);
      pieces.addAll(record(root, now));
      RetentionPolicy policy = policy();
      DatabaseArchive archive =
          new DatabaseArchive(root, new TapePlayback(), login, Clock.fixed(now, ZoneOffset.UTC));
      archive.retain(policy, false);
      pieces = model(pieces, policy, now);
      String where = "seed %d, step %d, %s".formatted(seed, step, policy);
      assertEquals(names(pieces), tree(root), where);
      archive.rescan(false, progress -> {});
      assertEquals(
          pieces.stream().mapToLong(Piece::bytes).sum(),
          archive.recordings().stream().mapToLong(one -> one.allocatedBytes()).sum(),
          where);
    }
    DatabaseAddress.of(login.url(), "", "", root).forget();
  }

  /** Adds some files whose ends lie between the last step and this one. */
  private List<Piece> record(Path root, Instant now) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      boolean rolling = random.nextBoolean();
      String stream = (rolling ? "r%d.roll" : "s%d").formatted(random.nextInt(3));
      // a minute for each file, so that no two end at once
      Instant end = now.minusSeconds(90_000).plusSeconds(60L * i);
      boolean open = random.nextInt(6) == 0;
      long bytes = (1 + random.nextInt(5)) * (long) BLOCK;
      Path file = root.resolve(stream).resolve(Tape.name(end.minusSeconds(50), end, !open));
      Tape.write(file, (int) bytes - random.nextInt(BLOCK));
      pieces.add(new Piece(file, Times.us(end), bytes, rolling, open));
    }
    return pieces;
  }

  private RetentionPolicy policy() {
    int most = random.nextInt(3) > 0 ? random.nextInt(60) : -1;
    return new RetentionPolicy(
        random.nextBoolean()
            ? Optional.of(Duration.ofSeconds(random.nextInt(500_000)))
            : Optional.empty(),
        most < 0 ? OptionalLong.empty() : OptionalLong.of(most * (long) BLOCK),
        Optional.empty(),
        RetentionPolicy.USUAL_QUIET,
        most < 0 || random.nextBoolean()
            ? OptionalLong.empty()
            : OptionalLong.of(random.nextInt(most + 1) * (long) BLOCK));
  }

  private static List<Piece> model(List<Piece> pieces, RetentionPolicy policy, Instant now) {
    List<Piece> left = new ArrayList<>(pieces);
    Set<Piece> kept = kept(pieces);
    long oldestUs = policy.maxAge().map(age -> Times.us(now.minus(age))).orElse(Long.MIN_VALUE);
    boolean tooMuch = false;
    for (Piece piece : pieces.stream().sorted(Comparator.comparingLong(Piece::endUs)).toList()) {
      long bytes = left.stream().mapToLong(Piece::bytes).sum();
      boolean old = piece.endUs() < oldestUs;
      tooMuch |= !old && bytes > policy.maxBytes().orElse(Long.MAX_VALUE);
      boolean above = bytes > policy.lowBytes().orElse(policy.maxBytes().orElse(0));
      if ((old || (tooMuch && above)) && !kept.contains(piece)) {
        left.remove(piece);
      }
    }
    return left;
  }

  /** The last file of each stream in segments that has an open one; all others changed long ago. */
  private static Set<Piece> kept(List<Piece> pieces) {
    Map<Path, List<Piece>> streams =
        pieces.stream()
            .filter(Piece::rolling)
            .collect(
                Collectors.groupingBy(
                    piece -> piece.file().getParent(), HashMap::new, Collectors.toList()));
    Set<Piece> kept = new HashSet<>();
    for (List<Piece> stream : streams.values()) {
      if (stream.stream().anyMatch(Piece::open)) {
        stream.stream().max(Comparator.comparingLong(Piece::endUs)).ifPresent(kept::add);
      }
    }
    return kept;
  }

  private static Set<Path> names(List<Piece> pieces) {
    return pieces.stream().map(Piece::file).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Path> tree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(root.resolve(DatabaseAddress.DIRECTORY)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
