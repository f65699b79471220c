package org.kinora.storage.rf1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;

/**
 * Writes one track, segment after segment. A segment ends before a key frame when what is left of
 * it is less than twice the longest group of pictures so far; a group that is longer still is cut
 * where the segment is full. Each segment begins with the parameter sets seen last.
 */
final class TrackWriter implements Closeable {
  private static final int NO_LENGTHS = 0;

  private final Path directory;
  private final Track track;
  private final String name;
  private final VideoFormat format;
  private final NalCodec codec;
  private final long originUs;

  /** Bytes of the length before each NAL unit; {@link #NO_LENGTHS} for a byte stream. */
  private final int lengthSize;

  private SegmentWriter segment;
  private List<Blob> parameterSets;
  private Extent groupStart = Extent.NOTHING;
  private Extent longestGroup = Extent.NOTHING;
  private long lastUs;
  private long samples;

  /**
   * Creates the first segment.
   *
   * @param name the track's name on the disk
   * @param originUs the wall clock at time 0
   * @throws MediaException DECODE_ERROR if the track's configuration is broken
   */
  TrackWriter(Path directory, Track track, String name, long originUs) throws IOException {
    this.directory = directory;
    this.track = track;
    this.name = name;
    this.originUs = originUs;
    format = (VideoFormat) track.format();
    codec = NalCodec.of(format.codec()).orElseThrow();
    if (format.config().isEmpty()) {
      lengthSize = NO_LENGTHS;
      parameterSets = List.of();
    } else {
      ParameterSets sets = ParameterSets.fromConfig(codec, format.config());
      lengthSize = sets.lengthSize();
      parameterSets = Stream.of(sets.vps(), sets.sps(), sets.pps()).flatMap(List::stream).toList();
    }
    segment = newSegment(originUs);
  }

  private SegmentWriter newSegment(long timeBaseUs) throws IOException {
    String base = Long.toString(Math.floorDiv(timeBaseUs, 1000L));
    return new SegmentWriter(
        new SegmentFiles(directory, base, name),
        Header.ofVideo(codec.word(), timeBaseUs, format.width(), format.height()));
  }

  int trackId() {
    return track.id();
  }

  /**
   * Refuses what the format cannot hold.
   *
   * @throws MediaException MUX_ERROR, DECODE_ERROR; nothing has changed
   */
  Picture check(SampleInfo info, ByteBuffer data) throws MediaException {
    if (info.timeUs() != info.decodeTimeUs()) {
      throw refuse(
          "shown at %d us, decoded at %d us; the format holds no reordered pictures"
              .formatted(info.timeUs(), info.decodeTimeUs()));
    }
    if (info.timeUs() < lastUs) {
      throw refuse("time %d us lies before %d us".formatted(info.timeUs(), lastUs));
    }
    if (info.timeUs() > Long.MAX_VALUE / Entry.TICKS_PER_SECOND - originUs) {
      throw refuse("time %d us is too far".formatted(info.timeUs()));
    }
    if (info.size() != data.remaining()) {
      throw refuse("%d bytes are stated, %d given".formatted(info.size(), data.remaining()));
    }
    Picture picture =
        lengthSize == NO_LENGTHS
            ? Picture.ofAnnexB(codec, info.keyframe(), data)
            : Picture.ofLengthPrefixed(codec, info.keyframe(), data, lengthSize);
    if (picture.nals().isEmpty()) {
      throw refuse("it holds no NAL unit");
    }
    if (!withSets(picture).fits()) {
      throw refuse("%s is more than a segment holds".formatted(picture.extent()));
    }
    return picture;
  }

  private Extent withSets(Picture picture) {
    long bytes =
        parameterSets.stream().mapToLong(set -> set.size() + Picture.START_CODE_BYTES).sum();
    return picture.extent().plus(new Extent(0, bytes, parameterSets.size()));
  }

  private MediaException refuse(String problem) {
    return new MediaException(
        MediaError.MUX_ERROR, "track %d, sample %d: %s".formatted(track.id(), samples, problem));
  }

  /** Appends a picture that was checked. */
  void append(Picture picture, long timeUs) throws IOException {
    long epochUs = originUs + timeUs;
    if (picture.isKeyframe()) {
      longestGroup = longestGroup.max(segment.extent().minus(groupStart));
    }
    if (isFull(picture, epochUs)) {
      segment.finish();
      segment.close();
      segment = newSegment(epochUs);
      groupStart = Extent.NOTHING;
    }
    if (picture.isKeyframe()) {
      groupStart = segment.extent();
    }
    completeParameterSets(picture);
    segment.append(picture, Math.toIntExact(segment.ticksAt(epochUs)));
    lastUs = timeUs;
    samples++;
  }

  private boolean isFull(Picture picture, long epochUs) {
    long ticks = segment.ticksAt(epochUs);
    Extent used = segment.extent();
    Extent now = new Extent(ticks, used.bytes(), used.entries());
    Extent group = longestGroup.plus(longestGroup);
    boolean groupFits = !picture.isKeyframe() || segment.isEmpty() || now.plus(group).fits();
    return !groupFits || !now.plus(withSets(picture)).fits();
  }

  /** Keeps parameter sets for later pictures, or puts them where a decoder must find them. */
  private void completeParameterSets(Picture picture) {
    List<Blob> own = picture.parameterSets();
    if (!own.isEmpty()) {
      parameterSets = own;
    } else if (segment.isEmpty() || (lengthSize != NO_LENGTHS && picture.isKeyframe())) {
      picture.putInFront(parameterSets);
    }
  }

  void drain() throws IOException {
    segment.drain();
  }

  void finish() throws IOException {
    segment.finish();
  }

  @Override
  public void close() throws IOException {
    segment.close();
  }
}
