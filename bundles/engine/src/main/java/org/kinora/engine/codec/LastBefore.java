package org.kinora.engine.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameSeeker.OneFrame;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.spi.codec.Decoder;

/**
 * Decodes the samples of a group of pictures up to the last one that is shown at or before a time,
 * or up to the first. Which one that is shows when the next one comes, so it keeps one back. Where
 * pictures are reordered a group does not tell: a later one may hold the picture.
 */
final class LastBefore implements SampleSink {
  private final long timeUs;
  private final Decoder decoder;
  private final OneFrame frames;
  private @Nullable SampleInfo kept;
  private ByteBuffer keptData = ByteBuffer.allocate(0);

  /** Stops the reader. */
  static final class Enough extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean reordered;

    Enough(boolean reordered) {
      super(reordered ? "pictures are reordered" : "the picture is there");
      this.reordered = reordered;
    }

    boolean isReordered() {
      return reordered;
    }
  }

  LastBefore(long timeUs, Decoder decoder, OneFrame frames) {
    this.timeUs = timeUs;
    this.decoder = decoder;
    this.frames = frames;
  }

  @Override
  public void accept(SampleInfo info, ByteBuffer data) throws IOException {
    if (info.timeUs() != info.decodeTimeUs()) {
      throw new Enough(true);
    }
    if (kept != null && info.timeUs() > timeUs) {
      throw new Enough(false);
    }
    decodeKept();
    kept = info;
    if (keptData.capacity() < data.remaining()) {
      keptData = ByteBuffer.allocate(data.remaining());
    }
    keptData.clear().put(data).flip();
  }

  /** Decodes the sample that was kept back; its frame is the one. */
  void decodeLast() throws IOException {
    if (kept != null) {
      frames.want(kept.timeUs());
    }
    decodeKept();
  }

  private void decodeKept() throws IOException {
    if (kept != null) {
      decoder.decode(kept, keptData, frames);
    }
  }
}
