package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.provider.Faults;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/** An open recording: its description, its log, and where the samples of each track are found. */
final class LoadedReel implements Closeable {
  private final ReelLog log;
  private final RecordingInfo info;
  private final Map<Integer, ReelIndex> indexes;
  private final List<Closeable> files;

  private LoadedReel(
      ReelLog log, RecordingInfo info, Map<Integer, ReelIndex> indexes, List<Closeable> files) {
    this.log = log;
    this.info = info;
    this.indexes = indexes;
    this.files = files;
  }

  /**
   * Opens a recording as its files are at this moment.
   *
   * @throws MediaException DIR_NOT_FOUND, META_NOT_FOUND, INDEX_PARSE_ERROR, FORMAT_TOO_OLD,
   *     FORMAT_TOO_NEW, IO_ERROR
   */
  static LoadedReel load(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + directory);
    }
    List<Closeable> files = new ArrayList<>();
    try {
      ReadableFile file = openLog(directory);
      files.add(file);
      long salt = header(file).salt();
      return load(directory, salt, new ReelLog(file, salt), files);
    } catch (IOException | RuntimeException e) {
      for (Closeable file : files) {
        file.close();
      }
      throw e;
    }
  }

  private static FileHeader header(ReadableFile log) throws MediaException {
    FileHeader header =
        ReelFiles.header(log)
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.META_NOT_FOUND,
                        log.path() + " has no valid header, and there is no index that has one"));
    if (header.version() != FileHeader.VERSION) {
      throw new MediaException(
          header.version() > FileHeader.VERSION
              ? MediaError.FORMAT_TOO_NEW
              : MediaError.FORMAT_TOO_OLD,
          "%s is format reel version %d; version %d is read"
              .formatted(log.path(), header.version(), FileHeader.VERSION));
    }
    return header;
  }

  private static ReadableFile openLog(Path directory) throws IOException {
    Path path = directory.resolve(ReelFiles.LOG);
    try {
      return ReadableFile.open(path);
    } catch (NoSuchFileException e) {
      throw new MediaException(MediaError.META_NOT_FOUND, path + " is missing", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, path + " cannot be opened: " + e, e);
    }
  }

  private static LoadedReel load(Path directory, long salt, ReelLog log, List<Closeable> files)
      throws IOException {
    RecordingInfo info = log.description();
    Optional<EndBlock> lastBlock = log.endBlock(info.tracks());
    List<Optional<StoredIndex>> stored = new ArrayList<>();
    List<TrackEntries> rest = new ArrayList<>();
    long from = log.file().sizeBytes();
    for (int place = 0; place < info.tracks().size(); place++) {
      int track = info.tracks().get(place).id();
      Optional<StoredIndex> index =
          StoredIndex.open(directory.resolve(ReelFiles.index(track)), track, salt);
      index.ifPresent(files::add);
      Trust trust = Trust.NONE;
      if (index.isPresent()) {
        trust = Trust.in(index.get(), log, ended(lastBlock, place));
      }
      stored.add(index);
      rest.add(TrackEntries.behind(track, trust));
      from = Math.min(from, trust.from());
    }
    Optional<EndBlock> end = LogScan.run(log, info, from, rest, Faults.UNHEARD);
    Map<Integer, ReelIndex> indexes = new HashMap<>();
    long endUs = 0;
    for (int place = 0; place < rest.size(); place++) {
      TrackEntries entries = rest.get(place);
      Blocks blocks = new Blocks(log, stored.get(place), entries);
      endUs = Math.max(endUs, blocks.last().endUs());
      indexes.put(
          entries.track(),
          new ReelIndex(blocks, count -> rebuild(log, info, entries.track(), count)));
    }
    return new LoadedReel(log, described(info, endUs, end.isPresent()), indexes, files);
  }

  private static Optional<Trust.Ended> ended(Optional<EndBlock> end, int place) {
    return end.map(block -> new Trust.Ended(block.count(place), block.checkpoint()));
  }

  private static RecordingInfo described(RecordingInfo info, long endUs, boolean complete) {
    return new RecordingInfo(
        info.id(), info.startedAt(), OptionalLong.of(endUs), complete, info.tracks(), info.tags());
  }

  /** The blocks of one track by the log alone. */
  private static Blocks rebuild(ReelLog log, RecordingInfo info, int track, int count)
      throws IOException {
    TrackEntries entries = TrackEntries.all(track, Faults.UNHEARD);
    LogScan.run(log, info, FileHeader.BYTES, List.of(entries), Faults.UNHEARD);
    entries.fill(count);
    return new Blocks(log, Optional.empty(), entries);
  }

  RecordingInfo info() {
    return info;
  }

  ReelLog log() {
    return log;
  }

  ReelIndex index(int trackId) throws MediaException {
    Track track = info.track(trackId);
    ReelIndex index = indexes.get(track.id());
    if (index == null) {
      throw new IllegalStateException("track " + trackId + " has no index");
    }
    return index;
  }

  @Override
  public void close() throws IOException {
    for (Closeable file : files) {
      file.close();
    }
  }
}
