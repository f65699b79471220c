package org.kinora.engine.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.kinora.engine.capture.CaptureQueue.Gap;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** A container file that is written live, kept from other writers meanwhile. */
final class CaptureFile implements CaptureTarget {
  private final Path path;
  private final FileChannel channel;
  private final Muxer muxer;

  /** The muxer's numbers by the source's. */
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private CaptureFile(Path path, FileChannel channel, Muxer muxer) {
    this.path = path;
    this.channel = channel;
    this.muxer = muxer;
  }

  /** Begins the file; a call that fails leaves nothing behind. */
  static CaptureFile create(
      Path path, MuxerFactory factory, RecordingInfo info, Map<String, String> options)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Resources opened = new Resources();
    opened.add(() -> Files.delete(path));
    opened.add(channel);
    try {
      if (!TargetFile.lock(channel, false)) {
        throw new MediaException(MediaError.TARGET_EXISTS, path + " is written by another job");
      }
      MuxerSettings settings = new MuxerSettings(info, OptionalLong.empty(), true, options);
      Muxer muxer = opened.add(factory.create(channel, settings));
      CaptureFile file = new CaptureFile(path, channel, muxer);
      for (Track track : info.tracks()) {
        file.numbers.put(track.id(), muxer.addTrack(track));
      }
      Directories.forceName(path);
      return file;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void append(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    muxer.write(Objects.requireNonNull(numbers.get(trackId)), info, data);
  }

  @Override
  public void flush() throws IOException {
    muxer.flush();
  }

  @Override
  public void mark(Gap gap) {}

  @Override
  public void finish() throws IOException {
    muxer.finish();
    channel.force(true);
    close();
  }

  @Override
  public long sizeBytes() throws IOException {
    return Files.size(path);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      muxer.close();
    }
  }
}
