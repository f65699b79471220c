package org.kinora.engine.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.sound.SpanSound;
import org.kinora.media.AudioFormat;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.scene.Timeline.Span;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.spi.dataset.VideoCut.Encoded;
import org.kinora.spi.storage.RecordingReader;

/**
 * A recording that a data set is made of. It is opened when something is asked of it, also again
 * after {@link #close}, so that a plan may go over more recordings than can be open at a time.
 */
final class DatasetSource implements RecordingSource, Closeable {
  /** Ample for the reordering of any codec here. */
  static final int MOST_REORDERED = 64;

  private static final long SOUND_STEP_US = 1_000_000;

  private final Providers providers;
  private final Path path;
  private final Watch watch;
  private final Opened opened;
  private @Nullable OpenRecording recording;
  private @Nullable RecordingInfo info;

  /** Is told when a recording has been opened. */
  @FunctionalInterface
  interface Opened {
    void accept(DatasetSource source) throws IOException;
  }

  /**
   * A recording that is not opened yet.
   *
   * @param opened is told each time when it has been
   */
  DatasetSource(Providers providers, Path path, Watch watch, Opened opened) {
    this.providers = providers;
    this.path = path;
    this.watch = watch;
    this.opened = opened;
  }

  /** Opens it now, so that what is wrong is known, and says what it is. */
  RecordingInfo open() throws IOException {
    RecordingInfo known = info;
    if (known == null) {
      known = recording().reader().info();
      info = known;
    }
    return known;
  }

  /** The opened recording; valid until {@link #close}. */
  private OpenRecording recording() throws IOException {
    OpenRecording there = recording;
    if (there == null) {
      there = OpenRecording.open(providers, path);
      recording = there;
      opened.accept(this);
    }
    return there;
  }

  private RecordingReader reader() throws IOException {
    return recording().reader();
  }

  @Override
  public RecordingInfo info() {
    if (info == null) {
      throw new IllegalStateException(path + " was not opened");
    }
    return info;
  }

  @Override
  public TrackIndex index(int track) throws IOException {
    watch.at(Long.MIN_VALUE);
    return reader().index(track);
  }

  @Override
  public boolean isClosed(int track, int sample) throws IOException {
    watch.at(Long.MIN_VALUE);
    return ClosedGroups.begins(reader(), reader().info().track(track), sample);
  }

  @Override
  public void read(int track, long startUs, long endUs, SampleSink sink) throws IOException {
    TrackIndex index = index(track);
    reader()
        .read(
            samples(index, track, startUs, endUs),
            (sample, data) -> {
              if (sample.timeUs() >= startUs && sample.timeUs() < endUs) {
                watch.at(sample.timeUs());
                sink.accept(sample, data);
              }
            });
  }

  /** Samples among which are all of a range of time; where they are reordered, a few more. */
  private static SampleRange samples(TrackIndex index, int track, long startUs, long endUs) {
    int first = Math.max(0, index.floor(startUs - 1) - MOST_REORDERED);
    int end = Math.max(first, index.floor(endUs - 1) + 1);
    for (int i = end; i < Math.min(index.count(), end + MOST_REORDERED); i++) {
      if (index.timeUs(i) < endUs) {
        end = i + 1;
      }
    }
    return new SampleRange(track, first, end - first);
  }

  @Override
  public void decode(int track, long startUs, long endUs, FrameSink sink) throws IOException {
    Track decoded = reader().info().track(track);
    if (decoded.format() instanceof VideoFormat) {
      PictureRange.of(reader(), decoded, startUs, endUs).decode(providers, watch, sink);
    } else if (decoded.format() instanceof AudioFormat) {
      decodeSound(decoded, startUs, endUs, sink);
    } else {
      throw new MediaException(
          MediaError.DECODER_NOT_SUPPORTED,
          "track %d of recording %s is neither pictures nor sound".formatted(track, info().id()));
    }
  }

  /** Sound of the whole range, silent where there is none, each frame at its time. */
  private void decodeSound(Track track, long startUs, long endUs, FrameSink sink)
      throws IOException {
    try (SpanSound sound =
        SpanSound.open(providers, reader(), track, new Span(startUs, endUs, 1, startUs), sink)) {
      for (long untilUs = startUs; untilUs < endUs; untilUs += SOUND_STEP_US) {
        watch.at(untilUs);
        sound.run(untilUs);
      }
      sound.finish();
    }
  }

  @Override
  public VideoCut.Made cut(VideoCut cut, Path file, VideoCut.Frames frames) throws IOException {
    Track track = reader().info().track(cut.track());
    if (!(track.format() instanceof VideoFormat)) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND,
          "track %d of recording %s is no video".formatted(cut.track(), info().id()));
    }
    watch.at(cut.startUs());
    VideoFile made = new VideoFile(providers, recording(), track, cut, file, watch);
    return cut.making() instanceof Encoded encoded
        ? EncodedVideo.write(made, encoded, frames)
        : new CopiedVideo(made).write(frames);
  }

  @Override
  public void cut(AudioCut cut, Path file) throws IOException {
    Track track = reader().info().track(cut.track());
    if (!(track.format() instanceof AudioFormat)) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND,
          "track %d of recording %s is no sound".formatted(cut.track(), info().id()));
    }
    try (SoundFile made = SoundFile.create(providers, info(), track, cut, file, watch)) {
      decodeSound(track, cut.startUs(), cut.endUs(), made);
      made.finish();
    }
  }

  /** Closes the recording; it is opened again if something more is asked of it. */
  @Override
  public void close() throws IOException {
    OpenRecording there = recording;
    recording = null;
    if (there != null) {
      there.close();
    }
  }
}
