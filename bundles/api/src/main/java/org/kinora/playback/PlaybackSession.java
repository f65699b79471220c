package org.kinora.playback;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.kinora.media.FaultSink;
import org.kinora.media.FrameSink;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.SampleSink;
import org.kinora.media.Segment;
import org.kinora.media.TrackIndex;
import org.kinora.scene.Scene;
import org.osgi.annotation.versioning.ProviderType;

/** One opened recording. One thread at a time. */
@ProviderType
public interface PlaybackSession extends Closeable {
  /** Where it lies. */
  Path path();

  /** The name of the storage format that opened it. */
  String format();

  /** The version of that format on disk, as its plugin counts them. */
  int formatVersion();

  /** What the recording says of itself. */
  RecordingInfo info();

  /**
   * The samples of one track; may read the disk at the first call.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, INDEX_PARSE_ERROR
   */
  TrackIndex index(int trackId) throws IOException;

  /**
   * The group of pictures that must be decoded to show the picture at {@code timeUs}: from its key
   * frame to the last sample before the next key frame. Times before the first sample mean the
   * first.
   *
   * @throws org.kinora.media.MediaException DATA_RANGE_ERROR if the track has no key frame at or
   *     before that time
   */
  SampleRange gopByTime(int trackId, long timeUs) throws IOException;

  /**
   * Hands over samples; see {@link org.kinora.media.SampleSink}. What the cache holds is not read
   * again.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, DATA_RANGE_ERROR
   */
  void getRange(SampleRange range, SampleSink sink) throws IOException;

  /**
   * Reads the groups of pictures around a sample into the cache, on a thread of the engine: the one
   * that holds it, those up to {@code aheadUs} behind its end, and the one before it. Returns at
   * once; a newer call replaces what an older one has not read yet. What cannot be read is left to
   * {@link #getRange} to report.
   *
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND, DATA_RANGE_ERROR if there is no such
   *     sample
   */
  void prefetchAround(int trackId, int sample, long aheadUs) throws IOException;

  /**
   * The pieces it is stored in, oldest first; empty where it is one piece. May read the disk.
   *
   * @throws IOException what the format throws
   */
  List<Segment> segments() throws IOException;

  /**
   * Decodes the picture that is shown at {@code timeUs}: the one with the greatest presentation
   * time at or before it, or the first. Hands over exactly one frame.
   *
   * @throws org.kinora.media.MediaException DECODER_NOT_SUPPORTED, DECODE_ERROR, DATA_RANGE_ERROR
   */
  void frame(int trackId, long timeUs, FrameSink sink) throws IOException;

  /**
   * Writes the picture that is shown at {@code timeUs} as PNG. The file appears under its name only
   * when it is whole.
   *
   * @param overwrite whether a file of that name is replaced
   * @return the presentation time of the picture
   * @throws org.kinora.media.MediaException as {@link #frame}, and TARGET_EXISTS
   */
  long snapshot(int trackId, long timeUs, Path target, boolean overwrite) throws IOException;

  /**
   * Composes the picture that is shown at a time of the scene's timeline, as an export would. Hands
   * over exactly one frame, whose time is {@code timeUs}'s picture's in what is shown.
   *
   * @throws org.kinora.media.MediaException as {@link #frame}; PLUGIN_NOT_FOUND without a
   *     compositor; ARGUMENT_INVALID for a scene that does not fit
   */
  void compose(Scene scene, long timeUs, FrameSink sink) throws IOException;

  /**
   * Writes the picture that {@link #compose} makes as PNG. The file appears under its name only
   * when it is whole.
   *
   * @return the time of the picture in what is shown
   * @throws org.kinora.media.MediaException as {@link #compose}, and TARGET_EXISTS
   */
  long preview(Scene scene, long timeUs, Path target, boolean overwrite) throws IOException;

  /**
   * A small picture of the last key frame at or before a time, out of {@code thumbs/} of the
   * recording, or made now and kept there. Where that cannot be written, in a directory for
   * temporary files.
   *
   * @param width in pixels, 16 to 4,096; the height follows
   * @return the image file
   * @throws org.kinora.media.MediaException as {@link #frame}
   */
  Path thumbnail(int trackId, long timeUs, int width) throws IOException;

  /**
   * Names everything that is wrong or unusual. Reads the whole recording, changes nothing.
   *
   * @throws IOException also what the sink throws, unchanged
   */
  void verify(FaultSink faults) throws IOException;
}
