package org.kinora.catalog.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kinora.catalog.Archive;
import org.kinora.catalog.ArchiveQuery;
import org.kinora.catalog.ArchivedRecording;
import org.kinora.catalog.ArchivedRecording.State;
import org.kinora.catalog.Catalog;
import org.kinora.catalog.Coverage;
import org.kinora.catalog.RescanReport;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.RetentionReport;
import org.kinora.catalog.ScanProgress;
import org.kinora.playback.Playback;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The archive in an embedded H2 file below the root, or where the framework properties {@code
 * kinora.catalog.url}, {@code .user} and {@code .password} say.
 */
@Component
public final class DatabaseArchive implements Archive {
  private static final String PROPERTY = "kinora.catalog.";

  private final RootPaths paths;
  private final Examiner examiner;
  private final Login login;
  private final Clock clock;

  /** What the configuration says of the database; null where nothing. */
  record Login(@Nullable String url, @Nullable String user, @Nullable String password) {}

  /** Called by Declarative Services. */
  @Activate
  public DatabaseArchive(
      BundleContext context, @Reference Playback playback, @Reference Catalog catalog) {
    this(
        catalog.root(),
        playback,
        new Login(
            context.getProperty(PROPERTY + "url"),
            context.getProperty(PROPERTY + "user"),
            context.getProperty(PROPERTY + "password")),
        Clock.systemUTC());
  }

  DatabaseArchive(Path root, Playback playback, Login login, Clock clock) {
    this.paths = new RootPaths(root.toAbsolutePath().normalize());
    this.examiner = new Examiner(playback, paths);
    this.login = login;
    this.clock = clock;
  }

  @Deactivate
  void close() throws IOException {
    database().close();
  }

  /** The address is worked out each time: the root may come to be meanwhile. */
  private Database database() throws IOException {
    return new Database(
        DatabaseAddress.of(login.url(), login.user(), login.password(), paths.root()),
        Schema.CURRENT,
        Database.USUAL_WAIT);
  }

  @Override
  public RescanReport rescan(boolean everything, Consumer<ScanProgress> progress)
      throws IOException {
    return new Rescan(database(), examiner, everything, progress).run();
  }

  private Collection<Entry> entries() throws IOException {
    return database()
        .read(connection -> new EntryTable(connection, paths.root().toString()).all())
        .values();
  }

  @Override
  public List<ArchivedRecording> recordings() throws IOException {
    List<ArchivedRecording> recordings = new ArrayList<>();
    for (Entry entry : entries()) {
      recordings.add(recording(entry));
    }
    return recordings;
  }

  private ArchivedRecording recording(Entry entry) {
    Instant modifiedAt = Times.instant(entry.files().modifiedUs());
    Optional<ZonedDateTime> startedAt =
        entry.startUs().isEmpty()
            ? Optional.empty()
            : Optional.of(
                Times.instant(entry.startUs().getAsLong()).atZone(ZoneId.of(entry.zone())));
    return new ArchivedRecording(
        paths.path(entry.path()),
        entry.stream(),
        entry.format(),
        state(entry, modifiedAt),
        Optional.of(entry.problem()).filter(problem -> !problem.isEmpty()),
        startedAt,
        entry.durationUs(),
        entry.pieces().size(),
        entry.files().sizeBytes(),
        entry.files().allocatedBytes(),
        modifiedAt,
        entry.tracks());
  }

  private State state(Entry entry, Instant modifiedAt) {
    if (entry.isBroken()) {
      return State.BROKEN;
    } else if (entry.complete()) {
      return State.COMPLETE;
    }
    return modifiedAt.plus(RetentionPolicy.USUAL_QUIET).isAfter(clock.instant())
        ? State.RECORDING
        : State.UNFINISHED;
  }

  @Override
  public List<Coverage> find(ArchiveQuery query) throws IOException {
    return database().read(new SegmentSearch(paths, query)::run);
  }

  @Override
  public RetentionReport retain(RetentionPolicy policy, boolean dryRun) throws IOException {
    rescan(false, progress -> {});
    Retention retention = new Retention(entries(), policy, Times.us(clock.instant()));
    return new RetentionRun(database(), paths, retention).run(dryRun);
  }
}
