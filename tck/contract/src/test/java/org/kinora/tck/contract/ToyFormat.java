package org.kinora.tck.contract;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kinora.lib.provider.NewDirectory;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/**
 * A small format that keeps the contract, or breaks one rule of it. A directory holds {@code about}
 * (who and which tracks), {@code data} (records with checksums), and {@code done} once it is
 * finished.
 */
final class ToyFormat implements StorageFormat {
  static final String DATA = "data.toy";
  static final String DONE = "done.toy";
  private static final String ABOUT = "about.toy";
  private static final int MAGIC = 0x544F5931;

  /** The rule that is broken. */
  enum Bug {
    NONE,
    PROBE_THROWS,
    PROBE_WRITES,
    PROBE_READS_ALL,
    FLOOR_IS_LATE,
    KEYFRAME_IGNORES_TIME,
    INDEX_CLAMPS,
    SWALLOWS_SINK_FAILURE,
    STOPS_AT_THE_END,
    SHARES_BUFFER,
    READS_AFTER_CLOSE,
    READS_IN_TWO_THREADS,
    VERIFY_COMPLAINS,
    TRUSTS_TORN_RECORDS,
    WRITER_KEEPS_BUFFER,
    WRITER_IGNORES_POSITION,
    WRITER_ROUNDS_TIMES,
    CLOSE_COMPLETES,
    FLUSH_DOES_NOTHING,
    ACCEPTS_FALLING_TIMES,
    OVERWRITES,
    SKIPS_TRACKS,
    READS_ONCE,
    CALLS_READ_FAILURES_DAMAGE,
    WRITES_ONCE,
    SYNCS_NO_BYTES,
    SYNCS_NO_NAMES,
    TRIES_AGAIN,
    LETS_TWO_THREADS_IN,
    LEAVES_REMAINS,
    STAYS_WITH_ITS_THREAD
  }

  private final Bug bug;
  private final ByteBuffer shared = ByteBuffer.allocate(1 << 20);

  ToyFormat(Bug bug) {
    this.bug = bug;
  }

  boolean has(Bug which) {
    return bug == which;
  }

  ByteBuffer buffer(int size) {
    return has(Bug.SHARES_BUFFER) ? shared.clear().limit(size) : ByteBuffer.allocate(size);
  }

  @Override
  public Probe probe(Path at) throws IOException {
    Path about = at.resolve(ABOUT);
    if (has(Bug.PROBE_WRITES) && Files.isDirectory(at)) {
      Files.writeString(at.resolve("lock"), "");
    }
    if (!has(Bug.PROBE_THROWS) && !Files.isRegularFile(about)) {
      return new Probe.NoMatch("no file " + ABOUT);
    }
    if (has(Bug.PROBE_READS_ALL)) {
      Files.readAllBytes(at.resolve(DATA));
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(about))) {
      byte[] head = in.readNBytes(4);
      return head.length == 4 && ByteBuffer.wrap(head).getInt() == MAGIC
          ? new Probe.Match(1)
          : new Probe.NoMatch(ABOUT + " begins with something else");
    }
  }

  @Override
  public RecordingReader open(Path at) throws IOException {
    if (!Files.exists(at)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "nothing at " + at);
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(at.resolve(ABOUT)))) {
      return new ToyReader(this, at, readAbout(in, Files.exists(at.resolve(DONE))));
    } catch (NoSuchFileException | EOFException | UTFDataFormatException | RuntimeException e) {
      throw new MediaException(MediaError.META_NOT_FOUND, "unreadable " + at, e);
    } catch (IOException e) {
      boolean isDamage = has(Bug.CALLS_READ_FAILURES_DAMAGE) && !(e instanceof MediaException);
      throw isDamage ? new MediaException(MediaError.META_NOT_FOUND, "unreadable " + at, e) : e;
    }
  }

  @Override
  public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
      throws IOException {
    if (!options.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "this format has no options; found " + options.keySet());
    }
    for (Track track : info.tracks()) {
      if (track.format() instanceof EventFormat && !has(Bug.SKIPS_TRACKS)) {
        throw new MediaException(MediaError.TRACK_NOT_SUPPORTED, "events: " + track);
      }
    }
    if (has(Bug.OVERWRITES) && Files.exists(at)) {
      delete(at);
    }
    NewDirectory directory = NewDirectory.create(at);
    try {
      ByteArrayOutputStream about = new ByteArrayOutputStream();
      writeAbout(new DataOutputStream(about), info);
      directory.replace(ABOUT, about.toByteArray());
      return new ToyWriter(this, directory, info);
    } catch (IOException e) {
      if (!has(Bug.LEAVES_REMAINS)) {
        directory.discard(e);
      }
      throw new MediaException(MediaError.IO_ERROR, at + " cannot be created: " + e, e);
    }
  }

  private static void delete(Path at) throws IOException {
    try (Stream<Path> old = Files.walk(at)) {
      for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void writeAbout(DataOutputStream out, RecordingInfo info) throws IOException {
    out.writeInt(MAGIC);
    out.writeUTF(info.id());
    out.writeUTF(info.startedAt().orElseThrow().toString());
    out.writeByte(info.tracks().size());
    for (Track track : info.tracks()) {
      out.writeByte(track.id());
      out.writeInt(track.timescale());
      out.writeUTF(track.name());
      out.writeUTF(track.format().codec());
      boolean video = track.format() instanceof VideoFormat;
      out.writeBoolean(video);
      if (track.format() instanceof VideoFormat v) {
        out.writeInt(v.width());
        out.writeInt(v.height());
      } else if (track.format() instanceof AudioFormat a) {
        out.writeInt(a.sampleRate());
        out.writeInt(a.channels());
      }
    }
  }

  private static RecordingInfo readAbout(DataInputStream in, boolean complete) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new MediaException(MediaError.INDEX_PARSE_ERROR, "no magic in " + ABOUT);
    }
    String id = in.readUTF();
    ZonedDateTime startedAt = ZonedDateTime.parse(in.readUTF());
    List<Track> tracks = new ArrayList<>();
    int count = in.readByte();
    for (int i = 0; i < count; i++) {
      int trackId = in.readByte();
      int timescale = in.readInt();
      String name = in.readUTF();
      tracks.add(new Track(trackId, readFormat(in), timescale, name));
    }
    return new RecordingInfo(
        id, Optional.of(startedAt), OptionalLong.empty(), complete, tracks, Map.of());
  }

  private static TrackFormat readFormat(DataInputStream in) throws IOException {
    String codec = in.readUTF();
    boolean video = in.readBoolean();
    int first = in.readInt();
    int second = in.readInt();
    return video
        ? new VideoFormat(codec, first, second, ColorInfo.UNSPECIFIED, Blob.EMPTY)
        : new AudioFormat(codec, first, second, 0, Blob.EMPTY);
  }
}
