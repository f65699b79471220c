package org.kinora.storage.reel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Fault.Severity;
import org.kinora.media.Track;

/** Reads a whole recording: every block, every sample, every index entry. */
final class RecordingCheck {
  private static final int PIECE_BYTES = 1 << 20;

  private final Path directory;
  private final LoadedReel reel;
  private final Faults faults;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);

  private RecordingCheck(Path directory, LoadedReel reel, Faults faults) {
    this.directory = directory;
    this.reel = reel;
    this.faults = faults;
  }

  static void run(Path directory, Faults faults) throws IOException {
    try (LoadedReel reel = LoadedReel.load(directory)) {
      new RecordingCheck(directory, reel, faults).run();
    }
  }

  private void run() throws IOException {
    FileHeader header = fileHeader();
    List<TrackEntries> tracks = new ArrayList<>();
    for (Track track : reel.info().tracks()) {
      tracks.add(TrackEntries.all(track.id(), faults));
    }
    Optional<EndBlock> end = LogScan.run(reel.log(), reel.info(), FileHeader.BYTES, tracks, faults);
    if (end.isEmpty()) {
      faults.add(Severity.NOTE, ReelFiles.LOG, () -> "there is no end block; it was not finished");
    }
    for (int place = 0; place < tracks.size(); place++) {
      TrackEntries entries = tracks.get(place);
      long found = entries.last().endSample();
      long stated = end.isPresent() ? end.get().count(place) : found;
      if (stated != found) {
        faults.add(
            Severity.LOSS,
            "track " + entries.track(),
            () -> "it has %d samples; the end block states %d".formatted(found, stated));
      }
      samples(entries);
      index(entries, header.salt(), end.isPresent());
    }
  }

  private FileHeader fileHeader() throws IOException {
    FileHeader found =
        ReelFiles.header(directory).orElseThrow(() -> new IOException(directory + " is gone"));
    if (found.role() != FileHeader.Role.LOG) {
      faults.add(
          Severity.WARNING,
          ReelFiles.LOG + ", offset 0",
          () ->
              "the file header is damaged; that of %s is used"
                  .formatted(ReelFiles.index(found.track())));
    }
    return found;
  }

  private void samples(TrackEntries entries) throws IOException {
    Blocks blocks = new Blocks(reel.log(), Optional.empty(), entries);
    for (int n = 0; n < blocks.count(); n++) {
      Blocks.Run run = blocks.run(n);
      BlockTable table = run.table();
      for (int j = 0; j < table.count() && !table.isLost(); j++) {
        if (!reel.log().isWhole(run.payloadOffset(), table, j, piece)) {
          faults.add(
              Severity.LOSS,
              "%s, track %d, sample %d, offset %d"
                  .formatted(
                      ReelFiles.LOG,
                      entries.track(),
                      run.first() + j,
                      run.payloadOffset() + table.start(j)),
              () -> "its bytes are not those that were written");
        }
      }
    }
  }

  /** Compares the stored index with what the log says; entries of idle tracks stand only in it. */
  private void index(TrackEntries entries, long salt, boolean finished) throws IOException {
    String name = ReelFiles.index(entries.track());
    Optional<StoredIndex> stored = StoredIndex.open(directory.resolve(name), entries.track(), salt);
    if (stored.isEmpty()) {
      faults.add(
          Severity.WARNING, name, () -> "it is missing or its header is damaged; the log is read");
      return;
    }
    int next = 0;
    try (StoredIndex index = stored.get()) {
      for (int n = 0; n < index.count(); n++) {
        IndexEntry entry = index.entry(n);
        if (entry.count() > 0) {
          if (next == entries.entries().size()
              || !entry.namesTheSameAs(entries.entries().get(next))) {
            faults.add(
                Severity.WARNING, name + ", entry " + n, () -> "it does not agree with the log");
            return;
          }
          next++;
        }
      }
    } catch (StoredIndex.DamagedEntry e) {
      faults.add(Severity.WARNING, name, () -> e.getMessage() + "; the log is read");
      return;
    }
    int behind = entries.entries().size() - next;
    if (finished && behind > 0) {
      faults.add(Severity.WARNING, name, () -> behind + " blocks of the log are not in it");
    }
  }
}
