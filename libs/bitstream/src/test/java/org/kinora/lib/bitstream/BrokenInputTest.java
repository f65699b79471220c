package org.kinora.lib.bitstream;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFormat;

/** Nothing but MediaException leaves a parser, whatever the bytes are. */
class BrokenInputTest {
  private static final int ROUNDS = 20_000;

  @TempDir Path directory;

  /** One way to use the library. */
  private interface Use {
    void of(ByteBuffer data) throws MediaException;
  }

  private static final List<Use> USES =
      List.of(
          Sniffer::sniff,
          data -> Sniffer.format("h264", data),
          data -> Sniffer.format("h265", data),
          data -> Sniffer.format("vp8", data),
          data -> Sniffer.format("vp9", data),
          data -> Sniffer.format("av1", data),
          data -> Av1.skipTemporalDelimiter(data.duplicate()),
          data -> Av1.parseAv1C(Blob.of(data)),
          H264::parseSps,
          H265::parseSps,
          data -> H264.parseAvcC(Blob.of(data)),
          data -> H265.parseHvcC(Blob.of(data)),
          data -> ParameterSets.fromAnnexB(NalCodec.AVC, data).config(),
          data -> ParameterSets.fromAnnexB(NalCodec.HEVC, data).config(),
          data -> AnnexB.toLengthPrefixed(data, nal -> true, ByteBuffer.allocate(0)),
          data -> LengthPrefixed.toAnnexB(data, 2, ByteBuffer.allocate(0), ByteBuffer.allocate(0)),
          Opus::samples,
          Opus::channels,
          data -> OpusHead.parse(Blob.of(data)),
          data -> AacConfig.parse(Blob.of(data)),
          data -> string("h264", data),
          data -> string("h265", data),
          data -> string("vp9", data),
          data -> string("av1", data));

  private static void string(String codec, ByteBuffer data) throws MediaException {
    CodecString.of(new VideoFormat(codec, 1, 1, ColorInfo.UNSPECIFIED, Blob.of(data)));
  }

  private static void useAll(byte[] bytes, String message) {
    for (int use = 0; use < USES.size(); use++) {
      Use one = USES.get(use);
      ByteBuffer data = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
      assertDoesNotThrow(
          () -> {
            try {
              one.of(data);
            } catch (MediaException e) {
              assertEquals(MediaError.DECODE_ERROR, e.code());
            }
          },
          message + ", use " + use + ": " + HexFormat.of().formatHex(bytes));
      assertEquals(bytes.length, data.remaining(), "the buffer is left as it was");
    }
  }

  @Test
  void anyUse_randomBytes_failsCleanly() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      useAll(bytes, "seed " + seed);
    }
  }

  @Test
  void anyUse_damagedRealBytes_failsCleanly() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<byte[]> real = realHeaders();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = real.get(random.nextInt(real.size())).clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int size = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      useAll(Arrays.copyOf(bytes, size), "seed " + seed);
    }
  }

  private List<byte[]> realHeaders() throws IOException {
    List<byte[]> real = new ArrayList<>();
    ByteBuffer h264 = Streams.recording("rec_1757651534329").get(0);
    ByteBuffer vp9 = Streams.recording("rec_1757651700000").get(0);
    ParameterSets sets = ParameterSets.fromAnnexB(NalCodec.AVC, h264);
    real.add(sets.config().toByteArray());
    real.add(sets.sps().get(0).toByteArray());
    real.add(sets.annexB().toByteArray());
    real.add(Blob.of(vp9.slice(0, 40)).toByteArray());
    Path h265 =
        Streams.video(
            directory.resolve("a.h265"),
            "64x64",
            "-frames:v",
            "1",
            "-x265-params",
            "log-level=none");
    ParameterSets hevc =
        ParameterSets.fromAnnexB(NalCodec.HEVC, ByteBuffer.wrap(Files.readAllBytes(h265)));
    real.add(hevc.config().toByteArray());
    real.add(hevc.sps().get(0).toByteArray());
    real.add(hevc.annexB().toByteArray());
    Path ivf =
        Streams.video(
            directory.resolve("a.ivf"),
            "64x64",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8",
            "-frames:v",
            "1");
    ByteBuffer av1 = Streams.ivf(ivf).get(0);
    real.add(Blob.of(av1.slice(0, 40)).toByteArray());
    real.add(Av1.av1C(av1).orElseThrow().toByteArray());
    real.add(new OpusHead(6, 312, 48_000, 0, 1, Blob.of(new byte[8])).toBlob().toByteArray());
    real.add(HexFormat.of().parseHex("2b920800")); // AudioSpecificConfig
    return real;
  }
}
