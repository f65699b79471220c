package org.kinora.tck.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.kinora.media.Blob;
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
