package org.kinora.storage.rf1;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Sniffer;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.VideoFormat;
import org.kinora.storage.rf1.LoadedRecording.LoadedTrack;

/** What a check looks at beyond opening: whether NAL units are what their flags say. */
final class TrackCheck {
  private final NalCodec codec;
  private final FaultSink faults;
  private @Nullable StoredSegment segment;

  private TrackCheck(NalCodec codec, FaultSink faults) {
    this.codec = codec;
    this.faults = faults;
  }

  static void run(LoadedTrack track, FaultSink faults) throws IOException {
    VideoFormat format = (VideoFormat) track.track().format();
    TrackCheck check = new TrackCheck(NalCodec.of(format.codec()).orElseThrow(), faults);
    track.reader().forEachNal(check::nal);
    check.size(track, format);
  }

  private void nal(SegmentIndex index, int entry, ByteBuffer stored) throws IOException {
    int flags = index.flags(entry);
    startOfSegment(index, entry);
    if ((flags & ~Entry.ALL_FLAGS) != 0) {
      tell(Severity.WARNING, index, entry, "flags %#x have no meaning".formatted(flags));
    }
    int startCode = StoredNal.startCodeBytes(stored);
    if ((flags & Entry.ANNEX_B) != 0 && startCode == 0) {
      tell(Severity.WARNING, index, entry, "the NAL unit has no start code, its flag says it has");
    }
    if (startCode == stored.remaining()) {
      tell(Severity.WARNING, index, entry, "the NAL unit is empty");
      return;
    }
    int header = stored.get(stored.position() + startCode) & 0xFF;
    if ((flags & Entry.PARAMETER_SET) != 0 != codec.isParameterSet(header)) {
      tell(
          Severity.WARNING,
          index,
          entry,
          "a NAL unit of type %d with flags %d".formatted(codec.typeOf(header), flags));
    }
    if (codec.isKeySlice(header) && (flags & Entry.KEYFRAME) == 0) {
      tell(
          Severity.NOTE,
          index,
          entry,
          "a slice of a key frame without its flag; no seek goes there");
    }
  }

  /** A segment is to be decodable by itself. */
  private void startOfSegment(SegmentIndex index, int entry) throws IOException {
    if (index.segment().equals(segment)) {
      return;
    }
    segment = index.segment();
    if (!index.hasFlag(entry, Entry.KEYFRAME)) {
      tell(Severity.WARNING, index, entry, "the segment begins without a key frame");
    } else if (!index.hasFlag(entry, Entry.PARAMETER_SET)) {
      tell(Severity.NOTE, index, entry, "the segment begins without parameter sets");
    }
  }

  private void size(LoadedTrack track, VideoFormat stated) throws IOException {
    if (track.reader().table().count() == 0) {
      return;
    }
    track
        .reader()
        .read(
            0,
            1,
            (info, data) -> {
              VideoFormat seen = Sniffer.format(stated.codec(), data).orElse(stated);
              if (seen.width() != stated.width() || seen.height() != stated.height()) {
                faults.accept(
                    new Fault(
                        Severity.WARNING,
                        track.reader().segments().get(0).files().indexName() + ", offset 26",
                        "picture of %dx%d, the parameter set says %dx%d"
                            .formatted(
                                stated.width(), stated.height(), seen.width(), seen.height())));
              }
            });
  }

  private void tell(Severity severity, SegmentIndex index, int entry, String message)
      throws IOException {
    faults.accept(
        new Fault(
            severity,
            "%s; %s, offset %d"
                .formatted(
                    index.segment().place(entry),
                    index.segment().files().packetsName(),
                    index.location(entry)),
            message));
  }
}
