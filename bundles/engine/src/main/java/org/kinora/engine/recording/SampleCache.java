package org.kinora.engine.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs of encoded samples in memory, for all sessions together, bounded in bytes. Room is reserved
 * before anything is read; to make room, the run that was used least recently goes first. A run
 * that is being handed over does not go: its memory counts until {@link Lease#close}. So memory
 * stays within the bound at every moment, and who gets no room reads without the cache. Safe for
 * many threads; nothing here waits or touches a disk.
 */
public final class SampleCache {
  /** What a sample's times and flags take in memory, rounded up. */
  private static final long SAMPLE_BYTES = 64;

  /** What a run takes beside its samples, rounded up. */
  private static final long RUN_BYTES = 256;

  private volatile long mostBytes;

  /** The one used least recently first. */
  private final Map<Key, Lease> runs = new LinkedHashMap<>(16, 0.75f, true);

  private long usedBytes;

  /**
   * Names a run.
   *
   * @param owner the session; compared by identity
   * @param first its first sample
   */
  record Key(Object owner, int trackId, int first) {}

  /** Room in the cache, with the samples in it; close gives up the use of it, not the content. */
  final class Lease implements AutoCloseable {
    private final Key key;
    private final long bytes;
    private int users = 1;
    private boolean listed;
    private @Nullable CachedSamples samples;

    private Lease(Key key, long bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    /** The samples; null in room that was not filled. */
    @Nullable CachedSamples samples() {
      return samples;
    }

    /** Puts samples into the room, which others find from now on. */
    void fill(CachedSamples filled) {
      synchronized (SampleCache.this) {
        samples = filled;
        Lease old = runs.put(key, this);
        listed = true;
        if (old != null) {
          old.unlist();
        }
      }
    }

    private void unlist() {
      listed = false;
      freeIfUnused();
    }

    private void freeIfUnused() {
      if (!listed && users == 0) {
        usedBytes -= bytes;
      }
    }

    @Override
    public void close() {
      synchronized (SampleCache.this) {
        users--;
        freeIfUnused();
      }
    }
  }

  /**
   * Makes an empty cache.
   *
   * @param mostBytes the bound; 0 for a cache that holds nothing
   */
  public SampleCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Sets the bound; what is too much goes, but for what is being handed over. */
  public synchronized void setMostBytes(long bytes) {
    mostBytes = bytes;
    for (Lease run : List.copyOf(runs.values())) {
      if (usedBytes > bytes) {
        remove(run);
      }
    }
  }

  /** What a run takes. */
  public static long costOf(int samples, long dataBytes) {
    return RUN_BYTES + samples * SAMPLE_BYTES + dataBytes;
  }

  long mostBytes() {
    return mostBytes;
  }

  /** What is held or reserved now. */
  public synchronized long usedBytes() {
    return usedBytes;
  }

  /** The run of that name, which now counts as used; null if it is not here. */
  synchronized @Nullable Lease find(Key key) {
    Lease run = runs.get(key);
    if (run != null) {
      run.users++;
    }
    return run;
  }

  /** Room for a run that is about to be read; null if there cannot be that much now. */
  synchronized @Nullable Lease reserve(Key key, long bytes) {
    if (bytes > mostBytes) {
      return null;
    }
    List<Lease> unused = new ArrayList<>();
    long freeBytes = mostBytes - usedBytes;
    for (Lease run : runs.values()) {
      if (freeBytes >= bytes) {
        break;
      }
      if (run.users == 0) {
        unused.add(run);
        freeBytes += run.bytes;
      }
    }
    if (freeBytes < bytes) {
      return null;
    }
    unused.forEach(this::remove);
    usedBytes += bytes;
    return new Lease(key, bytes);
  }

  /** Drops what a session has here; what is being handed over goes after that. */
  synchronized void removeAll(Object owner) {
    for (Lease run : List.copyOf(runs.values())) {
      if (run.key.owner() == owner) {
        remove(run);
      }
    }
  }

  private void remove(Lease run) {
    runs.remove(run.key);
    run.unlist();
  }
}
