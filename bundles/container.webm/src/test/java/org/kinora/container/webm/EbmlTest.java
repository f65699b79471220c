package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.kinora.lib.matroska.MatroskaId;

class EbmlTest {
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void uint_ofEachWidth_takesFewestBytes() {
    assertEquals("d78100", hex(Ebml.uint(MatroskaId.TRACK_NUMBER, 0)));
    assertEquals("d781ff", hex(Ebml.uint(MatroskaId.TRACK_NUMBER, 255)));
    assertEquals("2ad7b1830f4240", hex(Ebml.uint(MatroskaId.TIMESTAMP_SCALE, 1_000_000)));
    assertEquals("e788ffffffffffffffff", hex(Ebml.uint(MatroskaId.TIMESTAMP, -1)));
  }

  @Test
  void sint_aroundPowersOfTwo_keepsTheSign() {
    assertEquals("fb81ff", hex(Ebml.sint(MatroskaId.REFERENCE_BLOCK, -1)));
    assertEquals("fb8180", hex(Ebml.sint(MatroskaId.REFERENCE_BLOCK, -128)));
    assertEquals("fb82ff7f", hex(Ebml.sint(MatroskaId.REFERENCE_BLOCK, -129)));
    assertEquals("75a2817f", hex(Ebml.sint(MatroskaId.DISCARD_PADDING, 127)));
    assertEquals("75a2820080", hex(Ebml.sint(MatroskaId.DISCARD_PADDING, 128)));
  }

  @Test
  void element_sizesAtTheEdge_avoidTheUnknownSize() {
    assertEquals("a3fe", hex(Ebml.element(MatroskaId.SIMPLE_BLOCK, new byte[126])).substring(0, 4));
    // 127 in one byte would be all ones, which means unknown
    assertEquals(
        "a3407f", hex(Ebml.element(MatroskaId.SIMPLE_BLOCK, new byte[127])).substring(0, 6));
  }

  @Test
  void ofVoid_anySize_takesUpExactlyThat() {
    assertEquals("ec80", hex(Ebml.ofVoid(2)));
    assertEquals("ec86000000000000", hex(Ebml.ofVoid(8)));
    assertEquals("ec0100000000000000", hex(Ebml.ofVoid(9)));
    assertEquals("ec01000000000000020000", hex(Ebml.ofVoid(11)));
  }
}
