package org.kinora.container.webm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;

class WebmRefusalTest {
  private static final VideoFormat VP8 =
      new VideoFormat("vp8", 64, 64, ColorInfo.UNSPECIFIED, Blob.EMPTY);

  @TempDir Path directory;

  private FileChannel channel;
  private Muxer muxer;

  @BeforeEach
  void open() throws IOException {
    channel =
        FileChannel.open(
            directory.resolve("a.webm"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    muxer = new WebmMuxerFactory().create(channel, MuxerSettings.of(Source.RECORDING, Map.of()));
  }

  @AfterEach
  void close() throws IOException {
    muxer.close();
    channel.close();
  }

  private static void assertCode(MediaError code, Executable call) {
    assertEquals(code, assertThrows(MediaException.class, call).code());
  }

  private static Track track(TrackFormat format) {
    return new Track(1, format, 1_000_000, "");
  }

  private void write(int track, long timeUs) throws IOException {
    muxer.write(track, SampleInfo.inOrder(timeUs, 0, 3, true), ByteBuffer.allocate(3));
  }

  @ParameterizedTest
  @CsvSource({"timestampScale, 999", "timestampScale, 1000001", "timestampScale, x", "live, true"})
  void create_badOption_isArgumentInvalid(String name, String value) {
    assertCode(
        MediaError.ARGUMENT_INVALID,
        () ->
            new WebmMuxerFactory()
                .create(channel, MuxerSettings.of(Source.RECORDING, Map.of(name, value))));
  }

  @ParameterizedTest
  @CsvSource({
    "vp8, '', true",
    "vp9, '', true",
    "av1, '', true",
    "av1, 81000c00, false",
    "h264, '', false",
    "h265, '', false"
  })
  void supports_videoCodecs_saysWhatWebmHolds(String codec, String config, boolean expected) {
    Blob blob = Blob.of(HexFormat.of().parseHex(config));
    VideoFormat format = new VideoFormat(codec, 64, 64, ColorInfo.UNSPECIFIED, blob);
    assertEquals(expected, new WebmMuxerFactory().supports(format));
  }

  @ParameterizedTest
  @CsvSource({
    "opus, 2, '', true",
    "opus, 6, '', false",
    "opus, 2, 4f70, false",
    "opus, 1, 4f707573486561640101380180bb0000000000, true",
    "vorbis, 2, '', false",
    "vorbis, 2, 021e, true",
    "aac, 2, 1210, false",
    "flac, 2, '', false"
  })
  void supports_audioCodecs_saysWhatWebmHolds(
      String codec, int channels, String config, boolean expected) {
    Blob blob = Blob.of(HexFormat.of().parseHex(config));
    AudioFormat format = new AudioFormat(codec, 48_000, channels, 0, blob);
    assertEquals(expected, new WebmMuxerFactory().supports(format));
  }

  @Test
  void addTrack_events_isTrackNotSupported() {
    assertFalse(new WebmMuxerFactory().supports(new EventFormat("input", 1)));
    assertCode(
        MediaError.TRACK_NOT_SUPPORTED, () -> muxer.addTrack(track(new EventFormat("input", 1))));
  }

  @Test
  void write_unknownTrack_isTrackNotFound() throws IOException {
    muxer.addTrack(track(VP8));
    assertCode(MediaError.TRACK_NOT_FOUND, () -> write(0, 0));
    assertCode(MediaError.TRACK_NOT_FOUND, () -> write(2, 0));
  }

  @Test
  void write_fallingTime_isMuxErrorThatSaysWhere() throws IOException {
    int number = muxer.addTrack(track(VP8));
    write(number, 1_000);
    MediaException e = assertThrows(MediaException.class, () -> write(number, 999));
    assertEquals(MediaError.MUX_ERROR, e.code());
    assertTrue(e.getMessage().contains("track 1 (vp8), sample 1 at 999 us"), e.getMessage());
    assertCode(MediaError.MUX_ERROR, () -> write(number, Long.MAX_VALUE));
  }

  @Test
  void write_pictureBeforeTheStart_isMuxError() throws IOException {
    int number = muxer.addTrack(track(VP8));
    assertCode(MediaError.MUX_ERROR, () -> write(number, -1));
  }

  @Test
  void write_lateSoundBeforeTheStart_isMuxError() throws IOException {
    int first = muxer.addTrack(track(VP8));
    int late = muxer.addTrack(track(new AudioFormat("opus", 48_000, 1, 0, Blob.EMPTY)));
    write(first, 0);
    write(first, 3_000_000);
    write(first, 6_000_000);
    assertCode(MediaError.MUX_ERROR, () -> write(late, -1_000_000));
  }

  @Test
  void write_brokenOpus_isMuxError() throws IOException {
    int number = muxer.addTrack(track(new AudioFormat("opus", 48_000, 1, 0, Blob.EMPTY)));
    assertCode(
        MediaError.MUX_ERROR,
        () -> muxer.write(number, SampleInfo.inOrder(0, 0, 0, true), ByteBuffer.allocate(0)));
  }

  @Test
  void finish_av1ThatNeverHadASequenceHeader_isMuxError() throws IOException {
    VideoFormat av1 = new VideoFormat("av1", 64, 64, ColorInfo.UNSPECIFIED, Blob.EMPTY);
    write(muxer.addTrack(track(av1)), 0);
    assertCode(MediaError.MUX_ERROR, muxer::finish);
  }

  @Test
  void anyCall_outOfTurn_isRefused() throws IOException {
    int number = muxer.addTrack(track(VP8));
    write(number, 0);
    assertCode(MediaError.MUX_ERROR, () -> muxer.addTrack(track(VP8)));
    muxer.finish();
    assertCode(MediaError.MUX_ERROR, () -> write(number, 1));
    assertCode(MediaError.MUX_ERROR, muxer::finish);
    muxer.close();
    assertCode(MediaError.CLOSED, () -> write(number, 1));
    assertCode(MediaError.CLOSED, muxer::flush);
  }
}
