package org.kinora.lib.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.VideoFormat;

class DrawnColorTest {
  @ParameterizedTest
  @CsvSource({"h264,1,1", "h264,5,6", "vp9,6,6", "vp8,2,6", "vp8,1,1", "h264,2,1", "av1,9,1"})
  void of_recording_hasItsMatrixIfThatIsUsual(String codec, int matrix, int drawn) {
    ColorInfo said = new ColorInfo(ColorInfo.Range.UNSPECIFIED, 2, 2, matrix);
    ColorInfo color = DrawnColor.of(new VideoFormat(codec, 1920, 1080, said, Blob.EMPTY));
    assertEquals(new ColorInfo(ColorInfo.Range.LIMITED, 1, 1, drawn), color);
  }
}
