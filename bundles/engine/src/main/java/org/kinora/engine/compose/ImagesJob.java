package org.kinora.engine.compose;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.engine.codec.FrameQueue.Item;
import org.kinora.engine.file.Directories;
import org.kinora.engine.file.OutputDirectory;
import org.kinora.engine.file.Replacement;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.file.TargetTakenException;
import org.kinora.engine.job.Job;
import org.kinora.engine.picture.Rendering;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.compose.CompositorSettings.Quality;

/**
 * Writes composed pictures as image files of a directory, which is written beside its place with
 * the suffix {@code .part} and gets its name when it is whole.
 *
 * <p>{@code times.csv} has a line for each picture: its number, its file, its time in what is shown
 * and in the recording, and how long it is shown, in microseconds.
 */
public final class ImagesJob extends Job {
  private static final String TIMES = "times.csv";
  private static final String HEAD = "number,file,time_us,recorded_us,duration_us\n";

  private final ExportRequest.Images request;
  private final Providers providers;
  private final Resources resources = new Resources();
  private final Path target;
  private final Path part;
  private final TargetFile times;
  private volatile @Nullable Parts parts;
  private long pictures;
  private long bytes;

  /** What the work needs. */
  private record Parts(Rendering rendering, Encoder encoder, String encoderName)
      implements Closeable {
    @Override
    public void close() throws IOException {
      try (rendering) {
        encoder.close();
      }
    }
  }

  private ImagesJob(String id, ExportRequest.Images request, Providers providers)
      throws IOException {
    super(id);
    this.request = request;
    this.providers = providers;
    Path named =
        request.target().isPresent()
            ? request.target().get()
            : OutputDirectory.exportsOf(request.source()).resolve("images");
    target = named.toAbsolutePath().normalize();
    part = TargetFile.partOf(target);
    checkFree();
    parts = open();
    try {
      resources.add(OutputDirectory.of(target, request.source()));
      TargetFile.checkDirectory(target);
      makeDirectory();
      times = resources.add(TargetFile.create(part.resolve(TIMES), false));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  public static ImagesJob prepare(String id, ExportRequest.Images request, Providers providers)
      throws IOException {
    return new ImagesJob(id, request, providers);
  }

  /** A directory that is there is replaced if it holds such images, and never if it holds more. */
  private void checkFree() throws IOException {
    boolean replaces = request.overwrite() && Files.exists(target.resolve(TIMES));
    if (Files.exists(target) && !replaces) {
      throw new MediaException(
          MediaError.TARGET_EXISTS,
          target
              + " is there already"
              + (request.overwrite() ? " and holds no " + TIMES + " of such an export" : ""));
    }
  }

  /**
   * Makes the directory, in place of one that a killed job left.
   *
   * @throws MediaException TARGET_EXISTS if another job writes it
   */
  private void makeDirectory() throws IOException {
    Path left = part.resolve(TIMES);
    if (Files.exists(TargetFile.partOf(left))) {
      try {
        TargetFile.create(left, false).close();
      } catch (TargetTakenException inIt) {
        throw new TargetTakenException(target);
      }
      Directories.delete(part);
    }
    Files.createDirectory(part);
    resources.add(() -> Directories.delete(part));
  }

  private Parts open() throws IOException {
    Rendering rendering =
        Rendering.open(
            providers,
            request.source(),
            request.scene(),
            request.frameRate(),
            Quality.FULL,
            0,
            this::warn);
    try {
      VideoFormat output = rendering.output();
      VideoFormat format =
          new VideoFormat(
              request.codec(), output.width(), output.height(), output.color(), Blob.EMPTY);
      EncoderSettings settings = new EncoderSettings(format, OptionalLong.empty(), 0, 1, Map.of());
      Provider<EncoderFactory> encoder =
          providers.encoders(settings).stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new MediaException(
                          MediaError.ENCODER_NOT_SUPPORTED,
                          "no encoder here makes %s pictures of %dx%d"
                              .formatted(request.codec(), output.width(), output.height())));
      return new Parts(
          rendering,
          encoder.service().create(settings),
          encoder.text(EncoderFactory.IMPLEMENTATION));
    } catch (IOException | RuntimeException e) {
      rendering.close();
      throw e;
    }
  }

  @Override
  protected String source() {
    return request.source().toString();
  }

  @Override
  protected Path target() {
    return target;
  }

  @Override
  protected void rest() throws IOException {
    Parts opened = parts;
    if (opened != null) {
      parts = null;
      opened.close();
    }
  }

  @Override
  protected void cancelling() {
    Parts opened = parts;
    if (opened != null) {
      opened.rendering().cancel();
    }
  }

  @Override
  protected ExportResult work() throws IOException {
    Parts opened = parts == null ? open() : parts;
    parts = opened;
    checkCancelled();
    Rendering rendering = opened.rendering();
    writeAll(times.channel(), text(HEAD));
    rendering.start();
    for (Item<Long> item = rendering.take(); item != null; item = rendering.take()) {
      proceed();
      String file = write(opened.encoder(), item.frame());
      writeAll(times.channel(), text(line(file, item)));
      long timeUs = item.frame().timeUs();
      report(Stage.ENCODING, timeUs, rendering.excerpt().durationUs(), pictures, bytes);
      rendering.release(item);
    }
    report(
        Stage.FINISHING,
        rendering.excerpt().durationUs(),
        rendering.excerpt().durationUs(),
        pictures,
        bytes);
    proceed();
    times.commit();
    place();
    return new ExportResult(
        target,
        List.of(),
        Directories.sizeBytes(target),
        rendering.excerpt().durationUs(),
        request.codec(),
        List.of(
            new TrackResult(
                rendering.excerpt().screen().id(),
                request.codec(),
                opened.encoderName(),
                pictures)),
        warnings(),
        elapsed());
  }

  private String write(Encoder encoder, VideoFrame frame) throws IOException {
    String extension = request.codec().equals("mjpeg") ? "jpg" : request.codec();
    String file = String.format(Locale.ROOT, "%06d.%s", pictures + 1, extension);
    Path path = part.resolve(file);
    try (FileChannel out =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      encoder.encode(frame, true, (info, data) -> bytes += writePicture(path, out, data));
      if (out.size() == 0) {
        throw new MediaException(
            MediaError.ENCODER_NOT_SUPPORTED,
            request.codec() + " holds pictures back; it is no codec of images");
      }
    }
    pictures++;
    return file;
  }

  private static long writePicture(Path path, FileChannel out, ByteBuffer data)
      throws MediaException {
    try {
      return writeAll(out, data);
    } catch (IOException e) {
      throw new MediaException(
          MediaError.IO_ERROR, path + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long writeAll(WritableByteChannel out, ByteBuffer data) throws IOException {
    long sizeBytes = data.remaining();
    while (data.hasRemaining()) {
      out.write(data);
    }
    return sizeBytes;
  }

  private String line(String file, Item<Long> item) {
    VideoFrame frame = item.frame();
    return "%d,%s,%d,%d,%d\n"
        .formatted(pictures, file, frame.timeUs(), item.word(), frame.durationUs());
  }

  private void place() throws IOException {
    Directories.force(part);
    Replacement replacement = Replacement.begin(target);
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      replacement.undo();
      throw e;
    }
    replacement.complete();
  }

  @Override
  public void close() throws IOException {
    try (resources) {
      rest();
    }
  }
}
