package org.kinora.codec.ffmpeg.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.lib.bitstream.AacConfig;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.AudioFormat;
import org.kinora.media.ErrorCode;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureSettings;
import org.kinora.tck.support.Ffmpeg;

/** Live sources, each against a real sender on this machine. */
final class CaptureTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir Path dir;
  private final FfmpegCaptureFactory factory = new FfmpegCaptureFactory();

  private Capture open(String source, Map<String, String> options, Duration timeout)
      throws IOException {
    return factory.open(new CaptureSettings(source, options, timeout));
  }

  private Capture open(String source) throws IOException {
    return open(source, Map.of(), TIMEOUT);
  }

  /** A second of H.264 and AAC with a key frame every 0.4 s. */
  private Path clip() {
    Path file = dir.resolve("clip.mp4");
    Ffmpeg.run(
        ("-f lavfi -i testsrc2=size=320x180:rate=25:duration=1.2 -f lavfi -i sine=duration=1.2"
                + " -c:v libx264 -preset ultrafast -g 10 -bf 2 -c:a aac "
                + file)
            .split(" "));
    return file;
  }

  private static Received readAll(Capture capture) throws IOException {
    Received received = new Received();
    while (capture.read(received)) {
      // all of it
    }
    return received;
  }

  private static Received readSamples(Capture capture, int count) throws IOException {
    Received received = new Received();
    while (received.samples.size() < count && capture.read(received)) {
      // some of it
    }
    return received;
  }

  private void assertCode(ErrorCode code, String source, Map<String, String> options) {
    MediaException e =
        assertThrows(
            MediaException.class, () -> open(source, options, Duration.ofMillis(300)).close());
    assertEquals(code, e.code(), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://camera/1",
        "rtmp://host/app",
        "udp://:1234",
        "tcp://host:1",
        "http://host/a.ts",
        "https://host/a.m3u8",
        "file:a.mp4",
        "a b.mp4",
        "/tmp/a:b.mp4",
        "v4l2:/dev/video0",
        "x11grab::0.0",
        "lavfi:testsrc"
      })
  void supports_knownKind_isTrue(String source) {
    assertTrue(factory.supports(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gopher://host", "rtsp:host", "data:abc", "concat:a|b"})
  void supports_unknownKind_isFalse(String source) {
    assertFalse(factory.supports(source));
  }

  @Test
  void read_filterGraph_framesInTimeOrder() throws IOException {
    String graph = "testsrc2=size=64x48:rate=20:duration=0.5[out0];sine=duration=0.5[out1]";
    try (Capture capture = open("lavfi:" + graph)) {
      VideoFormat video = assertInstanceOf(VideoFormat.class, capture.tracks().get(0).format());
      AudioFormat audio = assertInstanceOf(AudioFormat.class, capture.tracks().get(1).format());
      assertEquals("raw 64x48", video.codec() + " " + video.width() + "x" + video.height());
      assertEquals(
          "raw 44100 1", audio.codec() + " " + audio.sampleRate() + " " + audio.channels());
      assertFalse(capture.live());
      Received received = readAll(capture);
      assertEquals(
          List.of(
              0L, 50_000L, 100_000L, 150_000L, 200_000L, 250_000L, 300_000L, 350_000L, 400_000L,
              450_000L),
          received.pictures.stream().map(Received.Picture::timeUs).toList());
      assertEquals(22_050, received.sounds.stream().mapToInt(Received.Sound::count).sum());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'lavfi:nosuchfilter', ''",
    "'lavfi:scale=10:10', ''",
    "'lavfi:testsrc', 'framerate'",
    "'gopher://x', ''"
  })
  void open_nonsense_isRefused(String source, String option) {
    Map<String, String> options = option.isEmpty() ? Map.of() : Map.of(option, "1");
    assertCode(MediaError.ARGUMENT_INVALID, source, options);
  }

  @Test
  void read_file_everyPacketAsFfprobeSeesIt() throws IOException {
    Path file = clip();
    try (Capture capture = open(file.toString())) {
      assertFalse(capture.live());
      assertEquals(
          List.of("h264", "aac"),
          capture.tracks().stream().map(track -> track.format().codec()).toList());
      Received received = readAll(capture);
      JsonNode probe = Ffmpeg.probe(file);
      for (Track track : capture.tracks()) {
        assertEquals(
            Ffmpeg.packets(probe, track.id() - 1).stream()
                .map(packet -> packet.path("size").asInt())
                .toList(),
            received.of(track.id()).stream().map(sample -> sample.info().size()).toList());
      }
    }
  }

  @Test
  void read_pcm_isHandedOverAsFrames() throws IOException {
    Path file = dir.resolve("a.wav");
    Ffmpeg.run("-f", "lavfi", "-i", "sine=duration=0.3:sample_rate=48000", file.toString());
    try (Capture capture = open("file:" + file)) {
      assertEquals("raw", capture.tracks().get(0).format().codec());
      Received received = readAll(capture);
      assertEquals(14_400, received.sounds.stream().mapToInt(Received.Sound::count).sum());
      assertEquals(0, received.sounds.get(0).timeUs());
    }
  }

  @Test
  void open_unknownOption_isRefusedByName() throws IOException {
    Path file = clip();
    MediaException e =
        assertThrows(
            MediaException.class,
            () -> open(file.toString(), Map.of("no_such", "1"), TIMEOUT).close());
    assertEquals(MediaError.ARGUMENT_INVALID, e.code());
    assertTrue(e.getMessage().contains("no_such"), e.getMessage());
  }

  @Test
  void open_nothingThere_isAnIoError() {
    assertCode(MediaError.IO_ERROR, dir.resolve("none.mp4").toString(), Map.of());
    assertCode(MediaError.IO_ERROR, "v4l2:" + dir.resolve("video0"), Map.of());
  }

  @Test
  void open_silentServer_isATimeout() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DatagramSocket quiet = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String address = "//127.0.0.1:";
      assertCode(MediaError.TIMEOUT, "tcp:" + address + server.getLocalPort(), Map.of());
      assertCode(MediaError.TIMEOUT, "rtsp:" + address + server.getLocalPort() + "/live", Map.of());
      int free = Sender.freePort();
      assertTrue(free != quiet.getLocalPort());
      assertCode(MediaError.TIMEOUT, "udp:" + address + free, Map.of());
    }
  }

  @Test
  void message_ofASourceWithPassword_doesNotTellIt() throws IOException {
    int port = Sender.freePort();
    String source = "rtsp://user:secret@127.0.0.1:" + port + "/live";
    MediaException e = assertThrows(MediaException.class, () -> open(source).close());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
    assertTrue(e.getMessage().contains("rtsp://127.0.0.1:" + port), e.getMessage());
  }

  @Test
  void read_transportStreamOverTcp_followsOurConventions() throws IOException {
    int port = Sender.freePort();
    String url = "tcp://127.0.0.1:" + port;
    try (Sender sender = Sender.of(clip(), "-f", "mpegts", url);
        Capture capture = open(url + "?listen=1")) {
      assertTrue(capture.live());
      checkConventions(capture, readSamples(capture, 90));
      sender.kill();
      Received rest = readAll(capture); // a connection that ends is an end
      assertTrue(rest.pictures.isEmpty());
    }
  }

  @Test
  void read_transportStreamOverUdp_senderGone_isATimeout() throws IOException {
    String url = "udp://127.0.0.1:" + Sender.freePort();
    try (Sender sender = Sender.of(clip(), "-f", "mpegts", url);
        Capture capture = open(url, Map.of(), Duration.ofSeconds(4))) {
      checkConventions(capture, readSamples(capture, 90));
      sender.kill();
      MediaException e = assertThrows(MediaException.class, () -> readAll(capture));
      assertEquals(MediaError.TIMEOUT, e.code(), e.getMessage());
    }
  }

  @Test
  void read_senderBeganAnew_timesJump() throws IOException {
    String url = "udp://127.0.0.1:" + Sender.freePort();
    Path file = clip();
    try (Sender first = Sender.of(file, "-f", "mpegts", "-output_ts_offset", "1000", url);
        Capture capture = open(url)) {
      readSamples(capture, 30);
      first.kill();
      try (Sender second = Sender.of(file, "-f", "mpegts", url)) {
        MediaException e = assertThrows(MediaException.class, () -> readAll(capture));
        assertEquals(MediaError.IO_ERROR, e.code(), e.getMessage());
        assertTrue(e.getMessage().contains("times jump"), e.getMessage());
        second.kill();
      }
    }
  }

  @Test
  void read_onlyStreamsThatWereNotThereAtFirst_isATimeout() throws IOException {
    String url = "udp://127.0.0.1:" + Sender.freePort();
    Path file = clip();
    try (Sender first = Sender.of(file, "-f", "mpegts", url);
        Capture capture = open(url, Map.of(), Duration.ofSeconds(4))) {
      readSamples(capture, 30);
      first.kill();
      String[] otherPid = {"-map", "0:a", "-streamid", "0:700", "-f", "mpegts", url};
      try (Sender second = Sender.of(file, otherPid)) {
        MediaException e = assertThrows(MediaException.class, () -> readAll(capture));
        assertEquals(MediaError.TIMEOUT, e.code(), e.getMessage());
        second.kill();
      }
    }
  }

  @Test
  void read_rtspPublisher_followsOurConventions() throws IOException {
    String url = "rtsp://127.0.0.1:" + Sender.freePort() + "/live";
    try (Sender sender = Sender.of(clip(), "-f", "rtsp", "-rtsp_transport", "tcp", url);
        Capture capture = open(url, Map.of("rtsp_flags", "listen"), TIMEOUT)) {
      checkConventions(capture, readSamples(capture, 90));
      sender.kill();
      assertTrue(capture.live());
    }
  }

  @Test
  void read_threadInterrupted_endsWithCancelled() throws Exception {
    String url = "udp://127.0.0.1:" + Sender.freePort();
    MediaException[] failure = new MediaException[1];
    Thread opener =
        new Thread(
            () ->
                failure[0] =
                    assertThrows(
                        MediaException.class,
                        () -> open(url, Map.of(), Duration.ofHours(1)).close()));
    opener.start();
    opener.interrupt();
    opener.join();
    assertEquals(MediaError.CANCELLED, failure[0].code(), failure[0].getMessage());
  }

  /** Key frames carry parameter sets, AAC comes without ADTS, times begin near 0 and never fall. */
  private static void checkConventions(Capture capture, Received received) throws MediaException {
    Track video = capture.tracks().get(0);
    VideoFormat format = assertInstanceOf(VideoFormat.class, video.format());
    assertEquals("h264 320x180", format.codec() + " " + format.width() + "x" + format.height());
    assertTrue(format.config().isEmpty());
    int keyFrames = 0;
    long lastUs = Long.MIN_VALUE;
    for (Received.Sample sample : received.of(video.id())) {
      assertTrue(sample.info().decodeTimeUs() >= lastUs);
      lastUs = sample.info().decodeTimeUs();
      if (sample.info().keyframe()) {
        keyFrames++;
        assertTrue(
            ParameterSets.fromAnnexB(NalCodec.AVC, sample.data().buffer()).isComplete(),
            "key frame at " + lastUs);
      }
    }
    assertTrue(keyFrames > 0);
    assertTrue(Math.abs(received.samples.get(0).info().timeUs()) < 1_000_000);
    Track audio = capture.tracks().get(1);
    AudioFormat sound = assertInstanceOf(AudioFormat.class, audio.format());
    AacConfig config = AacConfig.parse(sound.config());
    assertEquals(
        "2 44100 1", config.objectType() + " " + config.sampleRate() + " " + config.channels());
    long lastSoundUs = Long.MIN_VALUE;
    for (Received.Sample sample : received.of(audio.id())) {
      assertTrue(sample.info().timeUs() > lastSoundUs, "sound at " + lastSoundUs + " us twice");
      lastSoundUs = sample.info().timeUs();
      assertFalse(sample.data().toString().startsWith("fff"), "an ADTS header is left");
    }
  }
}
