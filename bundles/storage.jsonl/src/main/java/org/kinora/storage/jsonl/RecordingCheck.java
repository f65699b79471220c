package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.H264;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Sniffer;
import org.kinora.lib.bitstream.Sniffer.Framing;
import org.kinora.lib.bitstream.Sniffer.Guess;
import org.kinora.lib.index.SampleTable;
import org.kinora.lib.provider.Faults;
import org.kinora.media.Blob;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleSink;
import org.kinora.media.VideoFormat;

/** What a check looks at beyond opening: the totals of meta.json, and the bytes of all samples. */
final class RecordingCheck {
  /** What {@link Sniffer} can tell apart. */
  private static final Set<String> KNOWN_CODECS = Set.of("h264", "h265", "vp8", "vp9", "av1");

  /** The recorder lists its samples every hundred; more is no tail. */
  private static final int MOST_REST_BYTES = 16 << 20;

  private final OpenedStream stream;
  private final LoadedIndex index;
  private final Faults faults;
  private int next;

  private RecordingCheck(OpenedStream stream, Faults faults) throws IOException {
    this.stream = stream;
    index = stream.index().whole();
    this.faults = faults;
  }

  static void run(Path directory, OpenedRecording recording, Faults faults) throws IOException {
    Meta meta = recording.meta();
    Path folder = directory.toAbsolutePath().normalize().getFileName();
    if (!meta.id().isEmpty() && folder != null && !meta.id().equals(folder.toString())) {
      faults.add(
          Severity.NOTE,
          Meta.FILE,
          () -> "its id is %s in the folder %s".formatted(meta.id(), folder));
    }
    if (!meta.isCompleted()) {
      faults.add(Severity.NOTE, Meta.FILE, () -> "the recorder did not complete the recording");
    }
    for (OpenedStream stream : recording.streams()) {
      RecordingCheck check = new RecordingCheck(stream, faults);
      check.totals(meta.stream(stream.files()));
      check.samples();
      check.rest();
    }
  }

  /** Totals are written at the end; a crashed recording has none. */
  private void totals(JsonNode meta) {
    total(meta, "totalChunks", index.lines());
    total(meta, "totalBytes", stream.data().sizeBytes());
    if (index.table().count() > 0) {
      total(meta, "firstTimestamp", index.table().timeUs(0) + index.originUs());
      total(meta, "lastTimestamp", index.lastTimestampUs());
    }
  }

  private void total(JsonNode meta, String member, long found) {
    OptionalLong stated = Meta.integer(meta, member);
    if (stated.isPresent() && stated.getAsLong() != found) {
      faults.add(
          Severity.WARNING,
          Meta.FILE,
          () ->
              "%s of %s is %d; it states %d"
                  .formatted(member, stream.files().index, found, stated.getAsLong()));
    }
  }

  /** Reads on behind what cannot be read, unless it is the disk that fails. */
  private void samples() throws IOException {
    SampleTable table = index.table();
    while (next < table.count()) {
      try {
        stream.data().read(table, next, table.count(), this::sample);
      } catch (MediaException e) {
        if (e.code() == MediaError.IO_ERROR) {
          throw e;
        }
        faults.add(Severity.LOSS, place(next), e::getMessage);
        next++;
      }
    }
  }

  private void sample(SampleInfo info, ByteBuffer data) {
    int sample = next++;
    if (!info.keyframe() || !(stream.track().format() instanceof VideoFormat video)) {
      return;
    }
    Optional<Guess> guess = Sniffer.sniff(data);
    String seen = guess.map(Guess::codec).orElse("no codec that is known");
    if (KNOWN_CODECS.contains(video.codec()) && !seen.equals(video.codec())) {
      faults.add(
          Severity.WARNING,
          place(sample),
          () -> "%s is stated; it looks like %s".formatted(video.codec(), seen));
    }
    guess.ifPresent(found -> framing(sample, found.framing(), video.config()));
  }

  private void framing(int sample, Framing framing, Blob config) {
    if (framing == Framing.LENGTH_PREFIXED && config.isEmpty()) {
      faults.add(
          Severity.LOSS,
          place(sample),
          () ->
              "its NAL units have length prefixes, and the configuration to decode them is not stored");
    } else if (framing == Framing.ANNEX_B && !config.isEmpty()) {
      faults.add(
          Severity.WARNING,
          place(sample),
          () -> "its NAL units have start codes; the stored configuration means length prefixes");
    }
  }

  /**
   * Counts the pictures behind the last sample, where start codes tell them apart. Their bytes may
   * be whole, but when each was shown is stored nowhere, so they are no samples.
   */
  private void rest() throws IOException {
    long from = index.endOffset();
    int sizeBytes = (int) Math.min(stream.data().sizeBytes() - from, MOST_REST_BYTES);
    if (sizeBytes <= 0
        || !(stream.track().format() instanceof VideoFormat video && video.config().isEmpty())) {
      return;
    }
    Optional<NalCodec> codec = NalCodec.of(video.codec());
    if (codec.isPresent()) {
      int[] pictures = new int[1];
      SampleTable rest = SampleTable.builder().add(0, 0, 0, from, sizeBytes, true).build();
      SampleSink count = (info, data) -> pictures[0] = picturesIn(codec.get(), data);
      stream.data().read(rest, 0, 1, count);
      faults.add(
          Severity.NOTE,
          stream.files().data + ", offset " + from,
          () ->
              "%d pictures begin in what has no line; their times are stored nowhere"
                  .formatted(pictures[0]));
    }
  }

  /** Slices that begin a picture: the first bit behind their header is set. */
  private static int picturesIn(NalCodec codec, ByteBuffer data) {
    int[] pictures = new int[1];
    int headerBytes = codec == NalCodec.AVC ? 1 : 2;
    int lastSliceType = codec == NalCodec.AVC ? H264.NAL_IDR : 31;
    int firstSliceType = codec == NalCodec.AVC ? 1 : 0;
    AnnexB.forEachNal(
        data,
        nal -> {
          int type = codec.typeOf(nal);
          boolean slice = type >= firstSliceType && type <= lastSliceType;
          if (slice && nal.remaining() > headerBytes && nal.get(nal.position() + headerBytes) < 0) {
            pictures[0]++;
          }
        });
    return pictures[0];
  }

  private String place(int sample) {
    return stream.files().data
        + ", sample "
        + sample
        + ", offset "
        + index.table().position(sample);
  }
}
