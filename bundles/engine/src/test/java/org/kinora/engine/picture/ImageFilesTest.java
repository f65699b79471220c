package org.kinora.engine.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.engine.NearestPixels;
import org.kinora.engine.codec.FrameQueue;
import org.kinora.engine.plugin.Providers;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.PixelLayout;
import org.kinora.media.VideoFrame;
import org.kinora.spi.compose.ImageSource;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.RawPictures;

/** Images that a scene names: which are read, and which are out of bounds. */
final class ImageFilesTest {
  private static final String PICTURE = "-f lavfi -i testsrc2=size=320x180 -frames:v 1";
  private static final double LEAST_PSNR = 40;

  @TempDir Path dir;
  private final Providers providers = new NearestPixels().providers();
  private Path recording = Path.of("");

  @BeforeEach
  void makeRecording() throws IOException {
    recording = Files.createDirectory(dir.resolve("rec"));
  }

  private List<VideoFrame> read(String path) throws IOException {
    ImageSource images = new ImageFiles(providers, recording);
    List<VideoFrame> pictures = new ArrayList<>();
    images.read(path, frame -> pictures.add(FrameQueue.copy((VideoFrame) frame, null)));
    return pictures;
  }

  private MediaError refused(String path) {
    return (MediaError) assertThrows(MediaException.class, () -> read(path)).code();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "webp", "bmp", "gif"})
  void read_anyKind_isThePicture(String kind) throws IOException {
    Path file = NearestPixels.media(recording.resolve("image." + kind), PICTURE);
    List<VideoFrame> pictures = read("image." + kind);
    assertEquals(1, pictures.size());
    VideoFrame picture = pictures.get(0);
    byte[] right =
        Ffmpeg.run(
            "-i",
            file.toString(),
            "-frames:v",
            "1",
            "-pix_fmt",
            RawPictures.formatName(picture.layout()),
            "-f",
            "rawvideo",
            "-");
    VideoFrame expected = RawPictures.of(right, picture.layout(), 320, 180, picture.color());
    double psnr = RawPictures.psnr(RawPictures.plane(expected, 0), RawPictures.plane(picture, 0));
    assertTrue(psnr > LEAST_PSNR, kind + ": " + psnr + " dB");
  }

  @Test
  void read_absoluteOrBesideAFile_isRead() throws IOException {
    Path elsewhere = NearestPixels.media(dir.resolve("elsewhere.png"), PICTURE);
    assertEquals(PixelLayout.RGBA, read(elsewhere.toString()).get(0).layout());
    recording = Files.createFile(dir.resolve("clip.mp4"));
    assertEquals(1, read("elsewhere.png").size());
  }

  @Test
  void read_outOfTheRecording_isRefused() throws IOException {
    NearestPixels.media(dir.resolve("secret.png"), PICTURE);
    Files.createSymbolicLink(recording.resolve("link.png"), dir.resolve("secret.png"));
    assertEquals(MediaError.ARGUMENT_INVALID, refused("../secret.png"));
    assertEquals(MediaError.ARGUMENT_INVALID, refused("link.png"));
    assertEquals(MediaError.ARGUMENT_INVALID, refused("nul\0.png"));
  }

  @Test
  void read_whatIsNoImage_isRefused() throws IOException {
    assertEquals(MediaError.DIR_NOT_FOUND, refused("missing.png"));
    Files.writeString(recording.resolve("text.png"), "not an image");
    assertEquals(MediaError.FORMAT_UNKNOWN, refused("text.png"));
    Path sound = NearestPixels.media(recording.resolve("sound.wav"), "-f lavfi -i sine=duration=1");
    assertEquals(MediaError.FORMAT_UNKNOWN, refused(sound.getFileName().toString()));
    Path png = NearestPixels.media(recording.resolve("torn.png"), PICTURE);
    byte[] bytes = Files.readAllBytes(png);
    Files.write(png, java.util.Arrays.copyOf(bytes, 60));
    assertThrows(MediaException.class, () -> read("torn.png"));
  }
}
