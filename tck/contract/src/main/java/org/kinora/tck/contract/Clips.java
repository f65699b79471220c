package org.kinora.tck.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/** Made-up samples for whatever does not look into them, and clips made from other clips. */
public final class Clips {
  private static final long[] PICTURE_US = {16_667, 33_333, 8_001, 16_666, 100_003, 16_667};
  private static final int PACKET_US = 20_000;
  private static final int GOP = 30;

  private Clips() {}

  /**
   * Random bytes, the same ones every time. Video lasts unevenly, with a key frame every 30
   * pictures; everything else comes every 20 ms and can be decoded by itself.
   */
  public static Clip random(Track track, int count) {
    Random random = new Random(track.id());
    boolean video = track.format() instanceof VideoFormat;
    int sizeLimit = Math.max(40, Math.min(4_000, 4_000_000 / count));
    List<Sample> samples = new ArrayList<>();
    long timeUs = 0;
    for (int i = 0; i < count; i++) {
      byte[] data = new byte[1 + random.nextInt(sizeLimit)];
      random.nextBytes(data);
      long durationUs = video ? PICTURE_US[i % PICTURE_US.length] : PACKET_US;
      samples.add(sample(timeUs, timeUs, durationUs, data, !video || i % GOP == 0));
      timeUs += durationUs;
    }
    return new Clip(track, samples, Optional.empty());
  }

  /**
   * The same samples as if every other picture were shown before the one that it follows in decode
   * order. Decode times run two pictures ahead and begin below 0.
   */
  public static Clip reordered(Clip clip) {
    int pictureUs = 40_000;
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < clip.samples().size(); i++) {
      Sample sample = clip.samples().get(i);
      int shown = i == 0 ? 0 : i % 2 == 1 ? i + 1 : i - 1;
      long decodeTimeUs = (i - 2L) * pictureUs;
      byte[] data = sample.data().toByteArray();
      samples.add(sample((long) shown * pictureUs, decodeTimeUs, pictureUs, data, i == 0));
    }
    return new Clip(clip.track(), samples, Optional.empty());
  }

  /** The same samples, about 25 a second, in the same order of decoding and of presentation. */
  static Clip evenly(Clip clip) {
    int timescale = clip.track().timescale();
    int ticks = Math.max(1, timescale / 25);
    List<Long> shown = clip.samples().stream().map(s -> s.info().timeUs()).sorted().toList();
    SampleInfo first = clip.samples().get(0).info();
    int ahead = first.timeUs() == first.decodeTimeUs() ? 0 : 2;
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : clip.samples()) {
      long at = Collections.binarySearch(shown, sample.info().timeUs());
      samples.add(
          lasting(
              sample,
              MediaTime.toUs(at * ticks, timescale),
              MediaTime.toUs((samples.size() - (long) ahead) * ticks, timescale),
              MediaTime.toUs(ticks, timescale)));
    }
    return new Clip(clip.track(), samples, Optional.empty());
  }

  /** The same samples, the ones from a key frame in the middle on so much later. */
  static Clip withGap(Clip clip, long gapUs) {
    int from = clip.samples().size() / 2;
    while (from > 0 && !clip.samples().get(from).info().keyframe()) {
      from--;
    }
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : clip.samples()) {
      long laterUs = from > 0 && samples.size() >= from ? gapUs : 0;
      samples.add(later(sample, laterUs));
    }
    return new Clip(clip.track(), samples, Optional.empty());
  }

  /** The same samples so much later, or earlier. */
  static Clip later(Clip clip, long laterUs) {
    return new Clip(
        clip.track(),
        clip.samples().stream().map(sample -> later(sample, laterUs)).toList(),
        Optional.empty());
  }

  /** The clip again and again. */
  static Clip repeated(Clip clip, int times) {
    long lengthUs = endUs(clip) - clip.samples().get(0).info().timeUs();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Sample sample : clip.samples()) {
        samples.add(later(sample, i * lengthUs));
      }
    }
    return new Clip(clip.track(), samples, Optional.empty());
  }

  /** When the last of its samples ends. */
  static long endUs(Clip clip) {
    return clip.samples().stream()
        .mapToLong(sample -> sample.info().timeUs() + sample.info().durationUs())
        .max()
        .orElse(0);
  }

  /** Bytes of one number of each channel. */
  static int pcmFrameBytes(Clip clip) {
    AudioFormat pcm = (AudioFormat) clip.track().format();
    String bits = pcm.codec().replaceAll("\\D+", "");
    return pcm.channels() * Integer.parseInt(bits) / 8;
  }

  private static Sample later(Sample sample, long laterUs) {
    SampleInfo info = sample.info();
    return sample.at(info.timeUs() + laterUs, info.decodeTimeUs() + laterUs);
  }

  private static Sample lasting(Sample sample, long timeUs, long decodeTimeUs, long durationUs) {
    SampleInfo info = sample.info();
    return new Sample(
        new SampleInfo(timeUs, decodeTimeUs, durationUs, info.size(), info.keyframe()),
        sample.data());
  }

  /** The same times with each sample's bytes in reverse. */
  static Clip reversedData(Clip clip) {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : clip.samples()) {
      byte[] data = sample.data().toByteArray();
      for (int i = 0, j = data.length - 1; i < j; i++, j--) {
        byte b = data[i];
        data[i] = data[j];
        data[j] = b;
      }
      samples.add(new Sample(sample.info(), Blob.of(data)));
    }
    return new Clip(clip.track(), samples, Optional.empty());
  }

  private static Sample sample(
      long timeUs, long decodeTimeUs, long durationUs, byte[] data, boolean keyframe) {
    return new Sample(
        new SampleInfo(timeUs, decodeTimeUs, durationUs, data.length, keyframe), Blob.of(data));
  }
}
