package org.kinora.engine.picture;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.kinora.engine.recording.TrackCut;
import org.kinora.media.Frame;
import org.kinora.media.FrameSink;
import org.kinora.media.Gops;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.storage.RecordingReader;

/**
 * Decodes the parts of a video track that a timeline shows and lends the pictures, each with the
 * time it is shown at. A part is decoded from the key frame before it; what lies before its first
 * picture is not handed on. Where samples cannot be decoded it goes on at the next key frame and
 * says so.
 */
final class VideoSource {
  /** One more than there are processors: each waits for another now and then. */
  static final int DECODER_THREADS = Runtime.getRuntime().availableProcessors() + 1;

  private final RecordingReader reader;
  private final Track track;
  private final TrackIndex index;
  private final Decoder decoder;
  private final List<Span> spans;
  private final long fromShownUs;
  private final Consumer<String> warnings;

  /**
   * The decoder and the reader stay the caller's.
   *
   * @param fromShownUs from when on pictures are wanted; a few before it may come
   */
  VideoSource(
      RecordingReader reader,
      Track track,
      Decoder decoder,
      List<Span> spans,
      long fromShownUs,
      Consumer<String> warnings)
      throws IOException {
    this.reader = reader;
    this.track = track;
    this.decoder = decoder;
    this.spans = spans;
    this.fromShownUs = fromShownUs;
    this.warnings = warnings;
    index = reader.index(track.id());
  }

  /** Decodes everything. */
  void run(Pacing pacing) throws IOException {
    boolean isFirst = true;
    for (Span span : spans) {
      if (span.shownUs() + span.shownDurationUs() <= fromShownUs) {
        continue;
      }
      if (!isFirst) {
        decoder.reset();
      }
      decode(span, pacing);
      isFirst = false;
    }
  }

  private void decode(Span span, Pacing pacing) throws IOException {
    // which pictures of a span that is sped up are left out, its beginning decides
    long wantedUs = span.speed() > 1 ? span.startUs() : span.toRecorded(fromShownUs);
    int shown = index.floor(Math.max(span.startUs(), wantedUs));
    int key = shown < 0 ? -1 : index.keyframeBefore(shown);
    if (key < 0) {
      key = nextKeyframe(Math.max(0, shown));
      if (key > Math.max(0, shown)) {
        warnings.accept(key + " samples before the first key frame cannot be decoded");
      }
    }
    int end = TrackCut.end(track, index, span.endUs());
    Shots shots =
        new Shots(
            span,
            key < end ? index.timeUs(key) : 0,
            shown < 0 ? Long.MIN_VALUE : index.timeUs(shown),
            pacing);
    while (key < end) {
      int behind = Math.min(end, Gops.end(index, key));
      if (!decodeGroup(key, behind, shots)) {
        decodeGroup(key, behind, shots);
      }
      key = behind;
    }
    flush(end, shots);
  }

  /**
   * Decodes a group as far as that goes.
   *
   * @return whether it is done with: a decoder that works ahead fails so late that the samples of
   *     the group before may be to blame, and it is worth another attempt
   */
  private boolean decodeGroup(int key, int end, Shots shots) throws IOException {
    int[] taken = {0};
    try {
      reader.read(
          new SampleRange(track.id(), key, end - key),
          (info, data) -> {
            taken[0]++;
            decoder.decode(info, data, shots);
          });
      return true;
    } catch (MediaException e) {
      boolean isLate = taken[0] <= DECODER_THREADS;
      lost(isLate ? key : end, e);
      return !isLate;
    }
  }

  private void flush(int end, Shots shots) throws IOException {
    try {
      decoder.flush(shots);
    } catch (MediaException e) {
      lost(end, e);
    }
  }

  /** Makes the decoder ready for a key frame. */
  private void lost(int upTo, MediaException e) throws IOException {
    if (e.code() != MediaError.DECODE_ERROR) {
      throw e;
    }
    warnings.accept("pictures lost up to sample " + upTo + ": " + e.getMessage());
    decoder.reset();
  }

  private int nextKeyframe(int from) {
    int i = from;
    while (i < index.count() && !index.isKeyframe(i)) {
      i++;
    }
    return i;
  }

  /** Hands on the pictures of one span. */
  private static final class Shots implements FrameSink {
    private final Span span;
    private final long keyUs;
    private final long onScreenUs;
    private final Pacing pacing;

    /**
     * Takes pictures.
     *
     * @param keyUs the key frame's time; what is shown before it refers to what is not there
     * @param onScreenUs the time of the picture that is on the screen when the span begins
     */
    Shots(Span span, long keyUs, long onScreenUs, Pacing pacing) {
      this.span = span;
      this.keyUs = keyUs;
      this.onScreenUs = onScreenUs;
      this.pacing = pacing;
    }

    @Override
    public void accept(Frame frame) throws IOException {
      pacing.checkWanted();
      VideoFrame picture = (VideoFrame) frame;
      long timeUs = picture.timeUs();
      long endUs = picture.durationUs() > 0 ? timeUs + picture.durationUs() : MediaTime.UNKNOWN;
      if (timeUs < Math.max(keyUs, onScreenUs) || timeUs >= span.endUs()) {
        return;
      }
      if (endUs <= span.startUs()) {
        endUs = MediaTime.UNKNOWN; // it stays on the screen until the next one
      }
      pacing.accept(
          picture,
          new Shot(
              span,
              Math.max(timeUs, span.startUs()),
              endUs == MediaTime.UNKNOWN ? endUs : Math.min(endUs, span.endUs())));
    }
  }
}
