package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avformat.AVPROBE_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.av_probe_input_format3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVProbeData;
import org.bytedeco.javacpp.BytePointer;
import org.kinora.codec.ffmpeg.av.Av;

/**
 * Tells container files from everything else by their first bytes, never by their name.
 *
 * <p>Only demuxers that read one file and nothing else may answer: playlists, concatenations and
 * image sequences name further files, which a file from elsewhere must not make us open.
 */
final class ContainerProbe {
  private static final int PROBE_BYTES = 1 << 16;
  private static final int ID3_HEADER_BYTES = 10;

  /** A quarter of FFmpeg's certainty; below lie guesses from a stray byte pair. */
  private static final int LEAST_SCORE = 25;

  private static final Set<String> DEMUXERS =
      Set.of(
          "mov,mp4,m4a,3gp,3g2,mj2",
          "matroska,webm",
          "ogg",
          "wav",
          "w64",
          "aiff",
          "caf",
          "flac",
          "mp3",
          "aac",
          "avi");

  private ContainerProbe() {}

  /** The demuxer for a file, if it is a container that is opened here. */
  static Optional<AVInputFormat> find(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    ByteBuffer head = readHead(file);
    int size = head.remaining();
    try (BytePointer bytes = new BytePointer(size + (long) AVPROBE_PADDING_SIZE);
        BytePointer noName = new BytePointer("");
        AVProbeData data = new AVProbeData()) {
      bytes.zero();
      Av.view(bytes, size).put(head);
      data.buf(bytes).buf_size(size).filename(noName).mime_type(null);
      int[] score = new int[1];
      AVInputFormat format = av_probe_input_format3(data, 1, score);
      return format != null
              && score[0] >= LEAST_SCORE
              && DEMUXERS.contains(format.name().getString())
          ? Optional.of(format)
          : Optional.empty();
    }
  }

  private static ByteBuffer readHead(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(PROBE_BYTES);
      readFully(channel, head, 0);
      long tag = id3Bytes(head.flip());
      if (tag > 0) {
        readFully(channel, head.clear(), tag);
        head.flip();
      }
      return head;
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }

  /**
   * Bytes of an ID3v2 tag in front, which may hold pictures larger than what is read here: {@code
   * "ID3"}, version, flags, size in four times seven bits (ID3v2.4.0, section 3.1).
   */
  private static long id3Bytes(ByteBuffer head) {
    if (head.remaining() < ID3_HEADER_BYTES
        || head.get(0) != 'I'
        || head.get(1) != 'D'
        || head.get(2) != '3') {
      return 0;
    }
    int size = 0;
    for (int i = 6; i < ID3_HEADER_BYTES; i++) {
      size = (size << 7) | (head.get(i) & 0x7f);
    }
    return (long) ID3_HEADER_BYTES + size;
  }
}
