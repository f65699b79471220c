package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleSink;

/**
 * Reads one track forward, and finds back to any sample.
 *
 * <p>Demuxers seek by time and may land anywhere near. Where it landed is recognised by the
 * packet's place in the file, its size and its time; if that is not certain, or lies too late,
 * reading begins again at the start of the file, where counting is safe.
 */
final class TrackCursor implements TrackSamples {
  private static final int PACKETS_TO_RECOGNISE = 256;

  private final Path file;
  private final AVInputFormat format;
  private final int stream;
  private final SampleTable table;
  private Demuxer demuxer;
  private PacketClock clock;
  private Payload payload;

  /** The sample that the demuxer hands out next. */
  private int next;

  /** The packet that recognition has read already, for sample {@link #next}. */
  private Optional<AVPacket> ahead = Optional.empty();

  /**
   * Opens the file for one track.
   *
   * @param table its packets, as a scan found them
   */
  TrackCursor(Path file, AVInputFormat format, int stream, SampleTable table)
      throws MediaException {
    this.file = file;
    this.format = format;
    this.stream = stream;
    this.table = table;
    demuxer = opened(file, format, stream);
    clock = new PacketClock(demuxer.stream(stream));
    payload = new Payload(demuxer.stream(stream));
  }

  private static Demuxer opened(Path file, AVInputFormat format, int stream) throws MediaException {
    Demuxer demuxer = Demuxer.open(file, format);
    demuxer.select(Set.of(stream));
    return demuxer;
  }

  @Override
  public SampleTable table() {
    return table;
  }

  @Override
  public void read(int first, int count, SampleSink sink) throws IOException {
    if (count == 0) {
      return;
    }
    moveTo(first);
    for (int i = first; i < first + count; i++) {
      AVPacket packet = advance();
      if (payload.size(packet) != table.size(i)) {
        throw missing(i, "a packet of " + payload.size(packet) + " bytes");
      }
      sink.accept(table.info(i), payload.of(packet));
    }
  }

  private void moveTo(int first) throws MediaException {
    int keyframe = Math.max(0, table.keyframeBefore(first));
    boolean ahead = first >= next && keyframe <= next;
    if (!ahead && !seek(keyframe, first)) {
      rewind();
    }
    while (next < first) {
      advance();
    }
  }

  private AVPacket advance() throws MediaException {
    Optional<AVPacket> packet = ahead.isPresent() ? ahead : packetOfTrack();
    ahead = Optional.empty();
    int sample = next++;
    return packet.orElseThrow(() -> missing(sample, "the end"));
  }

  private Optional<AVPacket> packetOfTrack() {
    Optional<AVPacket> packet = demuxer.next();
    while (packet.isPresent() && packet.get().stream_index() != stream) {
      packet = demuxer.next();
    }
    return packet;
  }

  /** Whether the demuxer now stands at a sample it recognised, at or before {@code first}. */
  private boolean seek(int keyframe, int first) {
    ahead = Optional.empty();
    next = Integer.MAX_VALUE;
    if (keyframe == 0 || !demuxer.seek(stream, clock.toTicks(table.decodeTimeUs(keyframe)))) {
      return false;
    }
    for (int i = 0; i < PACKETS_TO_RECOGNISE; i++) {
      Optional<AVPacket> packet = packetOfTrack();
      if (packet.isEmpty()) {
        return false;
      }
      int sample = recognise(packet.get());
      if (sample >= 0) {
        next = sample;
        ahead = packet;
        return sample <= first;
      }
    }
    return false;
  }

  /** The one sample that this packet can be; -1 if there is none, or more than one. */
  private int recognise(AVPacket packet) {
    long timeUs = clock.timeUs(packet);
    if (packet.pos() < 0 || timeUs == MediaTime.UNKNOWN) {
      return -1;
    }
    int sizeBytes = payload.size(packet);
    int found = -1;
    for (int i = 0; i < table.count(); i++) {
      if (table.position(i) == packet.pos()
          && table.size(i) == sizeBytes
          && table.timeUs(i) == timeUs) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  /** What is open stays so if the file does not open again. */
  private void rewind() throws MediaException {
    Demuxer anew = opened(file, format, stream);
    demuxer.close();
    demuxer = anew;
    clock = new PacketClock(demuxer.stream(stream));
    payload = new Payload(demuxer.stream(stream));
    ahead = Optional.empty();
    next = 0;
  }

  private MediaException missing(int sample, String found) {
    return new MediaException(
        MediaError.DATA_RANGE_ERROR,
        "%s, track %d, sample %d: found %s, expected %d bytes; the file has changed"
            .formatted(file, stream + 1, sample, found, table.size(sample)));
  }

  @Override
  public void close() {
    demuxer.close();
  }
}
