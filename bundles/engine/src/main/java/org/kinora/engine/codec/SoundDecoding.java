package org.kinora.engine.codec;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.AudioFormat;
import org.kinora.media.AudioFrame;
import org.kinora.media.Blob;
import org.kinora.media.Frame;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.Track;
import org.kinora.spi.codec.Decoder;

/**
 * Makes PCM of one track and says where it lies. A cursor counts frames: sound follows the sound
 * before it while its time is less than 2.5 ms later, or earlier by no more than its own length;
 * later sound leaves a gap and lies exactly at its time. So what is off is never added up. The
 * pre-skip is dropped, and so is what lies before time 0.
 */
public final class SoundDecoding implements Closeable {
  /** The shortest packet of Opus: what a container of packets can place no better. */
  private static final long TOLERANCE_US = 2_500;

  /** Longer gaps are pauses; shorter ones keep the pace with a clock that runs fast. */
  private static final long PAUSE_US = 20_000;

  private static final long NOWHERE = Long.MIN_VALUE;

  private final Track track;
  private final AudioFormat format;
  private final PcmCoding coding;
  private final Decoder decoder;
  private final SampleSink sink;
  private final long tolerance;
  private long cursor = NOWHERE;
  private long preSkip;
  private long undecoded;
  private long repeated;
  private @Nullable MediaException firstFailure;

  /**
   * Begins with the track's first sample.
   *
   * @param decoder closed with this
   * @param sink takes the PCM
   */
  public SoundDecoding(Track track, PcmCoding coding, Decoder decoder, SampleSink sink) {
    this(track, coding, decoder, sink, true);
  }

  /**
   * Begins anywhere.
   *
   * @param isFirst whether with the track's first sample, which has the pre-skip in front
   */
  public SoundDecoding(
      Track track, PcmCoding coding, Decoder decoder, SampleSink sink, boolean isFirst) {
    this.track = track;
    this.coding = coding;
    this.decoder = decoder;
    this.sink = sink;
    format = (AudioFormat) track.format();
    preSkip = isFirst ? format.preSkip() : 0;
    tolerance = MediaTime.toTicks(TOLERANCE_US, format.sampleRate());
  }

  /** What a track becomes. */
  public static Track decoded(Track track, PcmCoding coding) {
    AudioFormat sound = (AudioFormat) track.format();
    return new Track(
        track.id(),
        new AudioFormat(coding.codec(), sound.sampleRate(), sound.channels(), 0, Blob.EMPTY),
        sound.sampleRate(),
        track.name());
  }

  /** Takes the next sample. One that cannot be decoded is silent. */
  public void decode(SampleInfo info, ByteBuffer data) throws IOException {
    if (cursor != NOWHERE && ticks(info.timeUs() - PAUSE_US) > cursor) {
      // what was heard before a pause says nothing of what is heard after it
      decoder.flush(this::place);
      decoder.reset();
    }
    try {
      decoder.decode(info, data, this::place);
    } catch (MediaException e) {
      if (e.code() != MediaError.DECODE_ERROR) {
        throw e;
      }
      firstFailure = firstFailure == null ? e : firstFailure;
      undecoded++;
      decoder.reset();
    }
  }

  /** Hands over what the decoder still holds. */
  public void finish() throws IOException {
    decoder.flush(this::place);
  }

  /** What was lost, in words. */
  public Optional<String> loss() {
    StringBuilder words = new StringBuilder();
    if (firstFailure != null) {
      words.append(
          "; %d samples could not be decoded and are silent, the first because %s"
              .formatted(undecoded, firstFailure.getMessage()));
    }
    if (repeated > 0) {
      words.append(
          "; %d runs of sound lie where there is sound already and were left out"
              .formatted(repeated));
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of("track %d%s".formatted(track.id(), words));
  }

  private void place(Frame frame) throws IOException {
    if (!(frame instanceof AudioFrame sound)
        || sound.sampleRate() != format.sampleRate()
        || sound.channels() != format.channels()) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "track %d is %d channels at %d Hz by its description, but decodes to %s"
              .formatted(track.id(), format.channels(), format.sampleRate(), shape(frame)));
    }
    int skipped = (int) Math.min(preSkip, sound.count());
    preSkip -= skipped;
    int count = sound.count() - skipped;
    long due = ticks(sound.timeUs()) + skipped;
    long start = start(due, count);
    if (start + count <= cursor || count == 0) {
      repeated += count == 0 ? 0 : 1;
      return;
    }
    cursor = start + count;
    int early = (int) Math.max(0, Math.min(count, -start));
    if (early < count) {
      write(sound, skipped + early, start + early);
    }
  }

  /** Where so many frames that are due at a time begin. */
  private long start(long due, int count) {
    boolean follows = cursor != NOWHERE && due - cursor < tolerance && cursor - due <= count;
    return follows ? cursor : due;
  }

  private void write(AudioFrame sound, int from, long start) throws IOException {
    FloatBuffer numbers = sound.samples().duplicate();
    numbers.position(numbers.position() + from * sound.channels());
    ByteBuffer data = coding.encode(numbers);
    long timeUs = MediaTime.toUs(start, format.sampleRate());
    long endUs = MediaTime.toUs(start + sound.count() - from, format.sampleRate());
    sink.accept(SampleInfo.inOrder(timeUs, endUs - timeUs, data.remaining(), true), data);
  }

  private long ticks(long timeUs) {
    return MediaTime.toTicks(timeUs, format.sampleRate());
  }

  private static String shape(Frame frame) {
    return frame instanceof AudioFrame sound
        ? sound.channels() + " at " + sound.sampleRate() + " Hz"
        : "pictures";
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }
}
