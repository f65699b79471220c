package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.MuxerSettings;

/** Every element of a small file, as it has always been: a change of the layout shows here. */
class GoldenDumpTest {
  private static final RecordingInfo RECORDING =
      new RecordingInfo(
          "rec_1",
          Optional.of(ZonedDateTime.parse("2026-03-01T12:00:00Z")),
          OptionalLong.empty(),
          true,
          List.of(),
          Map.of("title", "Golden"));

  @TempDir Path directory;

  /** A picture every 40 ms, a key frame every 500 ms. */
  private static Source pictures() {
    List<SampleInfo> infos =
        IntStream.range(0, 30)
            .mapToObj(i -> SampleInfo.inOrder(i * 40_000L, 40_000, 100 + i, i % 12 == 0))
            .toList();
    VideoFormat format = new VideoFormat("vp9", 640, 360, ColorInfo.BT709, Blob.EMPTY);
    return new Source(format, infos, data(infos));
  }

  /** Packets of 20 ms from the pre-skip on; of the last one 5 ms are heard. */
  private static Source sound() {
    List<SampleInfo> infos =
        IntStream.range(0, 60)
            .mapToObj(
                i -> SampleInfo.inOrder(i * 20_000L - 6_500, i < 59 ? 20_000 : 5_000, 8, true))
            .toList();
    AudioFormat format = new AudioFormat("opus", 48_000, 2, 312, Blob.EMPTY);
    return new Source(format, infos, data(infos));
  }

  /** Each begins with the table of contents of an Opus packet of 20 ms. */
  private static List<ByteBuffer> data(List<SampleInfo> infos) {
    return infos.stream().map(i -> ByteBuffer.allocate(i.size()).put(0, (byte) 0x7C)).toList();
  }

  @Test
  void write_picturesAndSound_hasTheElementsItAlwaysHad() throws IOException {
    MuxerSettings settings = MuxerSettings.of(RECORDING, Map.of());
    Path file = Muxing.write(directory.resolve("golden.webm"), settings, true, pictures(), sound());
    try (InputStream golden =
        Objects.requireNonNull(getClass().getResourceAsStream("golden.webm.txt"))) {
      String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, String.join("\n", Elements.of(file)) + "\n");
    }
  }
}
