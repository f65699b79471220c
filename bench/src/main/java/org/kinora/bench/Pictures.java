package org.kinora.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;

/**
 * Pictures of one size at even times: what stores and finds H.264 takes them for it, and no decoder
 * is asked.
 *
 * @param count how many
 * @param rateHz how many a second
 * @param gop a key frame every so many
 * @param sizeBytes of each
 */
record Pictures(int count, int rateHz, int gop, int sizeBytes) {
  static final int TRACK = 1;

  private static final byte[] KEY_SLICE = {0, 0, 1, 0x65, (byte) 0x88};
  private static final byte[] SLICE = {0, 0, 1, 0x41, (byte) 0x9A};

  long timeUs(int i) {
    return i * 1_000_000L / rateHz;
  }

  /** All their bytes. */
  long totalBytes() {
    return (long) count * sizeBytes;
  }

  /** The recording of that name, written now if it is not there. */
  Path in(Path root, Format format) throws IOException {
    Path at = root.resolve("%s-%d-%d".formatted(format.name(), count, sizeBytes));
    if (!Files.exists(at)) {
      Path unfinished = at.resolveSibling(at.getFileName() + ".part");
      Format.delete(unfinished);
      try (RecordingWriter writer = create(format, unfinished, format.unsynced())) {
        append(writer);
        writer.finish();
      }
      Files.move(unfinished, at);
    }
    return at;
  }

  /** Begins a recording for them. */
  static RecordingWriter create(Format format, Path at, Map<String, String> options)
      throws IOException {
    Track track =
        new Track(
            TRACK,
            new VideoFormat("h264", 1920, 1080, ColorInfo.BT709, Blob.EMPTY),
            1_000_000,
            "video");
    RecordingInfo info =
        new RecordingInfo(
            "pictures",
            Optional.of(ZonedDateTime.parse("2026-01-01T00:00:00Z")),
            OptionalLong.empty(),
            false,
            List.of(track),
            Map.of());
    return format.service().create(at, info, options);
  }

  /** Appends all of them. */
  void append(RecordingWriter writer) throws IOException {
    ByteBuffer key = picture(KEY_SLICE);
    ByteBuffer delta = picture(SLICE);
    for (int i = 0; i < count; i++) {
      boolean isKey = i % gop == 0;
      long durationUs = timeUs(i + 1) - timeUs(i);
      SampleInfo info = SampleInfo.inOrder(timeUs(i), durationUs, sizeBytes, isKey);
      writer.append(TRACK, info, isKey ? key.clear() : delta.clear());
    }
  }

  /** A slice of random bytes, none of them 0, so that it holds no start code. */
  private ByteBuffer picture(byte[] start) {
    byte[] bytes = new byte[sizeBytes];
    new Random(1).nextBytes(bytes);
    for (int i = 0; i < sizeBytes; i++) {
      bytes[i] = (byte) (bytes[i] | 0x80);
    }
    System.arraycopy(start, 0, bytes, 0, start.length);
    return ByteBuffer.allocateDirect(sizeBytes).put(bytes).flip();
  }
}
