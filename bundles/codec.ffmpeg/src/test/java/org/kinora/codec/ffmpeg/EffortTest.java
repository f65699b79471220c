package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.Effort;
import org.kinora.media.Frame;
import org.kinora.media.PixelLayout;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderSettings;

/** Every effort and quality is taken by the real encoder, and does what its name says. */
final class EffortTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 192;
  private static final int PICTURES = 24;

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libopenh264", "libvpx", "libvpx-vp9", "libsvtav1", "mjpeg"})
  void quality_higher_takesMoreBytesAndIsNearer(String implementation) throws IOException {
    Result low = encode(implementation, Effort.BALANCED, OptionalInt.of(20));
    Result high = encode(implementation, Effort.BALANCED, OptionalInt.of(90));
    assertTrue(low.bytes < high.bytes, low.bytes + " and " + high.bytes + " bytes");
    assertTrue(low.psnr < high.psnr, low.psnr + " and " + high.psnr + " dB");
    assertTrue(high.psnr > 36, implementation + ": " + high.psnr + " dB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libopenh264", "libvpx", "libvpx-vp9", "libsvtav1", "mjpeg"})
  void effort_any_makesEveryPictureAtOnceAndDecodable(String implementation) throws IOException {
    for (Effort effort : Effort.values()) {
      Result result = encode(implementation, effort, OptionalInt.empty());
      assertEquals(PICTURES, result.decoded, implementation + " " + effort);
      assertTrue(result.psnr > 28, implementation + " " + effort + ": " + result.psnr + " dB");
    }
  }

  private record Result(long bytes, int decoded, double psnr) {}

  private static Result encode(String implementation, Effort effort, OptionalInt quality)
      throws IOException {
    EncoderKind kind =
        EncoderKind.available().stream()
            .filter(candidate -> candidate.implementation().equals(implementation))
            .findFirst()
            .orElseThrow();
    ColorInfo color =
        kind.codec().equals("mjpeg")
            ? new ColorInfo(ColorInfo.Range.FULL, 1, 1, 6)
            : ColorInfo.BT709;
    VideoFormat format = new VideoFormat(kind.codec(), WIDTH, HEIGHT, color, Blob.EMPTY);
    EncoderSettings settings =
        new EncoderSettings(format, OptionalLong.empty(), quality, effort, 2_000_000, 2, Map.of());
    long[] bytes = {0};
    List<Double> psnr = new ArrayList<>();
    try (Encoder encoder = new FfmpegEncoderFactory(kind).create(settings);
        Decoder decoder = new FfmpegDecoderFactory().create(encoder.format(), 1)) {
      List<Blob> samples = new ArrayList<>();
      List<SampleInfo> infos = new ArrayList<>();
      SampleSink keep =
          (info, data) -> {
            infos.add(info);
            samples.add(Blob.of(data));
          };
      for (int i = 0; i < PICTURES; i++) {
        VideoFrame picture = Pictures.moving(WIDTH, HEIGHT, PixelLayout.I420, i, i * 33_333L);
        encoder.encode(
            new VideoFrame(
                picture.timeUs(), 33_333, WIDTH, HEIGHT, picture.layout(), color, picture.planes()),
            false,
            keep);
      }
      encoder.flush(keep);
      for (int i = 0; i < samples.size(); i++) {
        ByteBuffer data = samples.get(i).buffer();
        bytes[0] += data.remaining();
        decoder.decode(infos.get(i), data, frame -> psnr.add(psnr(frame)));
      }
      decoder.flush(frame -> psnr.add(psnr(frame)));
    }
    return new Result(
        bytes[0], psnr.size(), psnr.stream().mapToDouble(Double::doubleValue).average().orElse(0));
  }

  private static double psnr(Frame frame) {
    VideoFrame picture = (VideoFrame) frame;
    int number = (int) Math.round(picture.timeUs() / 33_333.0);
    VideoFrame source = Pictures.moving(WIDTH, HEIGHT, PixelLayout.I420, number, 0);
    return Pictures.psnr(Pictures.packed(source), Pictures.packed(picture));
  }
}
