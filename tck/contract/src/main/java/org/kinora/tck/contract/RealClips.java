package org.kinora.tck.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.tck.support.Ffmpeg;

/**
 * Real samples, about two seconds of each codec, encoded by FFmpeg's program and cut out of its
 * file where ffprobe says they lie. Video is 160x96, 20 pictures from key frame to key frame, and
 * misses every seventh picture, so that its rate varies. What lies in the directory already is not
 * encoded again.
 */
public final class RealClips {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 96;
  private static final int OPUS_PRE_SKIP = 312;
  private static final int IVF_FRAME_HEADER = 12;

  private final Path dir;

  /** Clips whose files lie in {@code dir}. */
  public RealClips(Path dir) {
    this.dir = dir;
  }

  /** Where the files lie. */
  Path dir() {
    return dir;
  }

  /** H.264 with reordered pictures, length-prefixed, with its avcC. */
  public Clip h264() throws IOException {
    Path file = video("h264.mp4", "-c:v", "libx264", "-bf", "2", "-g", "20");
    return cut(file, picture("h264", box(file, "avcC")), 0);
  }

  /** H.264 without reordering, as an Annex-B byte stream without configuration. */
  public Clip h264AnnexB() throws IOException {
    Path file = video("annexb.mp4", "-c:v", "libx264", "-bf", "0", "-g", "20");
    Clip clip = cut(file, picture("h264", Blob.EMPTY), 0);
    Blob parameterSets = parameterSets(box(file, "avcC"));
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : clip.samples()) {
      SampleInfo info = sample.info();
      byte[] start = info.keyframe() ? parameterSets.toByteArray() : new byte[0];
      Blob data = annexB(start, sample.data());
      samples.add(
          new Sample(
              new SampleInfo(
                  info.timeUs(),
                  info.decodeTimeUs(),
                  info.durationUs(),
                  data.size(),
                  info.keyframe()),
              data));
    }
    return new Clip(clip.track(), samples, clip.file());
  }

  /** H.265 with reordered pictures, length-prefixed, with its hvcC. */
  public Clip h265() throws IOException {
    String parameters = "log-level=error:keyint=20:min-keyint=20:bframes=2:pools=1:frame-threads=1";
    Path file = video("h265.mp4", "-c:v", "libx265", "-x265-params", parameters, "-tag:v", "hvc1");
    return cut(file, picture("h265", box(file, "hvcC")), 0);
  }

  /** VP8. */
  public Clip vp8() throws IOException {
    Path file = video("vp8.ivf", "-c:v", "libvpx", "-deadline", "realtime", "-g", "20");
    return cut(file, picture("vp8", Blob.EMPTY), IVF_FRAME_HEADER);
  }

  /** VP9. */
  public Clip vp9() throws IOException {
    Path file = video("vp9.mp4", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-g", "20");
    return cut(file, picture("vp9", Blob.EMPTY), 0);
  }

  /** AV1 with its av1C. */
  public Clip av1() throws IOException {
    Path file = video("av1.mp4", "-c:v", "libaom-av1", "-usage", "realtime", "-g", "20");
    return cut(file, picture("av1", box(file, "av1C")), 0);
  }

  /** Opus, one channel, 20 ms a packet; the first packet lies before 0 by the pre-skip. */
  public Clip opus() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
    head.put("OpusHead".getBytes(US_ASCII)).put((byte) 1).put((byte) 1);
    head.putShort((short) OPUS_PRE_SKIP).putInt(48_000).putShort((short) 0).put((byte) 0);
    Path file = audio("opus.mp4", "-c:a", "libopus");
    return cut(file, new AudioFormat("opus", 48_000, 1, OPUS_PRE_SKIP, Blob.of(head.flip())), 0);
  }

  /** AAC-LC at 44,100 Hz, one channel, with its AudioSpecificConfig. */
  public Clip aac() throws IOException {
    Path file = audio("aac.mp4", "-c:a", "aac", "-ar", "44100");
    return cut(file, new AudioFormat("aac", 44_100, 1, 0, Blob.of((byte) 0x12, (byte) 0x08)), 0);
  }

  /** FLAC at 48,000 Hz, one channel, with its STREAMINFO. */
  public Clip flac() throws IOException {
    Path file = audio("flac.mp4", "-c:a", "flac", "-strict", "-2");
    // behind the version and flags of the box, and the header of the metadata block
    ByteBuffer streamInfo = box(file, "dfLa").buffer().position(8).limit(8 + 34);
    return cut(file, new AudioFormat("flac", 48_000, 1, 0, Blob.of(streamInfo)), 0);
  }

  /** MP3 at 48,000 Hz, one channel. */
  public Clip mp3() throws IOException {
    Path file = audio("mp3.mp4", "-c:a", "libmp3lame");
    return cut(file, new AudioFormat("mp3", 48_000, 1, 0, Blob.EMPTY), 0);
  }

  /** PCM at 48,000 Hz, one channel, 20 ms a sample. */
  public Clip pcm(String codec) throws IOException {
    Path file = audio(codec + ".wav", "-c:a", codec);
    String format = codec.substring("pcm_".length());
    byte[] sound = Ffmpeg.run("-i", file.toString(), "-c", "copy", "-f", format, "-");
    int pieces = 100;
    int size = sound.length / pieces;
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      samples.add(
          new Sample(
              SampleInfo.inOrder(i * 20_000L, 20_000, size, true),
              Blob.of(Arrays.copyOfRange(sound, i * size, (i + 1) * size))));
    }
    AudioFormat pcm = new AudioFormat(codec, 48_000, 1, 0, Blob.EMPTY);
    return new Clip(new Track(1, pcm, 48_000, ""), samples, Optional.of(file));
  }

  private Path video(String name, String... encoder) {
    return encode(
        name,
        encoder,
        "testsrc2=s=" + WIDTH + "x" + HEIGHT + ":r=30:d=2,select=mod(n\\,7),format=yuv420p",
        "-fps_mode",
        "vfr");
  }

  private Path audio(String name, String... encoder) {
    return encode(name, encoder, "sine=r=48000:d=2");
  }

  private Path encode(String name, String[] encoder, String source, String... more) {
    Path file = dir.resolve(name);
    if (Files.exists(file)) {
      return file;
    }
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", source));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of(encoder));
    arguments.add(file.toString());
    Ffmpeg.run(arguments.toArray(String[]::new));
    return file;
  }

  private static TrackFormat picture(String codec, Blob config) {
    return new VideoFormat(codec, WIDTH, HEIGHT, ColorInfo.UNSPECIFIED, config);
  }

  /** Cuts the samples out of a file; what is shown or heard of them begins at 0. */
  private static Clip cut(Path file, TrackFormat format, int skipBytes) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    JsonNode probe = Ffmpeg.probe(file);
    List<JsonNode> packets = Ffmpeg.packets(probe, 0);
    String[] timeBase = probe.path("streams").path(0).path("time_base").asText().split("/", 2);
    int timescale = Integer.parseInt(timeBase[1]);
    boolean early = format instanceof AudioFormat sound && sound.preSkip() > 0;
    long start = early ? 0 : packets.get(0).path("pts").asLong();
    List<Sample> samples = new ArrayList<>();
    for (JsonNode packet : packets) {
      int at = packet.path("pos").asInt() + skipBytes;
      Blob data = Blob.of(Arrays.copyOfRange(bytes, at, at + packet.path("size").asInt()));
      samples.add(
          new Sample(
              new SampleInfo(
                  MediaTime.toUs(packet.path("pts").asLong() - start, timescale),
                  MediaTime.toUs(packet.path("dts").asLong() - start, timescale),
                  MediaTime.toUs(packet.path("duration").asLong(), timescale),
                  data.size(),
                  packet.path("flags").asText().startsWith("K")),
              data));
    }
    return new Clip(new Track(1, format, timescale, ""), samples, Optional.of(file));
  }

  /** The payload of the first box of a type, wherever it is nested (ISO/IEC 14496-12, 4.2). */
  private static Blob box(Path file, String type) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int name = ByteBuffer.wrap(type.getBytes(US_ASCII)).getInt();
    for (int at = bytes.limit() - 8; at >= 0; at--) {
      if (bytes.getInt(at + 4) == name) {
        return Blob.of(bytes.slice(at + 8, bytes.getInt(at) - 8));
      }
    }
    throw new AssertionError(file + " has no box " + type);
  }

  /** One SPS and one PPS of an avcC with start codes (ISO/IEC 14496-15, 5.3.3.1.2). */
  private static Blob parameterSets(Blob avcC) {
    ByteBuffer in = avcC.buffer().position(6);
    ByteBuffer out = ByteBuffer.allocate(avcC.size() + 8);
    for (int set = 0; set < 2; set++) {
      byte[] nal = new byte[in.getShort()];
      in.get(nal);
      out.putInt(1).put(nal);
      in.position(Math.min(in.position() + 1, in.limit()));
    }
    return Blob.of(out.flip());
  }

  /** Replaces each length of four bytes by a start code. */
  private static Blob annexB(byte[] start, Blob sample) {
    ByteBuffer out = ByteBuffer.allocate(start.length + sample.size()).put(start);
    ByteBuffer in = sample.buffer();
    while (in.hasRemaining()) {
      byte[] nal = new byte[in.getInt()];
      in.get(nal);
      out.putInt(1).put(nal);
    }
    return Blob.of(out.flip());
  }
}
