package org.kinora.engine.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.compose.ImageSource;

/**
 * Reads the images that a scene names: PNG, JPEG, WebP, BMP and the first picture of a GIF, told by
 * their first bytes. A relative path stays within the directory that the recording is or lies in: a
 * scene from elsewhere does not reach for other files so. An absolute one is what somebody wrote on
 * this machine.
 */
final class ImageFiles implements ImageSource {
  private static final long MOST_BYTES = 64_000_000;
  private static final int HEAD_BYTES = 12;

  private final Providers providers;
  private final Path directory;

  ImageFiles(Providers providers, Path recording) {
    this.providers = providers;
    Path at = recording.toAbsolutePath().normalize();
    Path parent = at.getParent();
    directory = Files.isDirectory(at) || parent == null ? at : parent;
  }

  @Override
  public void read(String path, FrameSink sink) throws IOException {
    Path file = find(path);
    long sizeBytes = Files.size(file);
    if (sizeBytes > MOST_BYTES) {
      throw new MediaException(
          MediaError.LIMIT_EXCEEDED,
          "image %s has %d bytes; %d are the limit".formatted(file, sizeBytes, MOST_BYTES));
    }
    byte[] content = Files.readAllBytes(file);
    String codec =
        codec(content)
            .orElseThrow(
                () ->
                    new MediaException(
                        MediaError.FORMAT_UNKNOWN,
                        file + " is no PNG, JPEG, WebP, BMP or GIF image"));
    decode(codec, content, file, sink);
  }

  /** An image file is one sample; its size stands in it, so any will do until then. */
  private void decode(String codec, byte[] content, Path file, FrameSink sink) throws IOException {
    boolean[] handed = {false};
    FrameSink first =
        frame -> {
          if (!handed[0]) {
            handed[0] = true;
            sink.accept(frame);
          }
        };
    VideoFormat format = new VideoFormat(codec, 1, 1, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    try (Decoder decoder = providers.decoder(format, 1)) {
      decoder.decode(
          SampleInfo.inOrder(0, 0, content.length, true), ByteBuffer.wrap(content), first);
      decoder.flush(first);
    }
    if (!handed[0]) {
      throw new MediaException(MediaError.DECODE_ERROR, "image " + file + ": no picture came out");
    }
  }

  private static Optional<String> codec(byte[] content) {
    String head =
        new String(content, 0, Math.min(HEAD_BYTES, content.length), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n")) {
      return Optional.of("png");
    } else if (head.startsWith("\u00FF\u00D8\u00FF")) {
      return Optional.of("mjpeg");
    } else if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return Optional.of("webp");
    } else if (head.startsWith("GIF8")) {
      return Optional.of("gif");
    }
    return head.startsWith("BM") ? Optional.of("bmp") : Optional.empty();
  }

  private Path find(String path) throws IOException {
    Path named;
    try {
      named = directory.getFileSystem().getPath(path);
    } catch (InvalidPathException e) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "'%s' cannot be the name of an image".formatted(path), e);
    }
    Path file = directory.resolve(named);
    if (!Files.isRegularFile(file)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no image " + file);
    }
    if (!named.isAbsolute() && !file.toRealPath().startsWith(directory.toRealPath())) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "image '%s' lies outside of %s; give it an absolute path".formatted(path, directory));
    }
    return file;
  }
}
