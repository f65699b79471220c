package org.kinora.lib.bitstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kinora.media.Blob;
import org.kinora.tck.support.Ffmpeg;

/** Makes streams with FFmpeg and takes files apart, for the tests of this package. */
final class Streams {
  private static final Path RECORDINGS = Path.of("../../examples/recordings");
  private static final Pattern SAMPLE = Pattern.compile("\"offset\":(\\d+),\"size\":(\\d+)");

  private Streams() {}

  /** Makes a file from a moving test picture of this size with these output arguments. */
  static Path video(Path file, String size, String... arguments) {
    return make(file, "testsrc2=s=" + size + ":r=25:d=1", arguments);
  }

  /** Makes a file from a FFmpeg source filter with these output arguments. */
  static Path make(Path file, String source, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-f", "lavfi", "-i", source));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    Ffmpeg.run(command.toArray(String[]::new));
    return file;
  }

  /** Copies the streams of a file into an MP4 file beside it. */
  static Path toMp4(Path file, String... arguments) {
    Path mp4 = file.resolveSibling(file.getFileName() + ".mp4");
    List<String> command = new ArrayList<>(List.of("-i", file.toString(), "-c", "copy"));
    command.addAll(List.of(arguments));
    command.add(mp4.toString());
    Ffmpeg.run(command.toArray(String[]::new));
    return mp4;
  }

  /** The payload of the first box of this type. */
  static Blob box(Path mp4, String type) throws IOException {
    byte[] bytes = Files.readAllBytes(mp4);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(type);
    if (at < 4) {
      throw new AssertionError(mp4 + " has no box " + type);
    }
    ByteBuffer file = ByteBuffer.wrap(bytes);
    return Blob.of(file.slice(at + 4, file.getInt(at - 4) - 8));
  }

  /** The frames of an IVF file: 32 bytes of header, then 12 before each frame. */
  static List<ByteBuffer> ivf(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<ByteBuffer> frames = new ArrayList<>();
    int at = 32;
    while (at < in.limit()) {
      int size = in.getInt(at);
      frames.add(in.slice(at + 12, size));
      at += 12 + size;
    }
    return frames;
  }

  /** The packets of a file with one stream: its data, cut at the sizes that ffprobe tells. */
  static List<ByteBuffer> packets(Path file) {
    ByteBuffer data =
        ByteBuffer.wrap(
            Ffmpeg.run("-i", file.toString(), "-map", "0", "-c", "copy", "-f", "data", "-"));
    List<ByteBuffer> packets = new ArrayList<>();
    int at = 0;
    for (var packet : Ffmpeg.packets(Ffmpeg.probe(file), 0)) {
      int size = packet.path("size").asInt();
      packets.add(data.slice(at, size));
      at += size;
    }
    return packets;
  }

  /** The samples of an example recording. */
  static List<ByteBuffer> recording(String id) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(RECORDINGS.resolve(id + "/data.bin")));
    List<ByteBuffer> samples = new ArrayList<>();
    for (String line : Files.readAllLines(RECORDINGS.resolve(id + "/index.jsonl"))) {
      Matcher matcher = SAMPLE.matcher(line);
      if (matcher.find()) {
        int offset = Integer.parseInt(matcher.group(1));
        samples.add(data.slice(offset, Integer.parseInt(matcher.group(2))));
      }
    }
    return samples;
  }
}
