package org.kinora.lib.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kinora.media.ColorInfo;
import org.kinora.media.PixelLayout;
import org.kinora.media.Plane;
import org.kinora.media.VideoFrame;
import org.kinora.tck.support.RawPictures;

class PicturesTest {
  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void allocate_oddSize_alignsRowsAndLeavesMargin(PixelLayout layout) throws Exception {
    VideoFrame frame = Pictures.allocate(layout, 133, 77, ColorInfo.BT709);

    for (Plane plane : frame.planes()) {
      assertEquals(0, plane.data().alignmentOffset(0, Pictures.ALIGNMENT_BYTES));
      assertEquals(0, plane.stride() % Pictures.ALIGNMENT_BYTES);
    }
    assertTrue(Pictures.margin(frame) >= Pictures.MARGIN_BYTES);
  }

  @Test
  void part_ofHalvedChroma_isTheSameMemory() {
    VideoFrame whole = Pictures.allocate(PixelLayout.I420, 64, 48, ColorInfo.BT709);
    VideoFrame part = Pictures.part(whole, 10, 6, 21, 15);
    for (int i = 0; i < 3; i++) {
      RawPictures.fill(part, i, 200);
    }

    int chromaFound = 0;
    int lumaFound = 0;
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        boolean inside = x >= 10 && x < 31 && y >= 6 && y < 21;
        Plane luma = whole.planes().get(0);
        assertEquals(inside ? 200 : 0, luma.data().get(y * luma.stride() + x) & 0xFF);
        lumaFound += inside ? 1 : 0;
      }
    }
    for (byte number : RawPictures.plane(whole, 2)) {
      chromaFound += number == 0 ? 0 : 1;
    }
    assertEquals(21 * 15, lumaFound);
    assertEquals(11 * 8, chromaFound);
    assertEquals(
        200, whole.planes().get(2).data().get(3 * whole.planes().get(2).stride() + 5) & 0xFF);
  }

  @Test
  void part_oddPlaceOrOutside_isRefused() {
    VideoFrame whole = Pictures.allocate(PixelLayout.I420, 64, 48, ColorInfo.BT709);

    assertThrows(IllegalArgumentException.class, () -> Pictures.part(whole, 1, 0, 8, 8));
    assertThrows(IllegalArgumentException.class, () -> Pictures.part(whole, 0, 3, 8, 8));
    assertThrows(IllegalArgumentException.class, () -> Pictures.part(whole, 60, 0, 5, 8));
    assertThrows(
        IllegalArgumentException.class, () -> Pictures.part(whole, 2, 0, Integer.MAX_VALUE, 8));
  }

  @ParameterizedTest
  @EnumSource(PixelLayout.class)
  void copy_betweenStrides_keepsEveryPixel(PixelLayout layout) {
    VideoFrame from = RawPictures.testPicture(layout, 53, 31, ColorInfo.UNSPECIFIED);
    VideoFrame to = Pictures.allocate(layout, 53, 31, ColorInfo.UNSPECIFIED);

    Pictures.copy(from, to);

    for (int i = 0; i < layout.planes(); i++) {
      assertArrayEquals(RawPictures.plane(from, i), RawPictures.plane(to, i));
    }
  }

  @Test
  void copy_otherSize_isRefused() {
    VideoFrame from = Pictures.allocate(PixelLayout.GRAY, 8, 8, ColorInfo.UNSPECIFIED);
    VideoFrame to = Pictures.allocate(PixelLayout.GRAY, 8, 9, ColorInfo.UNSPECIFIED);

    assertThrows(IllegalArgumentException.class, () -> Pictures.copy(from, to));
  }
}
