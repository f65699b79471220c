package org.kinora.engine;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.kinora.media.Frame;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.storage.RecordingReader;

/**
 * Decodes a video track from beginning to end on a thread of its own and puts the pictures into a
 * queue. Where samples cannot be decoded it goes on at the next key frame and says so.
 */
final class VideoSource implements Closeable {
  private final RecordingReader reader;
  private final int trackId;
  private final TrackIndex index;
  private final Decoder decoder;
  private final FrameQueue queue;
  private final Consumer<String> warnings;
  private final Thread thread;

  VideoSource(
      RecordingReader reader,
      int trackId,
      Decoder decoder,
      FrameQueue queue,
      Consumer<String> warnings)
      throws IOException {
    this.reader = reader;
    this.trackId = trackId;
    this.index = reader.index(trackId);
    this.decoder = decoder;
    this.queue = queue;
    this.warnings = warnings;
    thread = new Thread(this::run, "kinora-decode");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      decodeAll();
      queue.end();
    } catch (IOException | RuntimeException | Error e) {
      queue.fail(e);
    }
  }

  private void decodeAll() throws IOException {
    int key = nextKeyframe(0);
    if (key > 0) {
      warnings.accept(key + " samples before the first key frame cannot be decoded");
    }
    while (key < index.count()) {
      int end = Gops.end(index, key);
      try {
        reader.read(
            new SampleRange(trackId, key, end - key),
            (info, data) -> decoder.decode(info, data, this::hand));
      } catch (MediaException e) {
        if (e.code() != MediaError.DECODE_ERROR) {
          throw e;
        }
        warnings.accept("pictures lost up to sample " + end + ": " + e.getMessage());
        decoder.reset();
      }
      key = end;
    }
    decoder.flush(this::hand);
  }

  private int nextKeyframe(int from) {
    int i = from;
    while (i < index.count() && !index.isKeyframe(i)) {
      i++;
    }
    return i;
  }

  private void hand(Frame frame) throws IOException {
    queue.put((VideoFrame) frame);
  }

  /** Ends the thread; the decoder stays its owner's. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
