package org.kinora.storage.reel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes version 1. Samples gather in memory; a key frame of the first video track sends them to
 * the log, a block a track in one write, and one sync makes them durable. A failed write or sync is
 * final: after it the system may have dropped what it held and report success, so nothing is tried
 * again.
 */
final class ReelWriter implements RecordingWriter {
  /** Samples that wait, of all tracks together, before they are written without a sync. */
  private static final int MOST_WAITING_BYTES = 1 << 20;

  private static final int SYNCS_A_CHECKPOINT = 64;
  private static final long SHORTEST_GOP_US = 250_000;

  private final Disk disk;
  private final RecordingInfo info;
  private final Durability durability;
  private final long salt;
  private final Optional<Track> clock;
  private final List<TrackStage> stages = new ArrayList<>();
  private final List<IndexAppender> indexes = new ArrayList<>();
  private final List<Closeable> files = new ArrayList<>();
  private final Disk.File log;
  private final ByteBuffer description;

  private long logBytes;
  private long lastBlock;
  private long checkpoint = FileHeader.BYTES;
  private int syncsSinceCheckpoint;
  private boolean unsynced;
  private boolean finished;
  private boolean failed;
  private boolean closed;

  private ReelWriter(
      Disk disk,
      Disk.File log,
      RecordingInfo info,
      ByteBuffer description,
      long salt,
      Durability durability) {
    this.disk = disk;
    this.log = log;
    this.info = info;
    this.description = description;
    this.salt = salt;
    this.durability = durability;
    clock = info.firstVideo();
    files.add(log);
  }

  /**
   * Begins a recording; when this returns, it survives a loss of power.
   *
   * @param salt a random number that no other recording has
   * @throws MediaException TARGET_EXISTS, TRACK_NOT_SUPPORTED, IO_ERROR; nothing is left behind
   */
  static ReelWriter create(Disk disk, RecordingInfo info, long salt, Durability durability)
      throws IOException {
    checkTracks(info);
    try {
      disk.createDirectory();
    } catch (FileAlreadyExistsException e) {
      throw new MediaException(MediaError.TARGET_EXISTS, disk + " is there already", e);
    } catch (IOException e) {
      throw new MediaException(MediaError.IO_ERROR, disk + " cannot be created: " + e, e);
    }
    try {
      ByteBuffer description = Description.encode(info);
      Disk.File log = disk.createFile(ReelFiles.LOG);
      ReelWriter writer = new ReelWriter(disk, log, info, description, salt, durability);
      writer.begin();
      return writer;
    } catch (IOException e) {
      discard(disk, e);
      throw new MediaException(MediaError.IO_ERROR, disk + " cannot be created: " + e, e);
    }
  }

  private static void discard(Disk disk, IOException cause) {
    try {
      disk.discard();
    } catch (IOException e) {
      cause.addSuppressed(e);
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
        Disk.File file = disk.createFile(ReelFiles.index(track.id()));
        files.add(file);
        file.append(new FileHeader(FileHeader.Role.INDEX, track.id(), salt).encode());
        file.sync();
        indexes.add(new IndexAppender(file, salt));
        stages.add(new TrackStage(track));
      }
      disk.syncNames();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void append(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    checkUsable();
    TrackStage stage = stage(trackId);
    stage.check(sample, data);
    guarded("appending to track " + trackId, () -> add(stage, sample, data));
  }

  private void add(TrackStage stage, SampleInfo sample, ByteBuffer data) throws IOException {
    if (isSyncDue(stage, sample)) {
      sync();
    } else if (stage.isFull() || waitingBytes() + (long) sample.size() > MOST_WAITING_BYTES) {
      writeBlocks();
    }
    stage.add(sample, data);
  }

  private boolean isSyncDue(TrackStage stage, SampleInfo sample) {
    long spanUs = stage.spanUs(sample.decodeTimeUs());
    boolean isClock = clock.isPresent() && clock.get().id() == stage.track().id();
    boolean gopEnds = isClock && sample.keyframe() && spanUs >= SHORTEST_GOP_US;
    return (durability.everyGop() && gopEnds) || spanUs >= durability.everyUs();
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
    checkUsable();
    guarded("flushing", this::sync);
  }

  @Override
  public void finish() throws IOException {
    checkUsable();
    guarded("finishing", this::complete);
    finished = true;
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

  private void checkUsable() throws MediaException {
    if (failed) {
      throw new MediaException(
          MediaError.IO_ERROR, disk + ": an earlier write failed; nothing more is written");
    }
    if (finished || closed) {
      throw new MediaException(
          MediaError.CLOSED, disk + " was " + (finished ? "finished" : "closed"));
    }
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void guarded(String what, Step step) throws MediaException {
    boolean done = false;
    try {
      step.run();
      done = true;
    } catch (IOException e) {
      throw new MediaException(
          MediaError.IO_ERROR, "%s: %s failed: %s".formatted(disk, what, e), e);
    } finally {
      failed = !done; // also if memory ran out half way
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (Closeable file : files) {
      file.close();
    }
    files.clear();
  }
}
