package org.kinora.lib.matroska;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ElementReaderTest {
  @Test
  void parse_sizeOfEightBytes_isTheNumberWithoutItsMarker() {
    assertEquals(
        Optional.of(new Element(MatroskaId.VOID, 100, 109, 0x02_03_04_05_06_07_08L)),
        parse("EC 01 02 03 04 05 06 07 08 00 00 00"));
  }

  @Test
  void parse_sizeOfOnesOnly_isNotKnown() {
    assertEquals(
        Optional.of(new Element(MatroskaId.CLUSTER, 100, 112, Element.UNKNOWN_SIZE)),
        parse("1F 43 B6 75 01 FF FF FF FF FF FF FF"));
  }

  /** RFC 8794, section 4.2: eight bytes at most; nine would make a place before the file. */
  @Test
  void parse_sizeOfNineBytes_isNoElement() {
    assertEquals(Optional.empty(), parse("EC 00 FF FF FF FF FF FF FF FE 00 00"));
  }

  @Test
  void parse_headerThatIsCut_isNoElement() {
    assertEquals(Optional.empty(), parse("EC 01 02 03 04 05 06 07"));
    assertEquals(Optional.empty(), parse("1F 43 B6"));
    assertEquals(Optional.empty(), parse(""));
  }

  private static Optional<Element> parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return ElementReader.parse(ByteBuffer.wrap(bytes), 100);
  }
}
