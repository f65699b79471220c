package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** One muxer on its file, closed in the order that the contract asks for. */
final class MuxerSession implements AutoCloseable {
  /** A full second, so that a timecode's frame begins at time 0. */
  static final ZonedDateTime STARTED = ZonedDateTime.parse("2026-03-01T12:00:00+02:00");

  private final SeekableByteChannel out;
  private final Muxer muxer;

  /**
   * A sample whose turn it is.
   *
   * @param clip which of the clips it belongs to
   * @param track the muxer's number for that
   */
  record Turn(int clip, int track, Sample sample) {}

  private MuxerSession(SeekableByteChannel out, Muxer muxer) {
    this.out = out;
    this.muxer = muxer;
  }

  /** A muxer that writes to a new file. */
  static MuxerSession open(MuxerFactory factory, Path file, MuxerSettings settings)
      throws IOException {
    return open(factory, newFile(file), settings);
  }

  static MuxerSession open(MuxerFactory factory, SeekableByteChannel out, MuxerSettings settings)
      throws IOException {
    try {
      return new MuxerSession(out, factory.create(out, settings));
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  static FileChannel newFile(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** A file of all samples of these clips, one a track. */
  static MuxerSettings settings(List<Clip> clips, Map<String, String> options) {
    return MuxerSettings.of(recording(clips), options);
  }

  /** The same, written as the samples arrive. */
  static MuxerSettings live(List<Clip> clips, Map<String, String> options) {
    return new MuxerSettings(recording(clips), OptionalLong.empty(), true, options);
  }

  static RecordingInfo recording(List<Clip> clips) {
    List<Track> tracks = new ArrayList<>();
    for (Clip clip : clips) {
      tracks.add(track(clip, tracks.size() + 1));
    }
    return new RecordingInfo(
        "rec_1", Optional.of(STARTED), OptionalLong.empty(), true, tracks, Map.of());
  }

  static Track track(Clip clip, int id) {
    return new Track(id, clip.track().format(), clip.track().timescale(), clip.track().name());
  }

  Muxer muxer() {
    return muxer;
  }

  SeekableByteChannel out() {
    return out;
  }

  void write(int track, Sample sample) throws IOException {
    Lent.lend(sample.data(), data -> muxer.write(track, sample.info(), data));
  }

  /** Adds the clips as tracks; their samples take turns by decode time. */
  List<Turn> addAll(List<Clip> clips) throws IOException {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      int clip = i;
      int track = muxer.addTrack(track(clips.get(i), i + 1));
      clips.get(i).samples().forEach(sample -> turns.add(new Turn(clip, track, sample)));
    }
    turns.sort(Comparator.comparingLong(turn -> turn.sample().info().decodeTimeUs()));
    return turns;
  }

  /** Adds the clips as tracks and writes them interleaved by decode time. */
  void writeAll(List<Clip> clips) throws IOException {
    writeTurns(addAll(clips));
  }

  void writeTurns(List<Turn> turns) throws IOException {
    for (Turn turn : turns) {
      write(turn.track(), turn.sample());
    }
  }

  /** How many samples each of the clips has among these. */
  static List<Integer> counts(List<Turn> turns, int clips) {
    Integer[] counts = new Integer[clips];
    Arrays.fill(counts, 0);
    turns.forEach(turn -> counts[turn.clip()]++);
    return List.of(counts);
  }

  @Override
  public void close() throws IOException {
    muxer.close();
    out.close();
  }
}
