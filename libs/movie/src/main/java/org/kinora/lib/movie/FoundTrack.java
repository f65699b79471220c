package org.kinora.lib.movie;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A video or audio track as the {@code moov} box of a file describes it. */
public final class FoundTrack {
  private static final int MOST_ENTRIES = 1024;

  private final int id;
  private final boolean isVideo;
  private final int timescale;
  private final int width;
  private final int height;
  private final String name;
  private final boolean rolls;
  private final List<byte[]> entries;
  private final long mediaTime;
  private final long beginTicks;
  private final ByteBuffer table;
  private final long tableSamples;
  private final boolean selfContained;

  /** Defaults for fragments: sample entry, duration, size, flags. */
  private final int[] defaults = {1, 0, 0, 0};

  /**
   * Reads a track (ISO/IEC 14496-12, section 8.3 to 8.6).
   *
   * @param trak the payload of its box
   * @return nothing if it cannot be understood
   */
  static Optional<FoundTrack> of(ByteBuffer trak, int movieTimescale) {
    try {
      return Optional.of(new FoundTrack(trak, movieTimescale));
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return Optional.empty(); // a field lies beyond its box
    }
  }

  /** Whether it is a video or audio track, or does not say what it is. */
  static boolean mayBeMedia(ByteBuffer trak) {
    return BoxCursor.find(trak, "mdia", "hdlr")
        .filter(hdlr -> hdlr.limit() >= 12)
        .map(hdlr -> BoxCursor.name(hdlr, 8))
        .filter(handler -> !handler.equals("vide") && !handler.equals("soun"))
        .isEmpty();
  }

  /** The track's identifier; 0 if it cannot be read. */
  static int idOf(ByteBuffer trak) {
    return BoxCursor.find(trak, "tkhd")
        .filter(tkhd -> tkhd.limit() >= 24)
        .map(tkhd -> tkhd.getInt(tkhd.get(0) == 1 ? 20 : 12))
        .orElse(0);
  }

  private FoundTrack(ByteBuffer trak, int movieTimescale) {
    ByteBuffer tkhd = need(trak, "tkhd");
    boolean wide = tkhd.get(0) == 1;
    id = tkhd.getInt(wide ? 20 : 12);
    width = tkhd.getInt(wide ? 88 : 76) >>> 16;
    height = tkhd.getInt(wide ? 92 : 80) >>> 16;
    ByteBuffer mdhd = need(trak, "mdia", "mdhd");
    timescale = mdhd.getInt(mdhd.get(0) == 1 ? 20 : 12);
    ByteBuffer hdlr = need(trak, "mdia", "hdlr");
    String handler = BoxCursor.name(hdlr, 8);
    isVideo = handler.equals("vide");
    name = text(hdlr, 24);
    table = need(trak, "mdia", "minf", "stbl");
    selfContained =
        BoxCursor.find(trak, "mdia", "minf", "dinf", "dref")
            .filter(FoundTrack::isElsewhere)
            .isEmpty();
    entries = entries(need(table, "stsd"));
    boolean known = isVideo || handler.equals("soun");
    if (!known || timescale <= 0 || entries.isEmpty()) {
      throw new IndexOutOfBoundsException("not a track to recover");
    }
    rolls = BoxCursor.find(table, "sgpd").isPresent();
    tableSamples = BoxCursor.find(table, "stsz").map(sizes -> count(sizes)).orElse(0L);
    ByteBuffer edits =
        BoxCursor.find(trak, "edts", "elst").orElseGet(() -> ByteBuffer.allocate(Long.BYTES));
    long empty = 0;
    long media = 0;
    boolean wideEdits = edits.get(0) == 1;
    int entryBytes = wideEdits ? 20 : 12;
    for (int at = 8; at + entryBytes <= edits.limit() && media <= 0; at += entryBytes) {
      long duration = wideEdits ? edits.getLong(at) : Integer.toUnsignedLong(edits.getInt(at));
      media = wideEdits ? edits.getLong(at + 8) : edits.getInt(at + 4);
      if (media >= 0) {
        break;
      }
      empty = Math.addExact(empty, duration);
    }
    mediaTime = Math.max(0, media);
    beginTicks = scale(empty, timescale, Math.max(1, movieTimescale));
  }

  /** To the nearest tick of another timescale. */
  private static long scale(long ticks, long to, long from) {
    long rest = ticks % from * to + from / 2;
    return Math.addExact(Math.multiplyExact(ticks / from, to), rest / from);
  }

  /** Whether a data reference lacks the flag for "in this file" (section 8.7.2). */
  private static boolean isElsewhere(ByteBuffer references) {
    BoxCursor cursor = new BoxCursor(references.position(Math.min(8, references.limit())));
    boolean elsewhere = false;
    while (cursor.next()) {
      ByteBuffer reference = cursor.payload();
      elsewhere |= reference.limit() < Integer.BYTES || (reference.getInt(0) & 1) == 0;
    }
    return elsewhere;
  }

  private static ByteBuffer need(ByteBuffer boxes, String... path) {
    return BoxCursor.find(boxes, path)
        .orElseThrow(() -> new IndexOutOfBoundsException("no " + String.join("/", path)));
  }

  private static long count(ByteBuffer sizes) {
    return Integer.toUnsignedLong(sizes.getInt(8));
  }

  private static String text(ByteBuffer in, int at) {
    int end = at;
    while (end < in.limit() && in.get(end) != 0) {
      end++;
    }
    return UTF_8.decode(in.slice(Math.min(at, end), end - Math.min(at, end))).toString();
  }

  private static List<byte[]> entries(ByteBuffer description) {
    List<byte[]> entries = new ArrayList<>();
    BoxCursor cursor = new BoxCursor(description.slice(8, description.limit() - 8));
    while (entries.size() < MOST_ENTRIES && cursor.next()) {
      entries.add(cursor.bytes());
    }
    return entries;
  }

  /** Takes the defaults of a {@code trex} box, behind its track number (section 8.8.3). */
  void setDefaults(ByteBuffer trex) {
    for (int i = 0; i < defaults.length; i++) {
      defaults[i] = trex.getInt(8 + i * Integer.BYTES);
    }
  }

  int[] defaults() {
    return defaults.clone();
  }

  /** The track's identifier. */
  public int id() {
    return id;
  }

  /** Whether it has pictures; else it has sound. */
  public boolean isVideo() {
    return isVideo;
  }

  /** Ticks a second, above 0. */
  public int timescale() {
    return timescale;
  }

  /** Of its pictures, in pixels. */
  public int width() {
    return width;
  }

  /** Of its pictures, in pixels. */
  public int height() {
    return height;
  }

  /** As its handler is called; empty if it has no name. */
  public String name() {
    return name;
  }

  /** Whether samples are in groups, so that decoding begins before the first one wanted. */
  public boolean hasGroups() {
    return rolls;
  }

  /** Its sample entries, one at least; they stay the track's. */
  public List<byte[]> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** Whether its samples lie in the file that describes it. */
  public boolean isSelfContained() {
    return selfContained;
  }

  /** When it begins, by its edit list. */
  public long beginTicks() {
    return beginTicks;
  }

  /** How many sample entries it has. */
  public int entryCount() {
    return entries.size();
  }

  /** The payload of a box of the sample table. */
  public Optional<ByteBuffer> table(String name) {
    return BoxCursor.find(table, name);
  }

  /** How many samples the table in {@code moov} holds. */
  public long tableSamples() {
    return tableSamples;
  }

  /** What turns a time of the media into one of the recording. */
  public long shiftTicks() {
    return beginTicks - mediaTime;
  }

  /** The codec of its first sample entry, by the name that it has in a recording. */
  public String codec() {
    String type = BoxCursor.name(ByteBuffer.wrap(entries.get(0)), Integer.BYTES);
    return switch (type) {
      case "avc1", "avc3" -> "h264";
      case "hvc1", "hev1" -> "h265";
      case "vp08" -> "vp8";
      case "vp09" -> "vp9";
      case "av01" -> "av1";
      case "Opus" -> "opus";
      case "mp4a" -> "aac";
      case "fLaC" -> "flac";
      default -> type;
    };
  }
}
