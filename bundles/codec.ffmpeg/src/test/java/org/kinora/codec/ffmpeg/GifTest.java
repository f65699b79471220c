package org.kinora.codec.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.codec.ffmpeg.gif.GifMuxerFactory;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.tck.support.Ffmpeg;

/** Moving GIFs, as FFmpeg reads them. */
final class GifTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  /** The last time but one is no whole number of hundredths. */
  private static final long[] TIMES_US = {0, 100_000, 250_000, 304_000, 1_000_000};

  @TempDir Path dir;

  @Test
  void pictures_unevenTimes_areShownAtTheNearestHundredth() throws IOException {
    Path file = write(Map.of(), Map.of());
    List<Long> times = new ArrayList<>();
    for (JsonNode packet : Ffmpeg.packets(Ffmpeg.probe(file), 0)) {
      times.add(Math.round(packet.path("pts_time").asDouble() * 100));
    }
    assertEquals(List.of(0L, 10L, 25L, 30L, 100L), times);
    byte[] raw =
        Ffmpeg.run(
            "-i",
            file.toString(),
            "-fps_mode",
            "passthrough",
            "-pix_fmt",
            "yuv420p",
            "-f",
            "rawvideo",
            "-");
    int size = WIDTH * HEIGHT * 3 / 2;
    assertEquals(TIMES_US.length, raw.length / size);
    for (int i = 0; i < TIMES_US.length; i++) {
      byte[] expected = Pictures.packed(picture(i));
      double psnr = Pictures.psnr(expected, Arrays.copyOfRange(raw, i * size, (i + 1) * size));
      assertTrue(psnr > 25, "picture " + i + ": " + psnr + " dB");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, true", "3, true", "-1, false"})
  void loop_isWritten(int loops, boolean isThere) throws IOException {
    String bytes =
        new String(
            Files.readAllBytes(write(Map.of("loop", "" + loops), Map.of())),
            StandardCharsets.ISO_8859_1);
    int at = bytes.indexOf("NETSCAPE2.0");
    assertEquals(isThere, at > 0);
    if (isThere) {
      assertEquals(loops, bytes.charAt(at + 13));
    }
  }

  @Test
  void options_unknown_areRefused() {
    for (Map<String, String> options :
        List.of(Map.of("loops", "1"), Map.of("loop", "70000"), Map.of("loop", "often"))) {
      MediaException e = assertThrows(MediaException.class, () -> write(options, Map.of()));
      assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    }
    MediaException e =
        assertThrows(MediaException.class, () -> write(Map.of(), Map.of("dither", "what")));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
  }

  private Path write(Map<String, String> options, Map<String, String> encoding) throws IOException {
    Path file = dir.resolve("out.gif");
    RecordingInfo info =
        new RecordingInfo("x", Optional.empty(), OptionalLong.empty(), true, List.of(), Map.of());
    try (Encoder encoder = encoder(encoding);
        FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Muxer muxer = new GifMuxerFactory().create(out, MuxerSettings.of(info, options))) {
      int track = muxer.addTrack(new Track(1, encoder.format(), 1_000_000, ""));
      for (int i = 0; i < TIMES_US.length; i++) {
        encoder.encode(picture(i), false, (sample, data) -> muxer.write(track, sample, data));
      }
      encoder.flush((sample, data) -> muxer.write(track, sample, data));
      muxer.finish();
    }
    return file;
  }

  private static Encoder encoder(Map<String, String> options) throws IOException {
    EncoderKind gif =
        EncoderKind.available().stream()
            .filter(kind -> kind.codec().equals("gif"))
            .findFirst()
            .orElseThrow();
    VideoFormat format = new VideoFormat("gif", WIDTH, HEIGHT, ColorInfo.BT709, Blob.EMPTY);
    return new FfmpegEncoderFactory(gif)
        .create(new EncoderSettings(format, OptionalLong.empty(), 0, 1, options));
  }

  private static VideoFrame picture(int number) {
    return Pictures.moving(WIDTH, HEIGHT, PixelLayout.I420, number * 5, TIMES_US[number]);
  }
}
