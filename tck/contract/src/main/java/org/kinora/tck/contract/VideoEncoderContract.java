package org.kinora.tck.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.MediaError;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.tck.support.Ffmpeg;

/**
 * The contract of a video encoder: {@link #settings()} ask for a {@link VideoFormat} of even size,
 * at least 64x64. FFmpeg decodes what it makes.
 */
public abstract non-sealed class VideoEncoderContract extends EncoderContract {
  private static final int PICTURES = 48;
  private static final int LUMA_TOLERANCE = 10;

  /** For a subclass. */
  protected VideoEncoderContract() {}

  @Override
  void encodeFrames(Encoder encoder, boolean overwritten, SampleSink sink) throws IOException {
    for (int i = 0; i < PICTURES; i++) {
      if (overwritten) {
        Pictures.lend(picture(i), frame -> encoder.encode(frame, false, sink));
      } else {
        encoder.encode(picture(i), false, sink);
      }
    }
  }

  @Test
  void encode_unevenTimes_areKept() throws IOException {
    List<List<Long>> expected = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      expected.add(List.of(timeUs(i), timeUs(i + 1) - timeUs(i)));
    }
    List<List<Long>> found =
        encodeAll(settings()).stream()
            .map(Sample::info)
            .sorted(Comparator.comparingLong(SampleInfo::timeUs))
            .map(info -> List.of(info.timeUs(), info.durationUs()))
            .toList();
    assertEquals(expected, found);
  }

  /** Each picture has a brightness of its own, so a kept or mixed-up buffer shows. */
  @Test
  void encode_pictures_areWhatFfmpegDecodes(@TempDir Path dir) throws IOException {
    List<Sample> samples = encodeAll(settings());
    byte[] raw = decode(dir, samples);
    int size = target().width() * target().height() * 3 / 2;
    assertEquals(PICTURES, raw.length / size, "decoded pictures");
    for (int i = 0; i < PICTURES; i++) {
      int found =
          raw[i * size + target().width() * target().height() / 2 + target().width() / 2] & 0xFF;
      assertTrue(
          Math.abs(found - luma(i)) <= LUMA_TOLERANCE,
          "picture " + i + " has luma " + found + ", not " + luma(i));
    }
  }

  @Test
  void encode_forcedKeyframe_isOne() throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (Encoder encoder = factory().create(settings())) {
      for (int i = 0; i < PICTURES; i++) {
        encoder.encode(picture(i), i == 7, collect(samples));
      }
      encoder.flush(collect(samples));
    }
    assertTrue(
        samples.stream().anyMatch(s -> s.info().timeUs() == timeUs(7) && s.info().keyframe()),
        "picture 7 is a key frame");
  }

  @Test
  void encode_keyframeInterval_isNotExceeded() throws IOException {
    EncoderSettings s = settings();
    EncoderSettings often =
        new EncoderSettings(s.target(), s.bitRate(), 300_000, s.threads(), s.options());
    long keyUs = 0;
    for (Sample sample : encodeAll(often)) {
      long sinceUs = sample.info().timeUs() - keyUs;
      assertTrue(sinceUs <= 300_000 || sample.info().keyframe(), "no key frame for " + sinceUs);
      keyUs = sample.info().keyframe() ? sample.info().timeUs() : keyUs;
    }
  }

  @Test
  void encode_otherSize_isRefused() throws IOException {
    try (Encoder encoder = factory().create(settings())) {
      VideoFrame other = Pictures.grey(target().width() + 16, target().height(), 0, 0, 100);
      Failures.assertFails(
          () -> encoder.encode(other, false, (info, data) -> {}), MediaError.ARGUMENT_INVALID);
    }
  }

  private VideoFormat target() {
    return (VideoFormat) settings().target();
  }

  private VideoFrame picture(int i) {
    long durationUs = timeUs(i + 1) - timeUs(i);
    return Pictures.grey(target().width(), target().height(), timeUs(i), durationUs, luma(i));
  }

  private static long timeUs(int i) {
    return i * 40_000L + i % 3 * 7_001L;
  }

  private static int luma(int i) {
    return 40 + i * 37 % 170;
  }

  /** Decodes through an IVF file, in which FFmpeg accepts every codec; returns pictures in I420. */
  private byte[] decode(Path dir, List<Sample> samples) throws IOException {
    Path file = dir.resolve("samples.ivf");
    ByteBuffer header = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    header.put("DKIF".getBytes(US_ASCII)).putShort((short) 0).putShort((short) 32);
    header.put(fourCc().getBytes(US_ASCII));
    header.putShort((short) target().width()).putShort((short) target().height());
    header.putInt(1_000_000).putInt(1).putInt(samples.size()).putInt(0);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(header.flip());
      for (Sample sample : samples) {
        ByteBuffer frame = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(sample.data().size()).putLong(sample.info().timeUs());
        out.write(frame.flip());
        out.write(sample.data().buffer());
      }
    }
    return Ffmpeg.run(
        "-i",
        file.toString(),
        "-fps_mode",
        "passthrough",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "yuv420p",
        "-");
  }

  private String fourCc() {
    String codec = target().codec();
    return Map.of("vp8", "VP80", "vp9", "VP90", "av1", "AV01", "h265", "HEVC")
        .getOrDefault(codec, codec.toUpperCase(Locale.ROOT));
  }
}
