package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.codec.ffmpeg.container.ContainerFormat;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.tck.support.Ffmpeg;

class DecoderTest {
  private final FfmpegDecoderFactory factory = new FfmpegDecoderFactory();

  @TempDir Path directory;

  /** A track in memory. */
  private record Samples(Track track, List<SampleInfo> infos, List<Blob> data) {}

  /** What is kept of a decoded picture. */
  private record Picture(long timeUs, long durationUs, String md5) {}

  @ParameterizedTest
  @CsvSource({
    "h264.mp4, 1",
    "bframes.mp4, 1",
    "bframes.mp4, 2",
    "vfr.mkv, 2",
    "h265.mov, 2",
    "vp8.webm, 1",
    "vp8.webm, 2",
    "vp9opus.webm, 2",
    "av1.mkv, 1",
    "h264.avi, 1"
  })
  void decode_wholeTrack_equalsFfmpegBitForBit(String kind, int threads) throws IOException {
    Path file = MediaFiles.make(directory, kind);
    Samples samples = load(file, 0);
    List<Picture> pictures = new ArrayList<>();
    try (Decoder decoder = factory.create(samples.track.format(), threads)) {
      decode(decoder, samples, pictures);
    }
    assertEquals(frameMd5(file), pictures.stream().map(Picture::md5).toList());
    List<SampleInfo> shown =
        samples.infos.stream().sorted((a, b) -> Long.compare(a.timeUs(), b.timeUs())).toList();
    assertEquals(
        shown.stream().map(SampleInfo::timeUs).toList(),
        pictures.stream().map(Picture::timeUs).toList());
    assertEquals(
        shown.stream().map(SampleInfo::durationUs).toList(),
        pictures.stream().map(Picture::durationUs).toList());
  }

  /** Whoever scales a picture would have to copy it first. */
  @ParameterizedTest
  @ValueSource(strings = {"h264.mp4", "vp8.webm", "vp9opus.webm", "av1.mkv", "h265.mov"})
  void decode_planes_areLentWithTheBytesThatTheScalerReadsBehindThem(String kind)
      throws IOException {
    Samples samples = load(MediaFiles.make(directory, kind), 0);
    List<Integer> margins = new ArrayList<>();
    try (Decoder decoder = factory.create(samples.track.format(), 2)) {
      decode(decoder, samples, frame -> addMargins((VideoFrame) frame, margins));
    }
    assertEquals(3 * samples.infos.size(), margins.size());
    assertTrue(margins.stream().allMatch(margin -> margin == 64), () -> margins.toString());
  }

  private static void addMargins(VideoFrame frame, List<Integer> margins) {
    for (int i = 0; i < frame.planes().size(); i++) {
      Plane plane = frame.planes().get(i);
      int rows = frame.layout().planeHeight(i, frame.height());
      int row = frame.layout().planeWidth(i, frame.width()) * frame.layout().bytesPerPixel();
      margins.add(plane.data().remaining() - (rows - 1) * plane.stride() - row);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bframes.mp4", "vp8.webm", "vp9opus.webm", "av1.mkv"})
  void reset_thenSameSamples_givesSamePictures(String kind) throws IOException {
    Samples samples = load(MediaFiles.make(directory, kind), 0);
    try (Decoder decoder = factory.create(samples.track.format(), 2)) {
      List<Picture> first = new ArrayList<>();
      decode(decoder, samples, first);
      decoder.reset();
      List<Picture> second = new ArrayList<>();
      decode(decoder, samples, second);
      assertEquals(first, second);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264.mp4", "vp8.webm", "vp9opus.webm", "av1.mkv", "h265.mov"})
  void decode_mutatedSamples_neverCrashesAndRecovers(String kind) throws IOException {
    Samples samples = load(MediaFiles.make(directory, kind), 0);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int refused = 0;
    try (Decoder decoder = factory.create(samples.track.format(), 2)) {
      List<Picture> whole = new ArrayList<>();
      decode(decoder, samples, whole);
      for (int round = 0; round < 40; round++) {
        decoder.reset();
        for (int i = 0; i < 10; i++) {
          try {
            decoder.decode(samples.infos.get(i), mutated(samples.data.get(i), random), frame -> {});
          } catch (MediaException e) {
            refused++;
            decoder.reset();
          }
        }
      }
      decoder.reset();
      List<Picture> again = new ArrayList<>();
      decode(decoder, samples, again);
      assertEquals(whole, again, "seed " + seed);
    }
    assertTrue(refused > 0, "no mutation was noticed, seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void decode_pictureGrowsPastLimit_isRefused(int threads) throws IOException {
    Samples samples = load(MediaFiles.make(directory, "vp8.webm"), 0);
    byte[] large = samples.data.get(0).toByteArray();
    // 14 bits of width and of height behind the start code (RFC 6386, section 9.1)
    Arrays.fill(large, 6, 10, (byte) 0x3f);
    large[6] = (byte) 0xff;
    large[8] = (byte) 0xff;
    try (Decoder decoder = factory.create(samples.track.format(), threads)) {
      MediaException e =
          assertThrows(
              MediaException.class,
              () -> {
                decoder.decode(samples.infos.get(0), ByteBuffer.wrap(large), frame -> {});
                decoder.flush(frame -> {});
              });
      assertEquals(MediaError.LIMIT_EXCEEDED, e.code(), e.getMessage());
      decoder.reset();
      decode(decoder, samples, new ArrayList<>());
    }
  }

  @Test
  void decode_garbage_isDecodeErrorWithTime() throws IOException {
    Samples samples = load(MediaFiles.make(directory, "vp9opus.webm"), 0);
    try (Decoder decoder = factory.create(samples.track.format(), 1)) {
      SampleInfo info = SampleInfo.inOrder(1_234_567, 0, 100, true);
      MediaException e =
          assertThrows(
              MediaException.class,
              () -> decoder.decode(info, ByteBuffer.allocate(100), frame -> {}));
      assertEquals(MediaError.DECODE_ERROR, e.code());
      assertTrue(e.getMessage().contains("1234567"), e.getMessage());
    }
  }

  @Test
  void decode_oddSize_isCroppedToIt() throws IOException {
    Path file = directory.resolve("odd.mp4");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=322x182:duration=1",
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv444p",
        "-vf",
        "format=yuv444p,crop=321:181:exact=1",
        file.toString());
    Samples samples = load(file, 0);
    List<VideoFrame> frames = new ArrayList<>();
    try (Decoder decoder = factory.create(samples.track.format(), 1)) {
      decode(decoder, samples, frame -> frames.add((VideoFrame) frame));
    }
    assertEquals(321, frames.get(0).width());
    assertEquals(181, frames.get(0).height());
    assertEquals(PixelLayout.I444, frames.get(0).layout());
  }

  @Test
  void decode_tenBitsAndColour_areCarriedThrough() throws IOException {
    Path file = directory.resolve("hdr.mkv");
    Ffmpeg.run(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=64x64:duration=0.2",
        "-c:v",
        "libx265",
        "-pix_fmt",
        "yuv420p10le",
        "-x265-params",
        "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:range=limited",
        file.toString());
    VideoFrame frame = firstPicture(load(file, 0));
    assertEquals(PixelLayout.I420_10, frame.layout());
    assertEquals(new ColorInfo(ColorInfo.Range.LIMITED, 9, 16, 9), frame.color());
  }

  @Test
  void decode_pngSamples_areRgba() throws IOException {
    Path file = directory.resolve("png.mkv");
    Ffmpeg.run(
        "-f", "lavfi", "-i", "testsrc2=size=64x48:duration=0.2", "-c:v", "png", file.toString());
    VideoFrame frame = firstPicture(load(file, 0));
    assertEquals(PixelLayout.RGBA, frame.layout());
    assertEquals(ColorInfo.Range.FULL, frame.color().range());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"opus.ogg", "vorbis.ogg", "aac.m4a", "sound.flac", "sound.mp3", "pcm.wav"})
  void decode_sound_isTheSineAndContinuous(String kind) throws IOException {
    Samples samples = load(MediaFiles.make(directory, kind), 0);
    AudioFormat format = (AudioFormat) samples.track.format();
    List<Float> values = new ArrayList<>();
    long[] count = {0};
    try (Decoder decoder = factory.create(format, 1)) {
      for (int i = 0; i < samples.infos.size(); i++) {
        decoder.decode(
            samples.infos.get(i),
            samples.data.get(i).buffer(),
            frame -> {
              AudioFrame sound = (AudioFrame) frame;
              assertEquals(format.sampleRate(), sound.sampleRate());
              assertEquals(format.channels(), sound.channels());
              count[0] += sound.count();
              for (int j = 0; j < sound.samples().remaining(); j += sound.channels()) {
                values.add(sound.samples().get(j));
              }
            });
      }
    }
    assertTrue(count[0] >= 4 * 48_000 - 2048, count[0] + " samples");
    assertEquals(440, frequency(values.subList(48_000, 96_000)), 1.0);
  }

  @Test
  void decode_opus_dropsNothing() throws IOException {
    Samples samples = load(MediaFiles.make(directory, "opus.ogg"), 0);
    long[] count = {0};
    try (Decoder decoder = factory.create(samples.track.format(), 1)) {
      for (int i = 0; i < samples.infos.size(); i++) {
        decoder.decode(
            samples.infos.get(i),
            samples.data.get(i).buffer(),
            frame -> count[0] += ((AudioFrame) frame).count());
      }
      decoder.flush(frame -> count[0] += ((AudioFrame) frame).count());
    }
    assertEquals(samples.infos.size() * 960L, count[0]);
  }

  @Test
  void supports_everyRegisteredCodec() throws IOException {
    for (String codec : List.of("h264", "h265", "vp8", "vp9", "av1", "mjpeg", "png")) {
      assertTrue(
          factory.supports(new VideoFormat(codec, 16, 16, ColorInfo.UNSPECIFIED, Blob.EMPTY)),
          codec);
    }
    for (String codec :
        List.of("opus", "aac", "flac", "vorbis", "mp3", "pcm_s16le", "pcm_f32le", "pcm_mulaw")) {
      assertTrue(factory.supports(new AudioFormat(codec, 48_000, 2, 0, Blob.EMPTY)), codec);
    }
    assertFalse(factory.supports(new AudioFormat("telepathy", 48_000, 2, 0, Blob.EMPTY)));
  }

  @Test
  void create_unknownOrTooLarge_hasCode() {
    VideoFormat large = new VideoFormat("vp8", 16_383, 16_383, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    VideoFormat unknown = new VideoFormat("xyz", 16, 16, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    assertEquals(
        MediaError.LIMIT_EXCEEDED,
        assertThrows(MediaException.class, () -> factory.create(large, 1)).code());
    assertEquals(
        MediaError.DECODER_NOT_SUPPORTED,
        assertThrows(MediaException.class, () -> factory.create(unknown, 1)).code());
  }

  private VideoFrame firstPicture(Samples samples) throws IOException {
    List<VideoFrame> frames = new ArrayList<>();
    try (Decoder decoder = factory.create(samples.track.format(), 1)) {
      decoder.decode(
          samples.infos.get(0),
          samples.data.get(0).buffer(),
          frame -> frames.add((VideoFrame) frame));
      decoder.flush(frame -> frames.add((VideoFrame) frame));
    }
    assertNotEquals(0, frames.size());
    return frames.get(0);
  }

  private static double frequency(List<Float> values) {
    long rising =
        IntStream.range(1, values.size())
            .filter(i -> values.get(i - 1) < 0 && values.get(i) >= 0)
            .count();
    return rising * 48_000.0 / values.size();
  }

  private static ByteBuffer mutated(Blob data, Random random) {
    byte[] bytes = data.toByteArray();
    for (int i = random.nextInt(6); i > 0; i--) {
      int bound = random.nextInt(3) == 0 ? bytes.length : Math.min(40, bytes.length);
      bytes[random.nextInt(bound)] = (byte) random.nextInt(256);
    }
    int size = random.nextInt(8) == 0 ? 1 + random.nextInt(bytes.length) : bytes.length;
    return ByteBuffer.wrap(bytes, 0, size);
  }

  private static void decode(Decoder decoder, Samples samples, List<Picture> pictures)
      throws IOException {
    decode(decoder, samples, frame -> pictures.add(picture((VideoFrame) frame)));
  }

  private static void decode(Decoder decoder, Samples samples, FrameSink sink) throws IOException {
    for (int i = 0; i < samples.infos.size(); i++) {
      decoder.decode(samples.infos.get(i), samples.data.get(i).buffer(), sink);
    }
    decoder.flush(sink);
  }

  private static Picture picture(VideoFrame frame) {
    return new Picture(
        frame.timeUs(), frame.durationUs(), Probed.md5(ByteBuffer.wrap(Pictures.packed(frame))));
  }

  /** FFmpeg's own digests of the decoded pictures, in the order they are shown. */
  private static List<String> frameMd5(Path file) {
    byte[] out =
        Ffmpeg.run(
            "-i",
            file.toString(),
            "-map",
            "0:v:0",
            "-fps_mode",
            "passthrough",
            "-pix_fmt",
            "yuv420p",
            "-f",
            "framemd5",
            "-");
    return new String(out, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  private static Samples load(Path file, int which) throws IOException {
    try (RecordingReader reader = new ContainerFormat().open(file)) {
      Track track = reader.info().tracks().get(which);
      TrackIndex index = reader.index(track.id());
      Samples samples = new Samples(track, new ArrayList<>(), new ArrayList<>());
      reader.read(
          new SampleRange(track.id(), 0, index.count()),
          (info, data) -> {
            samples.infos.add(info);
            samples.data.add(Blob.of(data));
          });
      return samples;
    }
  }
}
