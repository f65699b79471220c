package org.kinora.container.mp4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.timecode.TimecodeRate;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerSettings;

/**
 * Writes sound as an MP4 file: Opus packets as they are, gaps filled with silence, and a timecode
 * track that every sound refers to.
 *
 * <p>The file's time 0 is the beginning of a timecode frame: the one that the wall clock showed at
 * time 0 of the recording. What lies between the two, less than a frame, is put before the sound.
 */
final class M4aMuxer implements Muxer {
  private static final String BRAND = "M4A ";
  private static final int TIMECODE_ENTRY_BYTES = 34;

  /** How far behind another a track lies at most; then it is silent up to {@link #WAIT_US}. */
  private static final long LAG_US = 2_000_000;

  /** How far behind another a packet may come. What lies between the two is silent at once. */
  private static final long WAIT_US = 1_500_000;

  /** What one track is silent before the next one follows. */
  private static final long TURN_US = 1_000_000;

  private final M4aOptions options;
  private final Mp4Muxer file;
  private final OptionalLong cutUs;
  private final List<Optional<OpusTimeline>> tracks = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Optional<TimecodeRate.Position> position;
  private final long shiftUs;
  private int timecodeTrack = -1;
  private long timecodeOffset;

  /** Up to where no track lacks silence. */
  private long settledUs;

  private long endUs;
  private boolean begun;

  M4aMuxer(SeekableByteChannel out, M4aOptions options, MuxerSettings settings) throws IOException {
    this.options = options;
    cutUs = settings.endUs();
    position = options.start().map(start -> options.rate().at(start.toLocalTime()));
    shiftUs = position.map(at -> Math.round(at.restNanos() / 1e3)).orElse(0L);
    file = new Mp4Muxer(out, new Mp4Options(Mp4Options.Mode.PLAIN, 0));
    file.movie().describe(BRAND, new byte[0]);
    file.movie()
        .setExtent(
            options.start().map(OffsetDateTime::toZonedDateTime),
            cutUs.isPresent() ? OptionalLong.of(cutUs.getAsLong() + shiftUs) : cutUs);
  }

  @Override
  public int addTrack(Track track) throws IOException {
    if (!M4aMuxerFactory.holds(track.format())) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          "m4a holds Opus and AAC, not track %d: %s".formatted(track.id(), track.format()));
    }
    int number = file.addTrack(track);
    tracks.add(
        track.format().codec().equals("opus")
            ? Optional.of(new OpusTimeline(OpusHead.of((AudioFormat) track.format()), cutUs))
            : Optional.empty());
    names.add(track.name());
    return number;
  }

  @Override
  public void write(int track, SampleInfo info, ByteBuffer data) throws IOException {
    if (track < 0 || track >= tracks.size()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND, "m4a: track number " + track + " of " + tracks.size());
    }
    begin();
    settle(info.timeUs());
    Optional<OpusTimeline> timeline = tracks.get(track);
    if (timeline.isPresent()) {
      timeline.get().add(info, data, (placed, packet) -> store(track, placed, packet));
    } else {
      store(track, info, data);
    }
  }

  /**
   * Fills all tracks with silence behind a time that one has come to, in turns: so who plays the
   * file finds what belongs together near to each other. A lone track waits for no other.
   */
  private void settle(long reachedUs) throws IOException {
    if (tracks.size() == 1 || reachedUs - settledUs <= LAG_US) {
      return;
    }
    long untilUs = reachedUs - WAIT_US;
    while (settledUs < untilUs) {
      settledUs = Math.min(untilUs, settledUs + TURN_US);
      for (int track = 0; track < tracks.size(); track++) {
        if (tracks.get(track).isPresent()) {
          OpusTimeline timeline = tracks.get(track).get();
          int number = track;
          timeline.fillAhead(settledUs, (placed, packet) -> store(number, placed, packet));
        }
      }
    }
  }

  private void store(int track, SampleInfo info, ByteBuffer data) throws IOException {
    long timeUs = info.timeUs() + shiftUs;
    file.write(
        track,
        new SampleInfo(
            timeUs, info.decodeTimeUs() + shiftUs, info.durationUs(), info.size(), info.keyframe()),
        data);
    endUs = Math.max(endUs, timeUs + info.durationUs());
  }

  /** Puts the timecode in front of the samples: one frame number for the whole file. */
  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    if (position.isPresent()) {
      NativeMovie movie = file.movie();
      timecodeTrack = movie.addTimecode(options.rate().timescale());
      movie.addEntry(timecodeTrack, timecodeEntry(options.rate()));
      for (int track = 0; track < tracks.size(); track++) {
        movie.refer(track, timecodeTrack);
      }
      ByteBuffer number = ByteBuffer.allocate(4).putInt(position.get().number()).flip();
      timecodeOffset = file.appendPayload(number);
    }
  }

  /** QuickTime File Format, timecode sample description. */
  private static byte[] timecodeEntry(TimecodeRate rate) {
    return ByteBuffer.allocate(TIMECODE_ENTRY_BYTES)
        .putInt(TIMECODE_ENTRY_BYTES)
        .put("tmcd".getBytes(US_ASCII))
        .position(14)
        .putShort((short) 1)
        .putInt(0)
        .putInt(rate.flags())
        .putInt(rate.timescale())
        .putInt(rate.frameTicks())
        .put((byte) rate.nominal())
        .array();
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void finish() throws IOException {
    begin();
    settle(cutUs.orElse(0));
    for (int track = 0; track < tracks.size(); track++) {
      if (tracks.get(track).isPresent()) {
        int number = track;
        tracks.get(track).get().finish((placed, packet) -> store(number, placed, packet));
      }
    }
    if (timecodeTrack >= 0) {
      long ticks = MediaTime.toTicks(endUs, options.rate().timescale());
      long duration = Math.max(1, Math.min(ticks, 0xFFFF_FFFFL));
      file.movie().add(timecodeTrack, 0, 4, true, 0, 0, timecodeOffset, duration);
    }
    file.movie().describe(BRAND, userData());
    file.finish();
  }

  private byte[] userData() {
    UserData data =
        new UserData()
            .with("\u00A9nam", options.title())
            .with("\u00A9ART", options.artist().orElse(names.size() == 1 ? names.get(0) : ""))
            .with("\u00A9too", "Kinora")
            .withOwn("SESSION_ID", options.session())
            .withOwn("ZONE", options.zone())
            .withOwn("DURATION_US", Long.toString(endUs - shiftUs));
    options.start().ifPresent(start -> addStart(data, start));
    return data.toBoxes();
  }

  private static void addStart(UserData data, OffsetDateTime start) {
    OffsetDateTime utc = start.withOffsetSameInstant(ZoneOffset.UTC);
    data.with("\u00A9day", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start))
        .withOwn(
            "START_UNIX_NS", Long.toString(utc.toEpochSecond() * 1_000_000_000 + utc.getNano()));
  }

  @Override
  public void close() {
    file.close();
  }
}
