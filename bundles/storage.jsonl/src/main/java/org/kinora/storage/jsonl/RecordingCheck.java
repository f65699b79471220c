package org.kinora.storage.jsonl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.kinora.lib.bitstream.Sniffer;
import org.kinora.lib.bitstream.Sniffer.Framing;
import org.kinora.lib.bitstream.Sniffer.Guess;
import org.kinora.lib.index.SampleTable;
import org.kinora.media.Blob;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.VideoFormat;
import org.kinora.storage.jsonl.LoadedRecording.Stream;

/** What a check looks at beyond opening: the totals of meta.json, and the bytes of all samples. */
final class RecordingCheck {
  /** What {@link Sniffer} can tell apart. */
  private static final Set<String> KNOWN_CODECS = Set.of("h264", "h265", "vp8", "vp9", "av1");

  private final Stream stream;
  private final Faults faults;
  private int next;

  private RecordingCheck(Stream stream, Faults faults) {
    this.stream = stream;
    this.faults = faults;
  }

  static void run(Path directory, LoadedRecording recording, Faults faults) throws IOException {
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
    for (Stream stream : recording.streams()) {
      RecordingCheck check = new RecordingCheck(stream, faults);
      check.totals(meta.stream(stream.files()));
      check.samples();
    }
  }

  /** Totals are written at the end; a crashed recording has none. */
  private void totals(JsonNode meta) {
    LoadedIndex index = stream.index();
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
    SampleTable table = stream.index().table();
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

  private String place(int sample) {
    return stream.files().data
        + ", sample "
        + sample
        + ", offset "
        + stream.index().table().position(sample);
  }
}
