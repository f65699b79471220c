package org.kinora.tck.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.FrameRate;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.dataset.AudioCut;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.dataset.VideoCut;
import org.kinora.tck.support.Ffmpeg;
import org.kinora.tck.support.SampleIndex;

/**
 * A recording to make data sets of, without an engine: a film of VP8 that FFmpeg made, a tone, and
 * events. Each picture is a key frame, so that any of them can stand anywhere: "encoding" copies
 * them too, into an IVF file whatever container and codec are asked for. A format never looks into
 * these files.
 */
public final class DatasetRecording implements RecordingSource {
  /** Pictures of 160x96, some missing, so that their rate varies. */
  public static final int VIDEO = 1;

  /** One channel at 48,000 Hz. */
  public static final int SOUND = 2;

  /** Keyboard and mouse: codec {@code input}, schema version 1. */
  public static final int EVENTS = 3;

  private static final int FILM_SECONDS = 4;
  private static final int WIDTH = 160;
  private static final int HEIGHT = 96;
  private static final int RATE_HZ = 48_000;
  private static final int PACKET = 960;
  private static final long PACKET_US = 20_000;
  private static final long PICTURE_US = 40_000;
  private static final long US = 1_000_000;
  private static final int IVF_HEADER = 32;
  private static final int IVF_FRAME_HEADER = 12;
  private static final int WAVE_HEADER = 44;

  private final RecordingInfo info;
  private final Map<Integer, List<Sample>> samples;

  private DatasetRecording(RecordingInfo info, Map<Integer, List<Sample>> samples) {
    this.info = info;
    this.samples = samples;
  }

  /**
   * A recording with pictures, sound and events.
   *
   * @param dir where the film lies or is made
   * @param seconds how long it is
   */
  public static DatasetRecording of(Path dir, String id, int seconds) throws IOException {
    return of(dir, id, seconds, List.of(VIDEO, SOUND, EVENTS));
  }

  /** The same with these tracks only. */
  public static DatasetRecording of(Path dir, String id, int seconds, List<Integer> tracks)
      throws IOException {
    List<Track> found = new ArrayList<>();
    Map<Integer, List<Sample>> samples = new ConcurrentHashMap<>();
    for (int track : tracks) {
      found.add(new Track(track, format(track), (int) US, ""));
      samples.put(
          track,
          switch (track) {
            case VIDEO -> film(dir, seconds);
            case SOUND -> tone(seconds);
            default -> events(id, seconds);
          });
    }
    RecordingInfo info =
        new RecordingInfo(
            id,
            Optional.of(ZonedDateTime.parse("2025-03-01T10:00:00Z")),
            OptionalLong.of(seconds * US),
            true,
            found,
            Map.of());
    return new DatasetRecording(info, samples);
  }

  private static TrackFormat format(int track) {
    return switch (track) {
      case VIDEO -> new VideoFormat("vp8", WIDTH, HEIGHT, ColorInfo.UNSPECIFIED, Blob.EMPTY);
      case SOUND -> new AudioFormat("pcm_s16le", RATE_HZ, 1, 0, Blob.EMPTY);
      default -> new EventFormat("input", 1);
    };
  }

  /** The film again and again; every seventh picture is missing, so that the rate varies. */
  private static List<Sample> film(Path dir, int seconds) throws IOException {
    List<Blob> film = film(dir);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i * PICTURE_US < seconds * US; i++) {
      if (i % 7 != 6) {
        long lengthUs = i % 7 == 5 ? 2 * PICTURE_US : PICTURE_US;
        Blob picture = film.get(i % film.size());
        samples.add(
            new Sample(
                SampleInfo.inOrder(i * PICTURE_US, lengthUs, picture.size(), true), picture));
      }
    }
    return samples;
  }

  private static List<Blob> film(Path dir) throws IOException {
    Path file = dir.resolve("film.ivf");
    if (!Files.exists(file)) {
      String source = "testsrc2=s=%dx%d:r=25:d=%d".formatted(WIDTH, HEIGHT, FILM_SECONDS);
      List<String> film = List.of("-f", "lavfi", "-i", source, "-c:v", "libvpx", "-g", "1");
      Ffmpeg.run(
          Stream.concat(film.stream(), Stream.of("-deadline", "realtime", file.toString()))
              .toArray(String[]::new));
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Blob> pictures = new ArrayList<>();
    in.position(IVF_HEADER);
    while (in.hasRemaining()) {
      int size = in.getInt();
      int at = in.position() + IVF_FRAME_HEADER - Integer.BYTES;
      pictures.add(Blob.of(in.slice(at, size)));
      in.position(at + size);
    }
    return pictures;
  }

  private static List<Sample> tone(int seconds) {
    List<Sample> tone = new ArrayList<>();
    for (int i = 0; i < seconds * US / PACKET_US; i++) {
      byte[] sound = sound((long) i * PACKET, PACKET);
      tone.add(
          new Sample(
              SampleInfo.inOrder(i * PACKET_US, PACKET_US, sound.length, true), Blob.of(sound)));
    }
    return tone;
  }

  private static byte[] sound(long first, int count) {
    ByteBuffer out = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      out.putShort((short) (8_000 * StrictMath.sin((first + i) * 0.0576)));
    }
    return out.array();
  }

  /** A key that is down nearly all the time, and moves and clicks between. */
  private static List<Sample> events(String id, int seconds) {
    SplittableRandom random = new SplittableRandom(id.hashCode());
    List<Sample> events = new ArrayList<>();
    events.add(event(100_000, "{\"type\":\"keydown\",\"key\":\"w\",\"code\":\"KeyW\"}"));
    for (long timeUs = 150_000; timeUs < seconds * US - 200_000; timeUs += 7_001) {
      int x = random.nextInt(WIDTH);
      int y = random.nextInt(HEIGHT);
      String at = "\"x\":%d,\"y\":%d}".formatted(x, y);
      events.add(
          switch (random.nextInt(12)) {
            case 0 -> event(timeUs, "{\"type\":\"mousedown\",\"button\":0," + at);
            case 1 -> event(timeUs, "{\"type\":\"mouseup\",\"button\":0," + at);
            default -> event(timeUs, "{\"type\":\"mousemove\"," + at);
          });
    }
    events.add(
        event(seconds * US - 100_000, "{\"type\":\"keyup\",\"key\":\"w\",\"code\":\"KeyW\"}"));
    return events;
  }

  private static Sample event(long timeUs, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return new Sample(SampleInfo.inOrder(timeUs, 0, bytes.length, true), Blob.of(bytes));
  }

  @Override
  public RecordingInfo info() {
    return info;
  }

  @Override
  public TrackIndex index(int track) throws IOException {
    return index(samples(track));
  }

  private static TrackIndex index(List<Sample> samples) {
    return new SampleIndex(samples.stream().map(Sample::info).toList());
  }

  /** All samples of a track. */
  public List<Sample> samples(int track) throws MediaException {
    return samples.getOrDefault(info.track(track).id(), List.of());
  }

  @Override
  public boolean isClosed(int track, int sample) throws IOException {
    return samples(track).get(sample).info().keyframe();
  }

  @Override
  public void read(int track, long startUs, long endUs, SampleSink sink) throws IOException {
    for (Sample sample : within(track, startUs, endUs)) {
      Lent.lend(sample.data(), data -> sink.accept(sample.info(), data));
    }
  }

  private List<Sample> within(int track, long startUs, long endUs) throws MediaException {
    return samples(track).stream()
        .filter(s -> s.info().timeUs() >= startUs && s.info().timeUs() < endUs)
        .toList();
  }

  /** Pictures are grey; sound is not decoded here. */
  @Override
  public void decode(int track, long startUs, long endUs, FrameSink sink) throws IOException {
    for (Sample sample : within(track, startUs, endUs)) {
      SampleInfo at = sample.info();
      int luma = 16 + samples(track).indexOf(sample) % 200;
      Pictures.lend(Pictures.grey(WIDTH, HEIGHT, at.timeUs(), at.durationUs(), luma), sink::accept);
    }
  }

  @Override
  public VideoCut.Made cut(VideoCut cut, Path file, VideoCut.Frames frames) throws IOException {
    List<Long> times = new ArrayList<>();
    List<Sample> shown = new ArrayList<>();
    if (cut.making() instanceof VideoCut.Encoded encoded && encoded.rate().isPresent()) {
      FrameRate rate = encoded.rate().get();
      for (long n = 0; cut.startUs() + rate.timeUs(n) < cut.endUs(); n++) {
        times.add(rate.timeUs(n));
        shown.add(shown(cut.track(), cut.startUs() + rate.timeUs(n)));
      }
    } else {
      shown.addAll(within(cut.track(), cut.startUs(), cut.endUs()));
      shown.forEach(sample -> times.add(sample.info().timeUs() - cut.startUs()));
    }
    if (shown.isEmpty() || times.get(0) != 0) {
      throw new MediaException(
          MediaError.DATA_RANGE_ERROR,
          "recording %s, track %d: no picture at %d us"
              .formatted(info.id(), cut.track(), cut.startUs()));
    }
    writeIvf(file, times, shown);
    for (int i = 0; i < shown.size(); i++) {
      long endUs = i + 1 < times.size() ? times.get(i + 1) : cut.endUs() - cut.startUs();
      frames.accept(times.get(i), endUs - times.get(i), shown.get(i).info().timeUs(), true);
    }
    String codec =
        cut.making() instanceof VideoCut.Encoded encoded ? encoded.codecs().get(0) : "vp8";
    return new VideoCut.Made(codec, WIDTH, HEIGHT, "copy");
  }

  /** The picture at a time: before the first one that, behind the last one that. */
  private Sample shown(int track, long timeUs) throws MediaException {
    List<Sample> film = samples(track);
    return film.get(Math.max(0, index(film).floor(timeUs)));
  }

  private static void writeIvf(Path file, List<Long> times, List<Sample> shown) throws IOException {
    int size = IVF_HEADER;
    for (Sample sample : shown) {
      size += IVF_FRAME_HEADER + sample.data().size();
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put("DKIF".getBytes(UTF_8)).putShort((short) 0).putShort((short) IVF_HEADER);
    out.put("VP80".getBytes(UTF_8)).putShort((short) WIDTH).putShort((short) HEIGHT);
    out.putInt((int) US).putInt(1).putInt(shown.size()).putInt(0);
    for (int i = 0; i < shown.size(); i++) {
      out.putInt(shown.get(i).data().size()).putLong(times.get(i));
      out.put(shown.get(i).data().buffer());
    }
    Files.write(file, out.array(), StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void cut(AudioCut cut, Path file) throws IOException {
    if (!(info.track(cut.track()).format() instanceof AudioFormat)) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND, "track %d is no sound".formatted(cut.track()));
    }
    long first = number(cut.startUs());
    byte[] sound = sound(first, (int) (number(cut.endUs()) - first));
    ByteBuffer out = ByteBuffer.allocate(WAVE_HEADER + sound.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(UTF_8)).putInt(WAVE_HEADER - 8 + sound.length);
    out.put("WAVEfmt ".getBytes(UTF_8)).putInt(16).putShort((short) 1).putShort((short) 1);
    out.putInt(RATE_HZ).putInt(2 * RATE_HZ).putShort((short) 2).putShort((short) 16);
    out.put("data".getBytes(UTF_8)).putInt(sound.length).put(sound);
    Files.write(file, out.array(), StandardOpenOption.CREATE_NEW);
  }

  private static long number(long timeUs) {
    return Math.floorDiv(timeUs * RATE_HZ + US / 2, US);
  }
}
