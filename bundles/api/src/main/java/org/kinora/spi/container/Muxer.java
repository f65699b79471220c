package org.kinora.spi.container;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.osgi.annotation.versioning.ConsumerType;

/** Writes one container file. One thread at a time. */
@ConsumerType
public interface Muxer extends Closeable {
  /**
   * Adds a track; all tracks are added before the first sample.
   *
   * @return the number by which {@link #write} knows it
   * @throws org.kinora.media.MediaException TRACK_NOT_SUPPORTED
   */
  int addTrack(Track track) throws IOException;

  /**
   * Writes the next sample of a track, in decode order. Tracks should alternate about every second.
   * What lies before time 0 is there for decoding and is not presented.
   *
   * @param track the number that {@link #addTrack} gave
   * @param data lent until this call returns
   * @throws org.kinora.media.MediaException TRACK_NOT_FOUND for a number that was not given,
   *     MUX_ERROR for samples that do not fit the track, such as a picture before time 0 where
   *     there are no edit lists
   */
  void write(int track, SampleInfo info, ByteBuffer data) throws IOException;

  /**
   * Hands everything that was written to the channel, and, in a file that is written live, makes it
   * readable after a crash. Does not sync the channel.
   *
   * @throws IOException what the channel throws; only {@link #close()} is left then
   */
  void flush() throws IOException;

  /**
   * Completes the file. Nothing can be written after it.
   *
   * @throws org.kinora.media.MediaException MUX_ERROR for what cannot be a file, such as no samples
   * @throws IOException what the channel throws; only {@link #close()} is left then
   */
  void finish() throws IOException;

  /**
   * Releases memory; the channel stays the caller's. Without {@link #finish()} the file is
   * unfinished.
   */
  @Override
  void close() throws IOException;
}
