package org.kinora.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.Background;
import org.kinora.media.Background.LinearGradient;
import org.kinora.media.Background.Solid;
import org.kinora.media.Background.Stop;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Scene;

class ScenesTest {
  private static final String BLACK = "#000000";

  @Test
  void background_color_isOpaque() throws MediaException {
    assertEquals(new Solid(0xFF1a2B3c), Scenes.background("#1a2B3c"));
    assertEquals(new Solid(0xFF1a2b3c), Scenes.background("1a2b3c"));
  }

  @Test
  void background_gradient_spreadsItsColors() throws MediaException {
    assertEquals(
        new LinearGradient(135, List.of(new Stop(0, 0xFF667eea), new Stop(1, 0xFF764ba2))),
        Scenes.background("linear(135,#667eea,#764ba2)"));
    assertEquals(
        new LinearGradient(
            -22.5,
            List.of(new Stop(0, 0xFF000000), new Stop(0.5, 0xFF808080), new Stop(1, 0xFFffffff))),
        Scenes.background("linear( -22.5, 000000, #808080 , #FFFFFF )"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#1a2b3c", "linear(135,#667eea,#764ba2)", "linear(-22.5,#000000,#ffffff)"})
  void format_background_isReadTheSame(String text) throws MediaException {
    assertEquals(text, Scenes.format(Scenes.background(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "red",
        "#12345",
        "#1234567",
        "##123456",
        "linear()",
        "linear(135)",
        "linear(135,#000000)",
        "linear(x,#000000,#ffffff)",
        "linear(135,#000000,)",
        "linear(135,#000000,#ffffff",
        "radial(135,#000000,#ffffff)"
      })
  void background_somethingElse_isRefused(String text) {
    MediaException e = assertThrows(MediaException.class, () -> Scenes.background(text));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
  }

  @ParameterizedTest
  @CsvSource({
    "1280x720, 1280, 720",
    "16:9, 1920, 1080",
    "9:16, 1080, 1920",
    "1:1, 1080, 1080",
    "4:5, 1080, 1350"
  })
  void scene_size_isPixelsOrAShape(String size, int width, int height) throws MediaException {
    Background black = Scenes.background(BLACK);
    assertEquals(new Scene(width, height, black, 60, 16), Scenes.scene(size, BLACK, 60, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "1280, 0",
    "1280x, 0",
    "1280X720, 0",
    "3:2, 0",
    "1281x720, 0",
    "0x0, 0",
    "999999x16, 0",
    "1280x720, 400",
    "1280x720, -1"
  })
  void scene_thatCannotBe_isRefused(String size, int padding) {
    MediaException e =
        assertThrows(MediaException.class, () -> Scenes.scene(size, BLACK, padding, 0));
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
  }
}
