package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.kinora.media.AudioFormat;
import org.kinora.media.ColorInfo;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Segment;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.TrackIndex;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/**
 * A recording as text, one fact a line: what it is probed as, what it says of itself, its tracks,
 * each sample with the CRC-32 (ISO-HDLC) of its bytes, and what a check finds. What cannot be
 * opened or read has the code of its failure there instead.
 */
public final class CorpusDump {
  private final List<String> lines = new ArrayList<>();

  private CorpusDump() {}

  /**
   * Reads a whole recording.
   *
   * @return its lines, each ended by a line feed
   * @throws IOException if the disk fails; never for what is wrong with the recording
   */
  public static String of(StorageFormat format, Path at) throws IOException {
    CorpusDump dump = new CorpusDump();
    dump.probe(format.probe(at));
    try (RecordingReader reader = format.open(at)) {
      dump.recording(reader.info());
      for (Segment segment : reader.segments()) {
        dump.segment(segment);
      }
      for (Track track : reader.info().tracks()) {
        dump.track(track);
        dump.samples(reader, track);
      }
      dump.faults(reader);
    } catch (MediaException e) {
      dump.lines.add("refused " + e.code());
    }
    return String.join("\n", dump.lines) + "\n";
  }

  private void probe(Probe probe) {
    if (probe instanceof Probe.Match match) {
      lines.add("probe match version=%d".formatted(match.version()));
    } else if (probe instanceof Probe.WrongVersion wrong) {
      lines.add(
          "probe version=%d reads=%d..%d".formatted(wrong.found(), wrong.oldest(), wrong.newest()));
    } else {
      lines.add("probe no match");
    }
  }

  private void recording(RecordingInfo info) {
    lines.add(
        "recording %s started=%s duration=%s complete=%s"
            .formatted(
                info.id(),
                info.startedAt().map(Object::toString).orElse("?"),
                info.durationUs().isPresent() ? info.durationUs().getAsLong() : "?",
                info.complete()));
    new TreeMap<>(info.tags())
        .forEach(
            (name, value) -> lines.add("tag %s=%s".formatted(name, value.replace("\n", "\\n"))));
  }

  private void segment(Segment segment) {
    lines.add(
        "segment %s start=%d end=%d bytes=%d complete=%s"
            .formatted(
                String.join(
                    " ", segment.files().stream().map(f -> f.getFileName().toString()).toList()),
                segment.startUs(),
                segment.endUs(),
                segment.sizeBytes(),
                segment.complete()));
  }

  private void track(Track track) {
    lines.add(
        "track %d '%s' timescale=%d %s"
            .formatted(track.id(), track.name(), track.timescale(), describe(track.format())));
  }

  private static String describe(TrackFormat format) {
    if (format instanceof VideoFormat video) {
      ColorInfo color = video.color();
      return "video %s %dx%d color=%s/%d/%d/%d config=%s"
          .formatted(
              video.codec(),
              video.width(),
              video.height(),
              color.range(),
              color.primaries(),
              color.transfer(),
              color.matrix(),
              video.config());
    }
    if (format instanceof AudioFormat audio) {
      return "audio %s rate=%d channels=%d preskip=%d config=%s"
          .formatted(
              audio.codec(), audio.sampleRate(), audio.channels(), audio.preSkip(), audio.config());
    }
    return "events %s schema=%d".formatted(format.codec(), ((EventFormat) format).schemaVersion());
  }

  /** One sample a call, so that what cannot be read costs one line. */
  private void samples(RecordingReader reader, Track track) throws IOException {
    TrackIndex index = reader.index(track.id());
    for (int i = 0; i < index.count(); i++) {
      SampleInfo info = index.info(i);
      lines.add(
          "%d/%d time=%d decode=%d duration=%d size=%d%s %s"
              .formatted(
                  track.id(),
                  i,
                  info.timeUs(),
                  info.decodeTimeUs(),
                  info.durationUs(),
                  info.size(),
                  info.keyframe() ? " K" : "",
                  checksum(reader, new SampleRange(track.id(), i, 1))));
    }
  }

  private static String checksum(RecordingReader reader, SampleRange range) throws IOException {
    CRC32 crc = new CRC32();
    try {
      reader.read(range, (info, data) -> crc.update(data));
      return "crc=%08x".formatted(crc.getValue());
    } catch (MediaException e) {
      return e.code().name();
    }
  }

  private void faults(RecordingReader reader) throws IOException {
    reader.verify(fault -> lines.add("fault %s %s".formatted(fault.severity(), fault.place())));
  }
}
