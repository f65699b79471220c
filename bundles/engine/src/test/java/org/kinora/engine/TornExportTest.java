package org.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.codec.ffmpeg.encode.EncoderKind;
import org.kinora.codec.ffmpeg.encode.FfmpegEncoderFactory;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportResult;
import org.kinora.media.Frame;
import org.kinora.media.SampleSink;
import org.kinora.media.TrackFormat;
import org.kinora.spi.codec.Encoder;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.tck.support.Ffmpeg;

/** A long export whose encoder is torn out. */
class TornExportTest {
  private static final int TORN_AT = 700;

  private final Providers providers = RealPlugins.providers();
  private final AtomicInteger encoded = new AtomicInteger();
  @TempDir Path dir;

  @Test
  void compose_encoderTornOut_goesOnWithWhatWasMade() throws Exception {
    Path source = source();
    EngineExport service = KilledExport.service(dir.resolve("jobs"), providers);
    ExportResult whole =
        service.start(KilledExport.request(source, dir.resolve("whole.webm"))).await();
    int pictures = encoded.getAndSet(0);
    encoder(
        "torn",
        "2.0.0",
        number -> {
          if (number == TORN_AT) {
            tearOut();
          }
        });
    ExportResult torn =
        service.start(KilledExport.request(source, dir.resolve("torn.webm"))).await();
    service.stop();
    assertEquals(1, torn.warnings().size(), torn.warnings() + "");
    assertTrue(torn.warnings().get(0).startsWith("encoder vp8 of org.example.vp8 2.0.0 was taken"));
    assertEquals(whole.tracks().get(0).samples(), torn.tracks().get(0).samples());
    assertEquals(whole.durationUs(), torn.durationUs());
    assertEquals(times(dir.resolve("whole.webm")), times(dir.resolve("torn.webm")));
    Ffmpeg.decode(dir.resolve("torn.webm"));
    assertTrue(encoded.get() < pictures + TORN_AT / 2, encoded + " encoded again of " + pictures);
    try (var left = Files.list(dir)) {
      assertEquals(4, left.count(), "jobs, source, two exports");
    }
  }

  private static List<String> times(Path file) {
    return Ffmpeg.packets(Ffmpeg.probe(file), 0).stream()
        .map(packet -> packet.path("pts_time").asText() + packet.path("duration_time").asText())
        .toList();
  }

  private Path source() {
    encoder("whole", "1.0.0", number -> {});
    return RealPlugins.file(
        dir.resolve("source.webm"),
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=160x120:r=30:d=30",
        "-c:v",
        "libvpx",
        "-deadline",
        "realtime",
        "-cpu-used",
        "16",
        "-g",
        "60");
  }

  private Fakes.Reference<EncoderFactory> reference = new Fakes.Reference<>(Map.of("codec", "vp8"));

  private void tearOut() {
    providers.removeEncoder(reference);
  }

  /** What happens before a picture is encoded. */
  private interface Trip {
    void at(int number);
  }

  /** Adds a VP8 encoder that is preferred to those before it. */
  private void encoder(String name, String version, Trip trip) {
    EncoderKind kind =
        EncoderKind.available().stream()
            .filter(one -> one.codec().equals("vp8"))
            .findFirst()
            .orElseThrow();
    reference =
        new Fakes.Reference<>(
            Map.of("codec", "vp8", "codec.implementation", name, "service.ranking", 2_000_000_000),
            Fakes.bundle(name.length(), "org.example.vp8", version));
    providers.addEncoder(new Encoders(new FfmpegEncoderFactory(kind), trip), reference);
  }

  private final class Encoders implements EncoderFactory {
    private final EncoderFactory real;
    private final Trip trip;

    Encoders(EncoderFactory real, Trip trip) {
      this.real = real;
      this.trip = trip;
    }

    @Override
    public boolean supports(EncoderSettings settings) {
      return real.supports(settings);
    }

    @Override
    public Encoder create(EncoderSettings settings) throws IOException {
      Encoder encoder = real.create(settings);
      return new Encoder() {
        private int number;

        @Override
        public TrackFormat format() {
          return encoder.format();
        }

        @Override
        public void encode(Frame frame, boolean forceKeyframe, SampleSink sink) throws IOException {
          encoded.incrementAndGet();
          trip.at(number++);
          encoder.encode(frame, forceKeyframe, sink);
        }

        @Override
        public void flush(SampleSink sink) throws IOException {
          encoder.flush(sink);
        }

        @Override
        public void close() throws IOException {
          encoder.close();
        }
      };
    }
  }
}
