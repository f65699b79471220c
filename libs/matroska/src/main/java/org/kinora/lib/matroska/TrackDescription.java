package org.kinora.lib.matroska;

import java.io.IOException;

/**
 * What a TrackEntry says of a track (RFC 9559, section 5.1.4.1).
 *
 * @param number that its blocks name
 * @param type 1 for pictures, 2 for sound, 17 for subtitles
 * @param codecId as the file names the codec
 * @param bitDepth of sound; 0 if it does not say
 * @param frameNs how long each sample lasts; 0 if it does not say
 * @param delayNs by how much decoding delays sound
 * @param timestampScale by which its ticks differ from the segment's; 1 but in old files
 * @param encoded whether samples are compressed or encrypted
 */
public record TrackDescription(
    long number,
    long type,
    String codecId,
    long bitDepth,
    long frameNs,
    long delayNs,
    double timestampScale,
    boolean encoded) {
  private static final int TYPE_VIDEO = 1;
  private static final int TYPE_AUDIO = 2;
  private static final int TYPE_SUBTITLE = 17;

  /** A minute: so lies add up to nothing that overflows. */
  private static final long NS_MAX = 60_000_000_000L;

  /** Whether it has pictures. */
  public boolean isVideo() {
    return type == TYPE_VIDEO;
  }

  /** Whether it has sound. */
  public boolean isAudio() {
    return type == TYPE_AUDIO;
  }

  /** Whether it has text or pictures to be laid over others. */
  public boolean isSubtitle() {
    return type == TYPE_SUBTITLE;
  }

  static TrackDescription read(ElementReader reader, Element entry) throws IOException {
    Reading reading = new Reading(reader);
    reader.children(entry, reading::take);
    return reading.done();
  }

  private static final class Reading {
    private final ElementReader reader;
    private long number;
    private long type;
    private String codecId = "";
    private long bitDepth;
    private long frameNs;
    private long delayNs;
    private double timestampScale = 1;
    private boolean encoded;

    Reading(ElementReader reader) {
      this.reader = reader;
    }

    void take(Element child) throws IOException {
      switch (child.id()) {
        case MatroskaId.TRACK_NUMBER -> number = reader.uint(child);
        case MatroskaId.TRACK_TYPE -> type = reader.uint(child);
        case MatroskaId.CODEC_ID -> codecId = reader.text(child);
        case MatroskaId.DEFAULT_DURATION -> frameNs = clamped(reader.uint(child));
        case MatroskaId.CODEC_DELAY -> delayNs = clamped(reader.uint(child));
        case MatroskaId.TRACK_TIMESTAMP_SCALE -> timestampScale = reader.number(child);
        case MatroskaId.CONTENT_ENCODINGS -> encoded = true;
        case MatroskaId.AUDIO -> reader.children(child, this::takeAudio);
        default -> {
          // says nothing of samples
        }
      }
    }

    private void takeAudio(Element child) throws IOException {
      if (child.id() == MatroskaId.BIT_DEPTH) {
        bitDepth = reader.uint(child);
      }
    }

    private static long clamped(long ns) {
      return ns < 0 ? 0 : Math.min(ns, NS_MAX);
    }

    TrackDescription done() {
      return new TrackDescription(
          number, type, codecId, bitDepth, frameNs, delayNs, timestampScale, encoded);
    }
  }
}
