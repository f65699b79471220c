package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
import org.kinora.tck.support.Ffmpeg;

class Mp4MuxerTest {
  private static final AudioFormat OPUS = new AudioFormat("opus", 48_000, 2, 312, Blob.EMPTY);
  private static final VideoFormat H264 =
      new VideoFormat("h264", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY);
  private static final Blob SILENCE = Blob.of((byte) 0xFC, (byte) 0xFF, (byte) 0xFE);

  @TempDir Path dir;
  private Path file;
  private SeekableByteChannel out;
  private Muxer muxer;

  @BeforeEach
  void open() throws IOException {
    file = dir.resolve("out.mp4");
    out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    muxer = new Mp4MuxerFactory().create(out, MuxerSettings.of(Source.RECORDING, Map.of()));
  }

  @AfterEach
  void close() throws IOException {
    muxer.close();
    out.close();
  }

  @Test
  void write_fallingDecodeTime_isRefused() throws IOException {
    int track = muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    write(track, 20_000);
    refused(MediaError.MUX_ERROR, () -> write(track, 19_999));
  }

  @Test
  void write_unknownTrack_isRefused() throws IOException {
    muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    refused(MediaError.TRACK_NOT_FOUND, () -> write(1, 0));
    refused(MediaError.TRACK_NOT_FOUND, () -> write(-1, 0));
  }

  @Test
  void write_sizeThatDoesNotMatch_isRefused() throws IOException {
    int track = muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    SampleInfo info = SampleInfo.inOrder(0, 20_000, 4, true);
    refused(MediaError.MUX_ERROR, () -> muxer.write(track, info, SILENCE.buffer()));
  }

  @Test
  void write_gapOfTwoCenturies_isRefused() throws IOException {
    int track = muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    write(track, 0);
    refused(MediaError.MUX_ERROR, () -> write(track, 200L * 365 * 86_400 * 1_000_000));
    refused(MediaError.MUX_ERROR, () -> write(track, Long.MAX_VALUE));
  }

  @Test
  void write_byteStreamWithoutParameterSets_isRefused() throws IOException {
    int track = muxer.addTrack(new Track(1, H264, 1_000_000, ""));
    ByteBuffer slice = ByteBuffer.wrap(new byte[] {0, 0, 1, 0x65, 1, 2});
    SampleInfo info = SampleInfo.inOrder(0, 0, slice.remaining(), true);
    refused(MediaError.MUX_ERROR, () -> muxer.write(track, info, slice));
  }

  @Test
  void addTrack_afterFirstSample_isRefused() throws IOException {
    int track = muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    write(track, 0);
    refused(MediaError.MUX_ERROR, () -> muxer.addTrack(new Track(2, OPUS, 48_000, "")));
  }

  @Test
  void finish_thenAnything_isRefused() throws IOException {
    int track = muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    write(track, 0);
    muxer.finish();
    refused(MediaError.MUX_ERROR, () -> write(track, 20_000));
    refused(MediaError.MUX_ERROR, muxer::finish);
    muxer.close();
    muxer.close();
    refused(MediaError.CLOSED, () -> write(track, 20_000));
    refused(MediaError.CLOSED, muxer::finish);
    assertTrue(out.isOpen());
  }

  @Test
  void close_withoutFinish_leavesNoIndex() throws IOException {
    int track = muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    write(track, 0);
    muxer.close();
    assertEquals(0, Files.size(file));
  }

  @Test
  void finish_withoutSamples_leavesAFileOfBoxes() throws IOException {
    muxer.addTrack(new Track(1, OPUS, 48_000, ""));
    muxer.finish();
    assertEquals(List.of("ftyp", "mdat", "moov"), Boxes.of(file).top());
  }

  @ParameterizedTest
  @CsvSource({"Mode,plain", "mode,fast", "reserveSamples,10"})
  void create_optionNotUnderstood_isRefused(String name, String value) {
    refused(
        MediaError.ARGUMENT_INVALID,
        () ->
            new Mp4MuxerFactory()
                .create(out, MuxerSettings.of(Source.RECORDING, Map.of(name, value))));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "many", "100000001"})
  void create_reserveOutOfRange_isRefused(String samples) {
    Map<String, String> options = Map.of("mode", "faststart", "reserveSamples", samples);
    refused(
        MediaError.ARGUMENT_INVALID,
        () -> new Mp4MuxerFactory().create(out, MuxerSettings.of(Source.RECORDING, options)));
  }

  @Test
  void create_faststartOnChannelThatCannotBeRead_isRefused() {
    refused(
        MediaError.ARGUMENT_INVALID,
        () ->
            new Mp4MuxerFactory()
                .create(out, MuxerSettings.of(Source.RECORDING, Map.of("mode", "faststart"))));
  }

  @Test
  void supports_formats_agreesWithAddTrack() throws IOException {
    agrees(true, OPUS);
    agrees(true, H264);
    agrees(false, new AudioFormat("opus", 48_000, 6, 312, Blob.EMPTY));
    agrees(false, new AudioFormat("aac", 48_000, 2, 0, Blob.EMPTY));
    agrees(false, new AudioFormat("flac", 48_000, 2, 0, Blob.EMPTY));
    agrees(false, new AudioFormat("vorbis", 48_000, 2, 0, Blob.EMPTY));
    agrees(false, new VideoFormat("png", 640, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY));
    agrees(false, new VideoFormat("vp9", 65_536, 360, ColorInfo.UNSPECIFIED, Blob.EMPTY));
    agrees(false, new VideoFormat("h264", 640, 360, ColorInfo.UNSPECIFIED, Blob.of((byte) 1)));
    agrees(false, new EventFormat("input", 1));
  }

  @Test
  void addTrack_configurationOfNoMeaning_isRefused() {
    Blob config = Blob.of(new byte[12]);
    VideoFormat format = new VideoFormat("av1", 640, 360, ColorInfo.UNSPECIFIED, config);
    refused(MediaError.TRACK_NOT_SUPPORTED, () -> muxer.addTrack(new Track(1, format, 1_000, "")));
  }

  @ParameterizedTest
  @CsvSource({
    "faststart,,ftyp moov mdat",
    "faststart,600,ftyp moov free mdat",
    "faststart,1,ftyp free mdat moov",
    "plain,,ftyp mdat moov"
  })
  void finish_modes_placeTheIndex(String mode, String reserve, String expected) throws IOException {
    Source source = Source.recording("rec_1757651534329", H264);
    Path plain = Source.write(dir.resolve("plain.mp4"), Map.of(), source);
    Map<String, String> options =
        reserve == null ? Map.of("mode", mode) : Map.of("mode", mode, "reserveSamples", reserve);
    Path placed = Source.write(dir.resolve("placed.mp4"), options, source);
    assertEquals(expected, String.join(" ", Boxes.of(placed).top()));
    Judge.sameTimes(Ffmpeg.probe(placed), 0, source);
    assertEquals(
        Judge.decodedHashes("-i", plain.toString()), Judge.decodedHashes("-i", placed.toString()));
  }

  @Test
  void write_sameInput_givesSameBytes() throws IOException {
    Source source = Source.recording("rec_1757651534329", H264).first(60);
    Path first = Source.write(dir.resolve("first.mp4"), Map.of(), source);
    Path second = Source.write(dir.resolve("second.mp4"), Map.of(), source);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void write_secondTrackWithoutSamples_isLeftOut() throws IOException {
    int track = muxer.addTrack(new Track(1, OPUS, 48_000, "voice"));
    muxer.addTrack(new Track(2, H264, 1_000_000, ""));
    write(track, 0);
    muxer.finish();
    assertEquals(1, Ffmpeg.probe(file).path("streams").size());
    ByteBuffer handler = Boxes.of(file).only("moov/trak/mdia/hdlr");
    assertEquals("voice", Boxes.text(handler, 24, 5));
  }

  private void write(int track, long timeUs) throws IOException {
    muxer.write(track, SampleInfo.inOrder(timeUs, 20_000, SILENCE.size(), true), SILENCE.buffer());
  }

  private void agrees(boolean supported, TrackFormat format) throws IOException {
    assertEquals(supported, new Mp4MuxerFactory().supports(format), format::toString);
    Track track = new Track(1, format, 1000, "");
    if (supported) {
      muxer.addTrack(track);
    } else {
      refused(MediaError.TRACK_NOT_SUPPORTED, () -> muxer.addTrack(track));
    }
  }

  private static void refused(MediaError code, Executable action) {
    MediaException e = assertThrows(MediaException.class, action);
    assertEquals(code, e.code(), e.getMessage());
    assertFalse(e.getMessage().isBlank());
  }
}
