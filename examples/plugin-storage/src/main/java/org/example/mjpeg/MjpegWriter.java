package org.example.mjpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.lib.provider.WriterGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Writes a recording. Each picture is handed to the system at once, and its line after it: what was
 * appended survives a crash of this process, and a line never names a picture that is not there.
 */
final class MjpegWriter implements RecordingWriter {
  private final NewDirectory directory;
  private final RecordingInfo info;
  private final FileChannel pictures;
  private final FileChannel times;
  private final WriterGuard guard;
  private long lastUs = Long.MIN_VALUE;

  private MjpegWriter(
      NewDirectory directory, RecordingInfo info, FileChannel pictures, FileChannel times) {
    this.directory = directory;
    this.info = info;
    this.pictures = pictures;
    this.times = times;
    guard = new WriterGuard(directory.path());
  }

  /** Begins a recording in a directory that was just made. */
  static MjpegWriter create(NewDirectory directory, RecordingInfo info, Header header)
      throws IOException {
    FileChannel pictures = file(directory, MjpegFormat.PICTURES);
    try {
      FileChannel times = file(directory, MjpegFormat.TIMES);
      try {
        writeLine(times, header.line());
        return new MjpegWriter(directory, info, pictures, times);
      } catch (IOException e) {
        times.close();
        throw e;
      }
    } catch (IOException e) {
      pictures.close();
      throw e;
    }
  }

  private static FileChannel file(NewDirectory directory, String name) throws IOException {
    return FileChannel.open(
        directory.path().resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void append(int trackId, SampleInfo sample, ByteBuffer data) throws IOException {
    guard.checkUsable();
    info.track(trackId);
    if (sample.decodeTimeUs() < lastUs
        || sample.decodeTimeUs() != sample.timeUs()
        || !sample.keyframe()
        || data.remaining() > MjpegFormat.MOST_PICTURE_BYTES) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "%s: a key frame at or behind %d us, of %d bytes at most, is expected, found %s"
              .formatted(directory.path(), lastUs, MjpegFormat.MOST_PICTURE_BYTES, sample));
    }
    guard.run("writing", () -> write(sample, data));
  }

  private void write(SampleInfo sample, ByteBuffer data) throws IOException {
    lastUs = sample.timeUs();
    long offset = pictures.position();
    int bytes = data.remaining();
    writeFully(pictures, data);
    writeLine(times, sample.timeUs() + "," + sample.durationUs() + "," + offset + "," + bytes);
  }

  private static void writeLine(FileChannel times, String line) throws IOException {
    writeFully(times, ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static void writeFully(FileChannel file, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      file.write(data);
    }
  }

  @Override
  public void flush() throws IOException {
    guard.run("flushing", () -> {}); // nothing is held back
  }

  @Override
  public void finish() throws IOException {
    guard.finish(
        () -> {
          pictures.force(true);
          writeLine(times, MjpegFormat.END);
          times.force(true);
          directory.forceNames();
        });
  }

  @Override
  public void close() throws IOException {
    guard.close(List.of(pictures, times));
  }
}
