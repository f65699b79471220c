package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.bitstream.Opus;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/** One track: checks its samples, gives them their form and enters them into the index. */
final class Mp4Track {
  /** What a file holds in 32 bits, less what FFmpeg takes for a negative value. */
  private static final long LONGEST_DELTA = 0xFFFF_FFFFL - 480_000;

  private final NativeMovie movie;
  private final Track track;
  private final SampleForm form;
  private final int timescale;
  private final int number;
  private final List<Blob> entries = new ArrayList<>();
  private Blob entry = Blob.EMPTY;
  private int entryNumber;
  private long samples;
  private long lastDecodeTimeUs;

  /**
   * Adds a track to the index.
   *
   * @param fragmented whether sample entries that only later samples tell come too late
   * @throws MediaException TRACK_NOT_SUPPORTED
   */
  Mp4Track(NativeMovie movie, Track track, boolean fragmented) throws MediaException {
    this.movie = movie;
    this.track = track;
    this.form = Codecs.formOf(track.format(), fragmented);
    this.timescale = timescaleOf(track);
    try {
      this.number = addTo(movie);
      if (!form.entry().isEmpty()) {
        useEntry(form.entry());
      }
    } catch (MediaException e) {
      throw new MediaException(MediaError.TRACK_NOT_SUPPORTED, e.getMessage(), e);
    }
  }

  /** By which the index knows it. */
  int number() {
    return number;
  }

  boolean isVideo() {
    return track.format() instanceof VideoFormat;
  }

  /** Whether it is known how its samples are to be decoded. */
  boolean isDescribed() {
    return !entries.isEmpty();
  }

  /**
   * The bytes to store for the next sample.
   *
   * @param layout is prepared for the sample, and is to take the bytes
   * @return valid until the next call
   * @throws MediaException MUX_ERROR if the sample does not fit the track
   */
  ByteBuffer store(SampleInfo info, ByteBuffer data, Layout layout) throws IOException {
    try {
      if (info.size() != data.remaining()) {
        throw unfit(data.remaining() + " bytes, expected " + info.size() + " as its size says");
      }
      ByteBuffer stored = form.stored(data);
      useEntry(form.entry());
      enter(info, stored.remaining(), layout);
      return stored;
    } catch (MediaException | ArithmeticException e) {
      MediaError code = MediaError.MUX_ERROR;
      if (e instanceof MediaException own) {
        if (own.code() == MediaError.IO_ERROR) {
          throw own; // the file's fault, not the sample's
        }
        code = own.code() == MediaError.INTERNAL_ERROR ? MediaError.INTERNAL_ERROR : code;
      }
      throw new MediaException(
          code,
          "mp4: track %d (%s), sample %d at %d us: %s"
              .formatted(
                  track.id(), track.format().codec(), samples, info.timeUs(), e.getMessage()),
          e);
    }
  }

  /** Opus counts in 48,000ths whatever its source did (Opus in ISO files, section 4.2). */
  private static int timescaleOf(Track track) {
    return track.format().codec().equals("opus") ? Opus.RATE_HZ : track.timescale();
  }

  private int addTo(NativeMovie movie) throws MediaException {
    String brand = Codecs.brandOf(track.format());
    if (track.format() instanceof VideoFormat video) {
      return movie.addVideo(timescale, video.width(), video.height(), brand, track.name());
    }
    AudioFormat audio = (AudioFormat) track.format();
    int lead = ticksOf(audio.preSkip(), audio.sampleRate());
    int preroll = ticksOf(Codecs.prerollOf(audio), audio.sampleRate());
    return movie.addAudio(timescale, lead, preroll, brand, track.name());
  }

  /** To the nearest tick, but never to none. */
  private int ticksOf(int soundSamples, int sampleRate) {
    long ticks = ((long) soundSamples * timescale + sampleRate / 2) / sampleRate;
    return Math.toIntExact(soundSamples == 0 ? 0 : Math.max(1, ticks));
  }

  private void useEntry(Blob next) throws MediaException {
    if (next.equals(entry)) {
      return;
    }
    int known = entries.indexOf(next);
    if (known < 0) {
      known = movie.addEntry(number, next.toByteArray());
      entries.add(next);
    }
    entry = next;
    entryNumber = known;
  }

  private void enter(SampleInfo info, int size, Layout layout) throws IOException {
    if (samples > 0 && info.decodeTimeUs() < lastDecodeTimeUs) {
      throw unfit(
          "decode time " + info.decodeTimeUs() + " us falls below " + lastDecodeTimeUs + " us");
    }
    if (info.durationUs() < 0) {
      throw unfit("duration of " + info.durationUs() + " us");
    }
    long decode = ticks(info.decodeTimeUs());
    long presentation = ticks(info.timeUs());
    long duration = ticks(Math.addExact(info.timeUs(), info.durationUs())) - presentation;
    long delta = samples == 0 ? 0 : Math.subtractExact(decode, ticks(lastDecodeTimeUs));
    long shift = Math.subtractExact(presentation, decode);
    if (isTooLong(Math.max(delta, duration), timescale)) {
      throw unfit(
          "%d ticks after the sample before it and %d long, expected at most %d seconds"
              .formatted(delta, duration, LONGEST_DELTA));
    }
    if (shift != (int) shift) {
      throw unfit("shown " + shift + " ticks after its decode time, expected 32 bits");
    }
    layout.prepare(this, info, decode);
    long offset = layout.offset();
    movie.add(number, entryNumber, size, info.keyframe(), decode, presentation, offset, duration);
    lastDecodeTimeUs = info.decodeTimeUs();
    samples++;
  }

  /** Whether no file could hold samples so far apart: a table may count in whole seconds. */
  static boolean isTooLong(long ticks, int timescale) {
    return ticks / timescale >= LONGEST_DELTA;
  }

  private long ticks(long timeUs) {
    return MediaTime.toTicks(timeUs, timescale);
  }

  private static MediaException unfit(String message) {
    return new MediaException(MediaError.MUX_ERROR, message);
  }
}
