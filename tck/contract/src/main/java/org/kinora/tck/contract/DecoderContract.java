package org.kinora.tck.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.EventFormat;
import org.kinora.media.FrameSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.PixelLayout;
import org.kinora.media.SampleInfo;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.tck.support.Ffmpeg;

/** The contract of {@link DecoderFactory} and its decoders. FFmpeg says what the pictures are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DecoderContract {
  private List<Clip> clips = List.of();

  /** For a subclass. */
  protected DecoderContract() {}

  /** The decoders that are tested. */
  protected abstract DecoderFactory factory();

  /** One clip or more of each codec; key frames at least every 20 pictures. */
  protected abstract List<Clip> clips(RealClips real) throws IOException;

  @BeforeAll
  void makeClips(@TempDir Path dir) throws IOException {
    clips = clips(new RealClips(dir));
    assertFalse(clips.isEmpty(), "a decoder decodes something");
  }

  @Test
  void create_unknownCodec_isRefused() {
    List<TrackFormat> unknown = new ArrayList<>();
    unknown.add(new EventFormat("input", 1));
    KnownFormats.all().stream().filter(f -> f.codec().startsWith("nobody")).forEach(unknown::add);
    for (TrackFormat format : unknown) {
      assertFalse(factory().supports(format), format::codec);
      Failures.assertFails(
          () -> factory().create(format, 1).close(), MediaError.DECODER_NOT_SUPPORTED);
    }
  }

  @Test
  void decode_pictures_keepTheirTimesAndComeInOrder() throws IOException {
    for (Clip clip : ofKind(VideoFormat.class)) {
      for (int threads : new int[] {1, 2}) {
        List<VideoFrame> shown = new ArrayList<>();
        decodeAll(clip, threads, frame -> shown.add(Pictures.picture(frame)));
        assertEquals(presented(clip), shown.stream().map(DecoderContract::times).toList());
        VideoFormat format = (VideoFormat) clip.track().format();
        assertTrue(
            shown.stream().allMatch(f -> f.width() == format.width()), "pictures keep their width");
      }
    }
  }

  @Test
  void decode_pictures_areWhatFfmpegDecodes() throws IOException {
    for (Clip clip : ofKind(VideoFormat.class)) {
      List<Blob> shown = new ArrayList<>();
      decodeAll(
          clip,
          1,
          frame -> {
            assertEquals(PixelLayout.I420, Pictures.picture(frame).layout());
            shown.add(Pictures.pixels(Pictures.picture(frame)));
          });
      assertEquals(reference(clip), shown, () -> "pixels of " + clip);
    }
  }

  @Test
  void decode_sound_isContinuous() throws IOException {
    for (Clip clip : ofKind(AudioFormat.class)) {
      AudioFormat format = (AudioFormat) clip.track().format();
      List<Long> heard = new ArrayList<>();
      List<Integer> counts = new ArrayList<>();
      decodeAll(
          clip,
          1,
          frame -> {
            AudioFrame sound = (AudioFrame) frame;
            assertEquals(format.channels(), sound.channels());
            heard.add(sound.timeUs());
            counts.add(sound.count());
          });
      assertContinuous(clip, heard, counts);
    }
  }

  @Test
  void reset_inTheMiddle_decodesAsFromTheStart() throws IOException {
    for (Clip clip : clips) {
      List<Blob> whole = fingerprints(clip);
      try (Decoder decoder = factory().create(clip.track().format(), 1)) {
        decode(decoder, clip.samples().subList(0, clip.samples().size() / 2), frame -> {});
        decoder.reset();
        assertEquals(whole, fingerprints(decoder, clip), () -> "after reset: " + clip);
        decoder.reset();
        assertEquals(whole, fingerprints(decoder, clip), () -> "after flush and reset: " + clip);
      }
    }
  }

  @Test
  void decode_fromALaterKeyframe_givesTheSamePictures() throws IOException {
    for (Clip clip : ofKind(VideoFormat.class)) {
      List<Blob> whole = fingerprints(clip);
      int key = clip.samples().size() - 1;
      while (!clip.samples().get(key).info().keyframe()) {
        key--;
      }
      try (Decoder decoder = factory().create(clip.track().format(), 1)) {
        List<Blob> tail = new ArrayList<>();
        FrameSink sink = frame -> tail.add(Pictures.pixels(Pictures.picture(frame)));
        decode(decoder, clip.samples().subList(key, clip.samples().size()), sink);
        decoder.flush(sink);
        assertEquals(whole.subList(whole.size() - tail.size(), whole.size()), tail);
        assertEquals(clip.samples().size() - key, tail.size(), "pictures from the key frame on");
      }
    }
  }

  @Test
  void decode_garbage_isACodeAndResetHeals() throws IOException {
    Random random = new Random(5);
    for (Clip clip : clips) {
      try (Decoder decoder = factory().create(clip.track().format(), 1)) {
        for (Sample sample : clip.samples()) {
          byte[] garbage = new byte[sample.data().size()];
          random.nextBytes(garbage);
          Sample bad = new Sample(sample.info(), Blob.of(garbage));
          if (!decodes(decoder, bad)) {
            decoder.reset();
          }
        }
        decoder.reset();
        assertEquals(fingerprints(clip), fingerprints(decoder, clip), clip::toString);
      }
    }
  }

  @Test
  void decode_sinkThrows_passesItOn() throws IOException {
    Failures.Stop stop = new Failures.Stop();
    for (Clip clip : clips) {
      try (Decoder decoder = factory().create(clip.track().format(), 1)) {
        FrameSink refusing =
            frame -> {
              throw stop;
            };
        Failures.Stop caught =
            assertThrows(
                Failures.Stop.class,
                () -> {
                  decode(decoder, clip.samples(), refusing);
                  decoder.flush(refusing);
                });
        assertSame(stop, caught);
        decoder.reset();
        assertEquals(fingerprints(clip), fingerprints(decoder, clip), clip::toString);
      }
    }
  }

  @Test
  void close_twice_isHarmless() throws IOException {
    for (Clip clip : clips) {
      assertTrue(factory().supports(clip.track().format()), clip::toString);
      Decoder decoder = factory().create(clip.track().format(), 1);
      decode(decoder, clip.samples().subList(0, 3), frame -> {});
      decoder.close();
      decoder.close();
    }
  }

  /** The pictures of a clip as its file's own decoder gives them, in I420. */
  private static List<Blob> reference(Clip clip) {
    VideoFormat format = (VideoFormat) clip.track().format();
    String file = clip.file().orElseThrow().toString();
    byte[] raw =
        Ffmpeg.run(
            "-i", file, "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-");
    int size = 0;
    for (int plane = 0; plane < 3; plane++) {
      size +=
          PixelLayout.I420.planeWidth(plane, format.width())
              * PixelLayout.I420.planeHeight(plane, format.height());
    }
    List<Blob> pictures = new ArrayList<>();
    for (int at = 0; at + size <= raw.length; at += size) {
      pictures.add(Blob.of(Arrays.copyOfRange(raw, at, at + size)));
    }
    return pictures;
  }

  private static void assertContinuous(Clip clip, List<Long> heard, List<Integer> counts) {
    AudioFormat format = (AudioFormat) clip.track().format();
    SampleInfo last = clip.samples().get(clip.samples().size() - 1).info();
    long packetUs = clip.samples().get(0).info().durationUs();
    long count = 0;
    for (int i = 0; i < heard.size(); i++) {
      long expectedUs = heard.get(0) + MediaTime.toUs(count, format.sampleRate());
      assertTrue(
          Math.abs(heard.get(i) - expectedUs) <= 1_000,
          "sound " + i + " of " + clip + " is at " + heard.get(i) + " us, not " + expectedUs);
      count += counts.get(i);
    }
    long skipUs = MediaTime.toUs(format.preSkip(), format.sampleRate());
    long heardUs = MediaTime.toUs(count, format.sampleRate());
    long expectedUs = last.timeUs() + last.durationUs() - clip.samples().get(0).info().timeUs();
    assertTrue(
        Math.abs(heardUs - expectedUs) <= packetUs + skipUs,
        "heard " + heardUs + " us of " + clip + ", recorded " + expectedUs);
  }

  private List<Clip> ofKind(Class<? extends TrackFormat> kind) {
    return clips.stream().filter(clip -> kind.isInstance(clip.track().format())).toList();
  }

  private static List<List<Long>> presented(Clip clip) {
    return clip.samples().stream()
        .map(Sample::info)
        .sorted((a, b) -> Long.compare(a.timeUs(), b.timeUs()))
        .map(info -> List.of(info.timeUs(), info.durationUs()))
        .toList();
  }

  private static List<Long> times(VideoFrame frame) {
    return List.of(frame.timeUs(), frame.durationUs());
  }

  private List<Blob> fingerprints(Clip clip) throws IOException {
    try (Decoder decoder = factory().create(clip.track().format(), 1)) {
      return fingerprints(decoder, clip);
    }
  }

  /** The pixels of each picture, or how long each sound is. */
  private static List<Blob> fingerprints(Decoder decoder, Clip clip) throws IOException {
    List<Blob> prints = new ArrayList<>();
    FrameSink sink =
        frame ->
            prints.add(
                frame instanceof VideoFrame picture
                    ? Pictures.pixels(picture)
                    : Blob.of(Long.toString(frame.timeUs()).getBytes(US_ASCII)));
    decode(decoder, clip.samples(), sink);
    decoder.flush(sink);
    return prints;
  }

  private void decodeAll(Clip clip, int threads, FrameSink sink) throws IOException {
    try (Decoder decoder = factory().create(clip.track().format(), threads)) {
      decode(decoder, clip.samples(), sink);
      decoder.flush(sink);
    }
  }

  private static boolean decodes(Decoder decoder, Sample sample) throws IOException {
    try {
      decode(decoder, List.of(sample), frame -> {});
      return true;
    } catch (MediaException e) {
      assertFalse(e.getMessage().isBlank(), "a failure says what is wrong");
      return false;
    }
  }

  private static void decode(Decoder decoder, List<Sample> samples, FrameSink sink)
      throws IOException {
    for (Sample sample : samples) {
      Lent.lend(sample.data(), data -> decoder.decode(sample.info(), data, sink));
    }
  }
}
