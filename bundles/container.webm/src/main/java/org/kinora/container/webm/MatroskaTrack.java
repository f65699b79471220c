package org.kinora.container.webm;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/** One track while its file is written: the samples that wait, and how far it has come. */
final class MatroskaTrack {
  /** Far beyond any recording, and small enough to count in nanoseconds: about 140 years. */
  private static final long FARTHEST_US = 1L << 52;

  private final int number;
  private final Track track;
  private final String codec;
  private final int delaySamples;
  private final SampleQueue queue = new SampleQueue();
  private final Optional<NalCodec> byteStream;
  private Blob config;
  private ByteBuffer reuse = ByteBuffer.allocate(0);
  private long samples;
  private long newestUs = Long.MIN_VALUE;
  private long endUs = Long.MIN_VALUE;
  private long lastTicks;
  private long lastCueUs = Long.MIN_VALUE;

  MatroskaTrack(int number, Track track) {
    this.number = number;
    this.track = track;
    codec = track.format().codec();
    delaySamples = TrackEntry.delaySamples(track.format());
    config = track.format() instanceof VideoFormat video ? video.config() : Blob.EMPTY;
    byteStream = config.isEmpty() ? NalCodec.of(codec) : Optional.empty();
  }

  int number() {
    return number;
  }

  boolean isVideo() {
    return track.format() instanceof VideoFormat;
  }

  SampleQueue queue() {
    return queue;
  }

  /** Takes a sample into the queue. */
  void add(SampleInfo info, ByteBuffer data) throws MediaException {
    ByteBuffer sample = data;
    if (codec.equals("av1")) {
      sample = data.duplicate();
      Av1.skipTemporalDelimiter(sample);
    }
    check(info);
    if (samples == 0) {
      begin(info, sample);
    }
    if (byteStream.isPresent()) {
      sample = lengthPrefixed(info, data);
    }
    SampleInfo kept =
        new SampleInfo(
            info.timeUs() + delayUs(),
            info.decodeTimeUs() + delayUs(),
            durationUs(info, sample),
            sample.remaining(),
            info.keyframe() || !isVideo());
    samples++;
    newestUs = kept.decodeTimeUs();
    endUs = Math.max(endUs, kept.timeUs() + kept.durationUs() - delayUs());
    queue.add(kept, sample);
  }

  private void check(SampleInfo info) throws MediaException {
    if (Math.abs(info.timeUs()) > FARTHEST_US || Math.abs(info.decodeTimeUs()) > FARTHEST_US) {
      throw refused(info, "its time is out of range");
    }
    if (samples > 0 && info.decodeTimeUs() + delayUs() < newestUs) {
      throw refused(
          info,
          "decode time %d us falls below %d us"
              .formatted(info.decodeTimeUs(), newestUs - delayUs()));
    }
    if (info.durationUs() < 0 || info.durationUs() > FARTHEST_US) {
      throw refused(info, "its duration is " + info.durationUs() + " us");
    }
  }

  private void begin(SampleInfo info, ByteBuffer sample) throws MediaException {
    if (codec.equals("av1") && config.isEmpty()) {
      config = Av1.av1C(sample).orElse(Blob.EMPTY);
    } else if (byteStream.isPresent()) {
      ParameterSets sets = ParameterSets.fromAnnexB(byteStream.get(), sample);
      if (!sets.isComplete()) {
        throw refused(info, "it is the first, but holds no parameter sets");
      }
      config = sets.config();
    }
  }

  /** Parameter sets stay in the samples: so a change in mid-stream is not lost. */
  private ByteBuffer lengthPrefixed(SampleInfo info, ByteBuffer data) throws MediaException {
    try {
      reuse = AnnexB.toLengthPrefixed(data, nal -> true, reuse);
      return reuse;
    } catch (MediaException e) {
      throw refused(info, e.getMessage());
    }
  }

  /**
   * How much later the time of a block is than that of its sample: a reader subtracts CodecDelay
   * (RFC 9559, section 5.1.4.1.25).
   */
  private long delayUs() {
    return MediaTime.toUs(delaySamples, Opus.RATE_HZ);
  }

  private long durationUs(SampleInfo info, ByteBuffer sample) throws MediaException {
    if (info.durationUs() > 0 || !codec.equals("opus")) {
      return info.durationUs();
    }
    return MediaTime.toUs(opusSamples(info, sample), Opus.RATE_HZ);
  }

  private int opusSamples(SampleInfo info, ByteBuffer packet) throws MediaException {
    try {
      return Opus.samples(packet);
    } catch (MediaException e) {
      throw refused(info, e.getMessage());
    }
  }

  MediaException refused(SampleInfo info, String why) {
    return new MediaException(
        MediaError.MUX_ERROR,
        "matroska: track %d (%s), sample %d at %d us: %s"
            .formatted(track.id(), codec, samples, info.timeUs(), why));
  }

  /** When its next block is due. */
  long dueUs() {
    return queue.first().decodeTimeUs();
  }

  /** When its newest block will be due. */
  long newestUs() {
    return newestUs;
  }

  /** When its picture or sound ends; smallest of all numbers if it has none. */
  long endUs() {
    return endUs;
  }

  /** The element that describes it; its first sample may be needed for that. */
  byte[] toElement() throws MediaException {
    if (codec.equals("av1") && config.isEmpty()) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "matroska: track %d (av1) has no configuration, and no first sample with a sequence header"
              .formatted(track.id()));
    }
    return TrackEntry.toElement(number, track, config);
  }

  /**
   * Whether to index this block: a key frame, not too close to the last one taken, which bounds the
   * index of a stream of nothing but key frames. Asked once for each block.
   */
  boolean takeCue(SampleInfo info, long leastDistanceUs) {
    boolean cue =
        info.keyframe()
            && (lastCueUs == Long.MIN_VALUE || info.timeUs() - lastCueUs >= leastDistanceUs);
    if (cue) {
      lastCueUs = info.timeUs();
    }
    return cue;
  }

  /** What to say of the first block of the queue if none may follow it. */
  SegmentWriter.Tail tail(SampleInfo info, long ticks, long endTicks) throws MediaException {
    long discardNs = 0;
    if (codec.equals("opus")) {
      int coded = opusSamples(info, queue.firstData());
      long heard = MediaTime.toTicks(info.durationUs(), Opus.RATE_HZ);
      discardNs = Math.max(0, coded - heard) * 1_000_000_000L / Opus.RATE_HZ;
    }
    long durationTicks = info.durationUs() > 0 ? Math.max(1, endTicks - ticks) : 0;
    if (durationTicks == 0 && discardNs == 0) {
      return SegmentWriter.Tail.NONE;
    }
    long referenceTicks = info.keyframe() ? 0 : lastTicks - ticks;
    return new SegmentWriter.Tail(durationTicks, referenceTicks, discardNs);
  }

  void written(long ticks) {
    lastTicks = ticks;
    queue.removeFirst();
  }
}
