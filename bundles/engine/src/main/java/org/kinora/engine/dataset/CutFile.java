package org.kinora.engine.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;

/**
 * A file of one track, without anything that tells when or by whom it was made. {@link #close}
 * without {@link #finish} removes it.
 */
final class CutFile implements Closeable {
  private final Path path;
  private final Watch watch;
  private final FileChannel channel;
  private final Muxer muxer;
  private final int number;
  private boolean finished;

  private CutFile(Path path, Watch watch, FileChannel channel, Muxer muxer, int number) {
    this.path = path;
    this.watch = watch;
    this.channel = channel;
    this.muxer = muxer;
    this.number = number;
  }

  /**
   * Begins a file.
   *
   * @param path does not exist yet
   * @param recording its id
   * @throws org.kinora.media.MediaException PLUGIN_NOT_FOUND, TRACK_NOT_SUPPORTED
   */
  static CutFile create(
      Providers providers, String container, Path path, String recording, Track track, Watch watch)
      throws IOException {
    RecordingInfo info =
        new RecordingInfo(
            recording, Optional.empty(), OptionalLong.empty(), true, List.of(track), Map.of());
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Muxer muxer = null;
    try {
      muxer =
          providers.muxer(container).service().create(channel, MuxerSettings.of(info, Map.of()));
      return new CutFile(path, watch, channel, muxer, muxer.addTrack(track));
    } catch (IOException | RuntimeException e) {
      try (channel) {
        if (muxer != null) {
          muxer.close();
        }
      } finally {
        Files.delete(path);
      }
      throw e;
    }
  }

  /** Writes the next sample. */
  void write(SampleInfo info, ByteBuffer data) throws IOException {
    int sizeBytes = data.remaining();
    muxer.write(number, info, data);
    watch.wrote(sizeBytes);
  }

  /** Completes the file. */
  void finish() throws IOException {
    muxer.finish();
    finished = true;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      muxer.close();
    } finally {
      if (!finished) {
        Files.delete(path);
      }
    }
  }
}
