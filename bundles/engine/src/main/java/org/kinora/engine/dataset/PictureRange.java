package org.kinora.engine.dataset;

import java.io.IOException;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.TrackCut;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.storage.RecordingReader;

/**
 * The pictures of a track that are shown in a range of time: the one on the screen when it begins,
 * or the track's first one, to the last one before its end.
 *
 * @param key the sample where decoding begins
 * @param firstUs the time of the first picture
 * @param startUs the range's beginning
 * @param endUs the range's end
 */
record PictureRange(
    RecordingReader reader,
    Track track,
    TrackIndex index,
    int key,
    long firstUs,
    long startUs,
    long endUs) {
  private static final int DECODER_THREADS = 2;

  /**
   * Looks up a range. Pictures before the first key frame cannot be decoded and count as not there.
   *
   * @throws MediaException DATA_RANGE_ERROR if nothing is shown in it
   */
  static PictureRange of(RecordingReader reader, Track track, long startUs, long endUs)
      throws IOException {
    TrackIndex index = reader.index(track.id());
    int shown = index.floor(startUs);
    int key = shown < 0 ? -1 : index.keyframeBefore(shown);
    long firstUs = key < 0 ? 0 : index.timeUs(shown);
    if (key < 0) {
      key = firstKeyframe(index);
      firstUs = key < index.count() ? index.timeUs(key) : Long.MAX_VALUE;
    }
    if (firstUs >= endUs) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "track %d of recording %s shows nothing from %d to %d us"
              .formatted(track.id(), reader.info().id(), startUs, endUs));
    }
    return new PictureRange(reader, track, index, key, firstUs, startUs, endUs);
  }

  private static int firstKeyframe(TrackIndex index) {
    int key = 0;
    while (key < index.count() && !index.isKeyframe(key)) {
      key++;
    }
    return key;
  }

  /** The samples that must be decoded. */
  SampleRange samples() {
    int end = Math.max(key + 1, TrackCut.end(track, index, endUs));
    return new SampleRange(track.id(), key, end - key);
  }

  /** When a file of the range shows a picture: the first one at once. */
  long fileUs(long timeUs) {
    return timeUs == firstUs ? 0 : timeUs - startUs;
  }

  /** Whether a picture of that time is one of them. */
  boolean holds(long timeUs) {
    return timeUs >= firstUs && timeUs < endUs;
  }

  /**
   * Until when the last picture is shown: to the range's end if another follows, else as long as
   * the recording says.
   *
   * @param lastUs its time
   */
  long shownUntilUs(long lastUs) {
    int last = index.floor(lastUs);
    boolean isFollowed = index.timeUs(index.floor(Long.MAX_VALUE)) > lastUs;
    long durationUs = index.durationUs(last);
    return isFollowed || durationUs == 0 ? endUs : Math.min(endUs, lastUs + durationUs);
  }

  /** Hands over the pictures in the order in which they are shown. */
  void decode(Providers providers, Watch watch, FrameSink sink) throws IOException {
    FrameSink shown =
        frame -> {
          if (holds(frame.timeUs())) {
            watch.at(frame.timeUs());
            sink.accept(frame);
          }
        };
    try (Decoder decoder = providers.decoder(track.format(), DECODER_THREADS)) {
      reader.read(
          samples(),
          (info, data) -> {
            watch.at(Long.MIN_VALUE);
            decoder.decode(info, data, shown);
          });
      decoder.flush(shown);
    }
  }
}
