package org.kinora.engine.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.VideoFormat;

/** Two framings of one picture have one checksum, two pictures have two. */
final class SampleDigestTest {
  private static final String SPS = "6742c00ad9";
  private static final String PPS = "68ce38";
  private static final String SLICE = "65888040ff01";

  /** ISO/IEC 14496-15, section 5.3.3.1: version, profile, level, length size, one SPS, one PPS. */
  private static final String AVCC = "0142c00aff" + "e1" + "0005" + SPS + "01" + "0003" + PPS;

  private final SampleDigest annexB = digest("");
  private final SampleDigest lengths = digest(AVCC);

  @Test
  void ofNals_startCodesOrLengths_isTheSame() {
    int wanted = lengths.ofNals(bytes("00000006" + SLICE));
    assertEquals(wanted, annexB.ofNals(bytes("000001" + SLICE)));
    assertEquals(wanted, annexB.ofNals(bytes("00000001" + SLICE + "0000")));
    assertEquals(wanted, annexB.ofNals(bytes("000001" + SPS + "000001" + PPS + "000001" + SLICE)));
  }

  @Test
  void ofNals_otherSlice_differs() {
    assertNotEquals(
        annexB.ofNals(bytes("000001" + SLICE)), annexB.ofNals(bytes("000001" + SLICE + "02")));
  }

  @Test
  void ofNals_noNalUnits_isTheChecksumOfTheBytes() {
    ByteBuffer torn = bytes("0000ffff01");
    assertEquals(lengths.ofBytes(torn), lengths.ofNals(torn));
    assertEquals(annexB.ofBytes(torn), annexB.ofNals(torn));
    assertEquals(5, torn.remaining());
  }

  private static SampleDigest digest(String config) {
    Blob blob = config.isEmpty() ? Blob.EMPTY : Blob.of(bytes(config));
    return new SampleDigest(new VideoFormat("h264", 16, 16, ColorInfo.UNSPECIFIED, blob));
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }
}
