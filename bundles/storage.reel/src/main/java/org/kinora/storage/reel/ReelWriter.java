package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.lib.provider.WriterGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes version 1. Samples gather in memory; a key frame of the first video track sends them to
 * the log, a block a track in one write, which one sync makes durable.
 */
final class ReelWriter implements RecordingWriter {
  /** Samples that wait, of all tracks together, before they are written without a sync. */
  private static final int MOST_WAITING_BYTES = 1 << 20;

  private static final int SYNCS_A_CHECKPOINT = 64;
  private static final long SHORTEST_GOP_US = 250_000;
  private static final long LONGEST_US = 10_000_000;
  private static final long LONGEST_WITHOUT_VIDEO_US = 1_000_000;

  private final NewDirectory directory;
  private final RecordingInfo info;
  private final Durability durability;
  private final WriterGuard guard;
  private final long salt;
  private final Optional<Track> clock;
  private final List<TrackStage> stages = new ArrayList<>();
  private final List<IndexAppender> indexes = new ArrayList<>();
  private final List<Closeable> files = new ArrayList<>();
  private final AppendedFile log;
  private final ByteBuffer description;

  private long logBytes;
  private long lastBlock;
  private long checkpoint = FileHeader.BYTES;
  private int syncsSinceCheckpoint;
  private boolean unsynced;

  private ReelWriter(
      NewDirectory directory,
      AppendedFile log,
      RecordingInfo info,
      ByteBuffer description,
      long salt,
      Durability durability) {
    this.directory = directory;
    this.log = log;
    this.info = info;
    this.description = description;
    this.salt = salt;
    this.durability = durability;
    guard = new WriterGuard(directory.path());
    clock = info.firstVideo();
    files.add(log);
  }

  /**
   * Begins a recording; when this returns, it survives a loss of power.
   *
   * @param salt a random number that no other recording has
   * @throws MediaException TARGET_EXISTS, TRACK_NOT_SUPPORTED, IO_ERROR; nothing is left behind
   */
  static ReelWriter create(Path at, RecordingInfo info, long salt, Durability durability)
      throws IOException {
    checkTracks(info);
    NewDirectory directory = NewDirectory.create(at);
    try {
      ByteBuffer description = Description.encode(info);
      AppendedFile log = AppendedFile.create(at.resolve(ReelFiles.LOG));
      ReelWriter writer = new ReelWriter(directory, log, info, description, salt, durability);
      writer.begin();
      return writer;
    } catch (IOException e) {
      directory.discard(e);
      throw new MediaException(MediaError.IO_ERROR, at + " cannot be created: " + e, e);
    }
  }

  private static void checkTracks(RecordingInfo info) throws MediaException {
    Set<Integer> ids = new HashSet<>();
    for (Track track : info.tracks()) {
      if (!ids.add(track.id())) {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED, "track id " + track.id() + " is given twice");
      }
    }
    if (ids.isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED, "recording " + info.id() + " has no track to write");
    }
  }

  private void begin() throws IOException {
    try {
      log.append(new FileHeader(FileHeader.Role.LOG, 0, salt).encode());
      logBytes = FileHeader.BYTES;
      appendBlock(BlockHeader.DESCRIPTION, description);
      log.sync();
      unsynced = false;
      for (Track track : info.tracks()) {
        AppendedFile file =
            AppendedFile.create(directory.path().resolve(ReelFiles.index(track.id())));
        files.add(file);
        file.append(new FileHeader(FileHeader.Role.INDEX, track.id(), salt).encode());
        file.sync();
        indexes.add(new IndexAppender(file, salt));
        stages.add(new TrackStage(track));
      }
      directory.forceNames();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void append(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    guard.checkUsable();
    TrackStage stage = stage(trackId);
    stage.check(sample, data);
    guard.run("appending", () -> add(stage, sample, data));
  }

  private void add(TrackStage stage, SampleInfo sample, ByteBuffer data) throws IOException {
    boolean blockEnds = endsBlock(stage, sample);
    if (durability.isDue(blockEnds, stage.unsyncedUs(sample.decodeTimeUs()))) {
      sync();
    } else if (blockEnds
        || stage.isFull()
        || waitingBytes() + (long) sample.size() > MOST_WAITING_BYTES) {
      writeBlocks();
    }
    stage.add(sample, data);
  }

  /** Whether the samples that wait are a GOP, or span so long that they shall not wait more. */
  private boolean endsBlock(TrackStage stage, SampleInfo sample) {
    long spanUs = stage.spanUs(sample.decodeTimeUs());
    if (clock.isEmpty()) {
      return spanUs >= LONGEST_WITHOUT_VIDEO_US;
    }
    boolean gopEnds = clock.get().id() == stage.track().id() && sample.keyframe();
    return (gopEnds && spanUs >= SHORTEST_GOP_US) || spanUs >= LONGEST_US;
  }

  private int waitingBytes() {
    int bytes = 0;
    for (TrackStage stage : stages) {
      bytes += stage.payloadBytes();
    }
    return bytes;
  }

  /** Makes what waits durable; now and then also the index. */
  private void sync() throws IOException {
    if (syncLog()) {
      syncsSinceCheckpoint++;
    }
    if (syncsSinceCheckpoint >= SYNCS_A_CHECKPOINT) {
      checkpoint();
    }
  }

  /** Writes what waits and makes the log durable; tells whether there was anything to do. */
  private boolean syncLog() throws IOException {
    writeBlocks();
    if (!unsynced) {
      return false;
    }
    log.sync();
    unsynced = false;
    stages.forEach(TrackStage::markSynced);
    return true;
  }

  /** One write for all tracks. */
  private void writeBlocks() throws IOException {
    List<ByteBuffer> parts = new ArrayList<>();
    long offset = logBytes;
    for (int i = 0; i < stages.size(); i++) {
      TrackStage stage = stages.get(i);
      if (!stage.isEmpty()) {
        indexes.get(i).add(offset, stage.table());
        lastBlock = offset;
        offset += stage.drainTo(parts, salt, checkpoint);
      }
    }
    if (!parts.isEmpty()) {
      unsynced = true;
      log.append(parts.toArray(ByteBuffer[]::new));
      logBytes = offset;
      stages.forEach(TrackStage::clear);
    }
  }

  /** The log is durable: makes the index so too, and says both in all blocks to come. */
  private void checkpoint() throws IOException {
    for (IndexAppender index : indexes) {
      index.checkpoint(lastBlock);
    }
    checkpoint = logBytes;
    syncsSinceCheckpoint = 0;
    appendBlock(BlockHeader.DESCRIPTION, description);
  }

  /** Appends a block of no track. */
  private void appendBlock(int kind, ByteBuffer head) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(BlockHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    BlockHeader header = BlockHeader.of(kind, head, checkpoint);
    header.encode(salt, first);
    unsynced = true;
    log.append(first, head.duplicate());
    lastBlock = logBytes;
    logBytes += header.blockBytes();
  }

  @Override
  public void flush() throws IOException {
    guard.run("flushing", this::sync);
  }

  @Override
  public void finish() throws IOException {
    guard.finish(this::complete);
  }

  private void complete() throws IOException {
    syncLog();
    checkpoint();
    EndBlock end = new EndBlock(stages.stream().map(TrackStage::count).toList(), checkpoint);
    appendBlock(BlockHeader.END, end.encode(info.tracks()));
    syncLog();
  }

  private TrackStage stage(int trackId) throws MediaException {
    for (TrackStage stage : stages) {
      if (stage.track().id() == trackId) {
        return stage;
      }
    }
    info.track(trackId); // names the tracks that are there
    throw new IllegalStateException("track " + trackId + " has no stage");
  }

  @Override
  public void close() throws IOException {
    guard.close(files);
    files.clear();
  }
}
