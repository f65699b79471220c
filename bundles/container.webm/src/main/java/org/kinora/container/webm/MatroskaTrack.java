package org.kinora.container.webm;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;

/** One track while its file is written: the samples that wait, and how far it has come. */
final class MatroskaTrack {
  /** Far beyond any recording, and small enough to count in nanoseconds: about 140 years. */
  private static final long FARTHEST_US = 1L << 52;

  /** What an OpusHead can say: more than a second. */
  private static final int PRE_SKIP_MAX = 0xFFFF;

  private final int number;
  private final Track track;
  private final String codec;
  private final SampleQueue queue = new SampleQueue();
  private final Optional<NalCodec> byteStream;
  private final CueChoice cues = new CueChoice();
  private final long soundEndUs;
  private TrackFormat format;
  private long delayUs;
  private boolean described;
  private Blob config;
  private ByteBuffer reuse = ByteBuffer.allocate(0);
  private long samples;
  private long newestUs = Long.MIN_VALUE;
  private long endUs = Long.MIN_VALUE;
  private long lastTicks;
  private long cutUs;

  /**
   * A track without samples.
   *
   * @param soundEndUs where sound is cut; pictures never are
   */
  MatroskaTrack(int number, Track track, OptionalLong soundEndUs) {
    this.number = number;
    this.track = track;
    this.soundEndUs = soundEndUs.orElse(Long.MAX_VALUE);
    format = track.format();
    codec = format.codec();
    delayUs = TrackEntry.delayUs(format);
    config = format instanceof VideoFormat video ? video.config() : Blob.EMPTY;
    byteStream = config.isEmpty() ? NalCodec.of(codec) : Optional.empty();
  }

  int number() {
    return number;
  }

  boolean isVideo() {
    return format instanceof VideoFormat;
  }

  SampleQueue queue() {
    return queue;
  }

  /** Chooses which of its blocks are indexed. */
  CueChoice cues() {
    return cues;
  }

  /**
   * Takes a sample into the queue; sound that begins behind the end is left out. So is a sample
   * without bytes, with which Ogg may end: a reader takes an empty block for the end of the stream.
   */
  void add(SampleInfo info, ByteBuffer data) throws MediaException {
    ByteBuffer sample = data;
    if (codec.equals("av1")) {
      sample = data.duplicate();
      Av1.skipTemporalDelimiter(sample);
    }
    check(info);
    if (!isVideo() && info.timeUs() >= soundEndUs) {
      return;
    }
    if (samples == 0) {
      begin(info, sample);
    }
    if (byteStream.isPresent()) {
      sample = lengthPrefixed(info, data);
    }
    SampleInfo kept =
        new SampleInfo(
            info.timeUs() + delayUs,
            info.decodeTimeUs() + delayUs,
            cutDurationUs(info, durationUs(info, sample)),
            sample.remaining(),
            info.keyframe() || !isVideo());
    if (!sample.hasRemaining()) {
      return;
    }
    samples++;
    newestUs = kept.decodeTimeUs();
    endUs = Math.max(endUs, kept.timeUs() + kept.durationUs() - delayUs);
    queue.add(kept, sample);
  }

  private void check(SampleInfo info) throws MediaException {
    if (Math.abs(info.timeUs()) > FARTHEST_US || Math.abs(info.decodeTimeUs()) > FARTHEST_US) {
      throw refused(info, "its time is out of range");
    }
    if (samples > 0 && info.decodeTimeUs() + delayUs < newestUs) {
      throw refused(
          info,
          "decode time %d us falls below %d us".formatted(info.decodeTimeUs(), newestUs - delayUs));
    }
    if (info.durationUs() < 0 || info.durationUs() > FARTHEST_US) {
      throw refused(info, "its duration is " + info.durationUs() + " us");
    }
    if (isVideo() && info.timeUs() < 0) {
      throw refused(info, "a picture before 0 cannot be hidden, Matroska has no edit lists");
    }
  }

  private void begin(SampleInfo info, ByteBuffer sample) throws MediaException {
    if (format instanceof AudioFormat audio && !described) {
      takeLeadIn(info, audio);
    }
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

  /**
   * Sound before 0 is what a decoder drops. The time of a block is that of its sample and this
   * CodecDelay, which a reader subtracts (RFC 9559, section 5.1.4.1.25): so none is negative.
   */
  private void takeLeadIn(SampleInfo first, AudioFormat audio) throws MediaException {
    long samplesBefore = MediaTime.toTicks(-first.timeUs(), TrackEntry.rateHz(audio));
    if (samplesBefore > PRE_SKIP_MAX) {
      throw refused(first, "at most %d samples of sound lie before 0".formatted(PRE_SKIP_MAX));
    }
    if (samplesBefore > TrackEntry.preSkip(audio)) {
      format = TrackEntry.withPreSkip(audio, (int) samplesBefore);
      delayUs = TrackEntry.delayUs(format);
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

  private long durationUs(SampleInfo info, ByteBuffer sample) throws MediaException {
    if (info.durationUs() > 0 || !codec.equals("opus")) {
      return info.durationUs();
    }
    return MediaTime.toUs(opusSamples(info, sample), Opus.RATE_HZ);
  }

  private long cutDurationUs(SampleInfo info, long durationUs) {
    cutUs = isVideo() ? 0 : Math.max(0, durationUs - (soundEndUs - info.timeUs()));
    return durationUs - cutUs;
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

  /** Whether {@link #toElement} says all there is to say. */
  boolean isDescribed() {
    return samples > 0 || !config.isEmpty() || (byteStream.isEmpty() && !codec.equals("av1"));
  }

  /** The element that describes it; its first sample may be needed for that. */
  byte[] toElement() throws MediaException {
    described = true;
    if (codec.equals("av1") && config.isEmpty()) {
      throw new MediaException(
          MediaError.MUX_ERROR,
          "matroska: track %d (av1) has no configuration, and no first sample with a sequence header"
              .formatted(track.id()));
    }
    return TrackEntry.toElement(number, track.name(), format, config);
  }

  /** What to say of the last block. */
  SegmentWriter.Tail tail(SampleInfo info, long ticks, long endTicks) throws MediaException {
    long discardNs = cutUs * 1_000;
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
