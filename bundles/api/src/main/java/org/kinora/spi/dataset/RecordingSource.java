package org.kinora.spi.dataset;

import java.io.IOException;
import java.nio.file.Path;
import org.kinora.media.FrameSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackIndex;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A recording as a data set is made of it. One thread at a time. Every method throws CANCELLED once
 * somebody has cancelled the export.
 */
@ProviderType
public interface RecordingSource {
  /** What the recording is. */
  RecordingInfo info();

  /**
   * The samples of a track.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND
   */
  TrackIndex index(int track) throws IOException;

  /**
   * Whether a key frame starts a group that needs nothing before it: no picture behind it refers to
   * one before it, and none that is decoded later is shown earlier.
   *
   * @param sample a key frame's number in the index
   */
  boolean isClosed(int track, int sample) throws IOException;

  /** Hands over the samples whose times lie in a range, in the order of the index. */
  void read(int track, long startUs, long endUs, SampleSink sink) throws IOException;

  /** Decodes the pictures or the sound shown in a range, in the order of time. */
  void decode(int track, long startUs, long endUs, FrameSink sink) throws IOException;

  /**
   * Writes pictures of a range into a video file of their own, which begins with a key frame at
   * time 0, without an edit list and without anything before its first picture.
   *
   * @param file does not exist yet
   * @param frames hears of each picture of the file in the order in which they are shown
   * @throws org.kinora.media.MediaException DATA_RANGE_ERROR if nothing is shown in the range, or
   *     if it shall be copied and no closed group begins there; ENCODER_NOT_SUPPORTED
   */
  VideoCut.Made cut(VideoCut cut, Path file, VideoCut.Frames frames) throws IOException;

  /**
   * Writes the sound of a range into a file of its own, which has one sample for each instant of
   * the range: silence where there is none.
   *
   * @param file does not exist yet
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND if it is no audio track
   */
  void cut(AudioCut cut, Path file) throws IOException;
}
