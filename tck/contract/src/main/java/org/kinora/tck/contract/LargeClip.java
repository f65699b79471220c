package org.kinora.tck.contract;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;

/**
 * A clip of samples that are huge because zeros follow what is in them, which their decoders do not
 * mind: key frames of VP8, one a second, frames of AAC, or PCM, where that is silence. The last one
 * ends in other bytes, so that it can be told from the others.
 */
final class LargeClip {
  /** A multiple of every size that a frame of PCM has. */
  private static final int SAMPLE_BYTES = 12 << 20;

  private static final int AAC_FRAMES = 1_024;

  private final Clip clip;
  private final Blob data;
  private final Blob lastData;
  private final int count;

  private LargeClip(Clip clip, int count) {
    this.clip = clip;
    this.count = count;
    byte[] bytes = Arrays.copyOf(clip.samples().get(0).data().toByteArray(), SAMPLE_BYTES);
    data = Blob.of(bytes);
    Arrays.fill(bytes, SAMPLE_BYTES - Integer.BYTES, SAMPLE_BYTES, (byte) 0x21);
    lastData = Blob.of(bytes);
  }

  /** One of these clips, grown to at least so many bytes. */
  static LargeClip of(List<Clip> clips, long sizeBytes) {
    Clip clip =
        clips.stream()
            .filter(c -> isPcm(c) || c.codec().equals("vp8") || c.codec().equals("aac"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no clip of VP8, AAC or PCM among " + clips));
    return new LargeClip(clip, Math.toIntExact(sizeBytes / SAMPLE_BYTES + 1));
  }

  private static boolean isPcm(Clip clip) {
    return clip.codec().startsWith("pcm_");
  }

  Clip clip() {
    return clip;
  }

  /** Whether its bytes have no packets of their own. */
  boolean isPcm() {
    return isPcm(clip);
  }

  int count() {
    return count;
  }

  Sample sample(int i) {
    long timeUs = timeUs(i);
    Blob bytes = i == count - 1 ? lastData : data;
    return new Sample(
        SampleInfo.inOrder(timeUs, timeUs(i + 1) - timeUs, SAMPLE_BYTES, true), bytes);
  }

  /** When a sample begins. */
  long timeUs(int i) {
    if (!(clip.track().format() instanceof AudioFormat sound)) {
      return i * (long) MediaTime.US_PER_SECOND;
    }
    int frames = isPcm() ? SAMPLE_BYTES / Clips.pcmFrameBytes(clip) : AAC_FRAMES;
    return MediaTime.toUs((long) i * frames, sound.sampleRate());
  }

  /** The checksum of a sample's bytes, as ffprobe prints it. */
  String crc32(int i) {
    ByteBuffer bytes = sample(i).data().buffer();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return "CRC32:%08x".formatted(crc.getValue());
  }
}
