package org.kinora.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kinora.catalog.Archive;
import org.kinora.catalog.ArchiveQuery;
import org.kinora.catalog.ArchivedRecording;
import org.kinora.catalog.Coverage;
import org.kinora.catalog.RescanReport;
import org.kinora.catalog.RetentionPolicy;
import org.kinora.catalog.RetentionReport;
import org.kinora.catalog.ScanProgress;

/** Answers what a test put in, and notes what it was asked. */
final class FakeArchive implements Archive {
  final List<ArchivedRecording> recordings = new ArrayList<>();
  final List<Coverage> coverage = new ArrayList<>();
  final List<ArchiveQuery> queries = new ArrayList<>();
  final List<RetentionPolicy> policies = new ArrayList<>();
  final List<Boolean> dryRuns = new ArrayList<>();
  final List<Boolean> rescans = new ArrayList<>();
  RescanReport rescan = new RescanReport(List.of(), List.of(), List.of(), List.of(), 0);
  RetentionReport retention = new RetentionReport(List.of(), List.of(), List.of(), 0, 0);
  Optional<ScanProgress> progress = Optional.empty();

  @Override
  public RescanReport rescan(boolean everything, Consumer<ScanProgress> listener) {
    rescans.add(everything);
    progress.ifPresent(listener);
    return rescan;
  }

  @Override
  public List<ArchivedRecording> recordings() {
    return recordings;
  }

  @Override
  public List<Coverage> find(ArchiveQuery query) {
    queries.add(query);
    return coverage;
  }

  @Override
  public RetentionReport retain(RetentionPolicy policy, boolean dryRun) {
    policies.add(policy);
    dryRuns.add(dryRun);
    return retention;
  }
}
