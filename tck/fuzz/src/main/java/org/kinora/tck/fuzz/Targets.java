package org.kinora.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.kinora.container.mp4.Mp4MuxerFactory;
import org.kinora.container.mp4.Mp4Recovery;
import org.kinora.container.wave.WaveMuxerFactory;
import org.kinora.container.wave.WaveRecovery;
import org.kinora.container.webm.MatroskaMuxerFactory;
import org.kinora.container.webm.MatroskaRecovery;
import org.kinora.dataset.nextmetal.NextMetalFormat;
import org.kinora.engine.scene.EngineScenes;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.storage.jsonl.JsonlFormat;
import org.kinora.storage.opuswal.OpusWalFormat;
import org.kinora.storage.reel.ReelFormat;
import org.kinora.storage.rf1.Rf1Format;
import org.kinora.storage.session.SessionFormat;
import org.kinora.tck.support.MemoryFile;

/** Every target. Each works in a temporary directory of its own. */
final class Targets {
  /** An H.264 access unit: parameter sets of a 320 × 240 picture and the beginning of a slice. */
  private static final byte[] PICTURE =
      bytes(
          "000000016742c00dda0507ec044000000300400000030083c50aa8"
              + "0000000168ce3c80000000016588843a2628000902");

  /** An Opus packet of 20 ms, one channel: the TOC and some bytes. */
  private static final byte[] PACKET = bytes("78070d0b13");

  /** 20 ms of {@link #PCM}. */
  private static final byte[] SOUND = bytes("0102".repeat(160));

  private static final int SAMPLES = 8;

  private static final VideoFormat VIDEO =
      new VideoFormat("h264", 320, 240, ColorInfo.UNSPECIFIED, Blob.EMPTY);
  private static final AudioFormat AUDIO = new AudioFormat("opus", 48_000, 1, 0, Blob.EMPTY);
  private static final AudioFormat PCM = new AudioFormat("pcm_s16le", 8_000, 1, 0, Blob.EMPTY);

  private static final String MOUSE =
      """
      {"timestamp":7000123,"x":10,"y":90,"isInside":true}
      {"timestamp":7033457.25,"x":12.5,"y":88,"isInside":false}
      """;

  private static final String INPUT =
      """
      {"sessionId":"r","startTime":1765969200123,"inputEvents":[
      {"timestamp":1765969200543,"type":"mouse","event":"mousemove","data":{"x":509,"y":290}},
      {"timestamp":1765969200540.5,"type":"keyboard","event":"keyup","data":{"key":"a"}}],
      "duration":45210}
      """;

  /** The stored session: a folder is known by such a name. */
  private static final String SESSION = "session_20260207_101500";

  private Targets() {}

  /** The names of all targets. */
  static List<String> names() {
    return List.of(
        "jsonl-index",
        "jsonl-meta",
        "jsonl-mouse",
        "opuswal-session",
        "opuswal-log",
        "reel-log",
        "reel-index",
        "rf1-index",
        "rf1-packets",
        "nextmetal-input",
        "session-text",
        "session-table",
        "bitstream",
        "boxes",
        "scene",
        "matroska-recovery",
        "mp4-recovery",
        "wave-recovery");
  }

  /**
   * The target of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Target named(String name) {
    try {
      return switch (name) {
        case "jsonl-index" -> of(name, new JsonlFormat(), VIDEO, "index.jsonl");
        case "jsonl-meta" -> of(name, new JsonlFormat(), VIDEO, "meta.json");
        case "jsonl-mouse" -> withMouse(name);
        case "opuswal-session" -> of(name, new OpusWalFormat(), AUDIO, "session.json");
        case "opuswal-log" -> of(name, new OpusWalFormat(), AUDIO, "*.log");
        case "reel-log" ->
            of(name, new ReelFormat(), VIDEO, "data.reel", Optional.of(ReelChecksums::ofLog));
        case "reel-index" ->
            of(name, new ReelFormat(), VIDEO, "index-1.reel", Optional.of(ReelChecksums::ofIndex));
        case "rf1-index" -> of(name, new Rf1Format(), VIDEO, "*.rf1i");
        case "rf1-packets" -> of(name, new Rf1Format(), VIDEO, "*.rf1p");
        case "nextmetal-input" -> zipped(name);
        case "session-text" -> session(name, "events.csv");
        case "session-table" -> session(name, "events.parquet");
        case "bitstream" -> new BitstreamTarget();
        case "boxes" -> new BoxesTarget(Files.createTempFile("kinora-fuzz", ".mp4"));
        case "scene" -> new SceneTarget(new EngineScenes());
        case "matroska-recovery" ->
            new RecoveryTarget(
                name, new MatroskaRecovery(), cutFiles(new MatroskaMuxerFactory(), VIDEO, AUDIO));
        case "mp4-recovery" ->
            new RecoveryTarget(
                name, new Mp4Recovery(), cutFiles(new Mp4MuxerFactory(), VIDEO, AUDIO));
        case "wave-recovery" ->
            new RecoveryTarget(name, new WaveRecovery(), cutFiles(new WaveMuxerFactory(), PCM));
        default ->
            throw new IllegalArgumentException("no target '" + name + "'; there is " + names());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Target of(String name, StorageFormat format, TrackFormat track, String file)
      throws IOException {
    return of(name, format, track, file, Optional.empty());
  }

  private static Target of(
      String name,
      StorageFormat format,
      TrackFormat track,
      String file,
      Optional<UnaryOperator<byte[]>> mend)
      throws IOException {
    Path recording = Files.createTempDirectory("kinora-fuzz").resolve("recording");
    write(format, track, recording);
    Path chosen = find(recording, file);
    return new RecordingTarget(
        name, format, recording, chosen, Blob.of(Files.readAllBytes(chosen)), mend);
  }

  private static Target withMouse(String name) throws IOException {
    Path recording = Files.createTempDirectory("kinora-fuzz").resolve("recording");
    write(new JsonlFormat(), VIDEO, recording);
    Path file = Files.writeString(recording.resolve("mouse.jsonl"), MOUSE);
    return new RecordingTarget(
        name,
        new JsonlFormat(),
        recording,
        file,
        Blob.of(Files.readAllBytes(file)),
        Optional.empty());
  }

  /** A ZIP of input events; without a video, so no other format is asked. */
  private static Target zipped(String name) throws IOException {
    Path zip = Files.createTempDirectory("kinora-fuzz").resolve("recording.zip");
    return new RecordingTarget(
        name,
        new NextMetalFormat(new JsonlFormat()),
        zip,
        zip,
        Blob.of(INPUT.getBytes(UTF_8)),
        Optional.of(Targets::zip));
  }

  /** A session of nothing but a table; without films and sound, so no other format is asked. */
  private static Target session(String name, String table) throws IOException {
    Path whole = Path.of("../corpus/session/v1/whole").resolve(SESSION);
    Path session = Files.createTempDirectory("kinora-fuzz").resolve(SESSION);
    Files.createDirectory(session);
    Files.copy(whole.resolve("metadata.json"), session.resolve("metadata.json"));
    return new RecordingTarget(
        name,
        new SessionFormat(new JsonlFormat()),
        session,
        session.resolve(table),
        Blob.of(Files.readAllBytes(whole.resolve(table))),
        Optional.empty());
  }

  private static byte[] zip(byte[] input) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry("recording_input.json"));
      zip.write(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Files as they are at the end, without an end, and cut once more. */
  private static List<byte[]> cutFiles(MuxerFactory factory, TrackFormat... formats)
      throws IOException {
    byte[] finished = file(factory, List.of(formats), true);
    byte[] unfinished = file(factory, List.of(formats), false);
    byte[] cut = Arrays.copyOf(unfinished, unfinished.length - unfinished.length / 8);
    return List.of(finished, unfinished, cut);
  }

  private static byte[] file(MuxerFactory factory, List<TrackFormat> formats, boolean finish)
      throws IOException {
    MemoryFile file = MemoryFile.limitedTo(1 << 20);
    List<Track> tracks = new ArrayList<>();
    for (TrackFormat format : formats) {
      tracks.add(track(tracks.size() + 1, format));
    }
    MuxerSettings settings =
        new MuxerSettings(recording(tracks), OptionalLong.empty(), true, Map.of());
    try (Muxer muxer = factory.create(file, settings)) {
      int[] numbers = new int[tracks.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = muxer.addTrack(tracks.get(i));
      }
      for (int sample = 0; sample < SAMPLES; sample++) {
        for (int i = 0; i < numbers.length; i++) {
          TrackFormat format = formats.get(i);
          muxer.write(numbers[i], samples(format).get(sample), ByteBuffer.wrap(data(format)));
        }
        if (sample == SAMPLES / 2) {
          muxer.flush();
        }
      }
      muxer.flush();
      if (finish) {
        muxer.finish();
      }
    }
    return file.toByteArray();
  }

  private static Path find(Path recording, String file) throws IOException {
    var matcher = recording.getFileSystem().getPathMatcher("glob:**/" + file);
    try (Stream<Path> files = Files.walk(recording)) {
      return files
          .filter(matcher::matches)
          .findFirst()
          .orElseThrow(() -> new IOException("no " + file + " in " + recording));
    }
  }

  private static void write(StorageFormat format, TrackFormat track, Path at) throws IOException {
    try (RecordingWriter writer = format.create(at, recording(List.of(track(1, track))))) {
      for (SampleInfo sample : samples(track)) {
        writer.append(1, sample, ByteBuffer.wrap(data(track)));
      }
      writer.finish();
    }
  }

  private static Track track(int id, TrackFormat format) {
    return new Track(id, format, 1_000_000, "track " + id);
  }

  private static RecordingInfo recording(List<Track> tracks) {
    return new RecordingInfo(
        "recording",
        Optional.of(ZonedDateTime.parse("2026-03-01T12:00:00.250+02:00")),
        OptionalLong.empty(),
        false,
        tracks,
        Map.of());
  }

  private static List<SampleInfo> samples(TrackFormat track) {
    List<SampleInfo> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      boolean key = !(track instanceof VideoFormat) || i % 4 == 0;
      samples.add(SampleInfo.inOrder(i * 20_000L, 20_000, data(track).length, key));
    }
    return samples;
  }

  private static byte[] data(TrackFormat track) {
    if (track instanceof VideoFormat) {
      return PICTURE;
    }
    return track.codec().equals(PCM.codec()) ? SOUND : PACKET;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
