package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaTime;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;

/** Reads a whole container without decoding it and names what is wrong. */
final class ContainerCheck {
  /** Headers round their durations to milliseconds or frames; less than this is no loss. */
  private static final long TOLERANCE_US = 100_000;

  private final Demuxer demuxer;
  private final RecordingInfo info;
  private final FaultSink faults;
  private final PacketClock[] clocks;
  private final int[] samples;
  private final long[] lastDecodeUs;
  private final long[] endUs;

  ContainerCheck(Demuxer demuxer, RecordingInfo info, FaultSink faults) {
    this.demuxer = demuxer;
    this.info = info;
    this.faults = faults;
    int count = demuxer.streamCount();
    clocks = new PacketClock[count];
    for (int i = 0; i < count; i++) {
      clocks[i] = new PacketClock(demuxer.stream(i));
    }
    samples = new int[count];
    lastDecodeUs = new long[count];
    Arrays.fill(lastDecodeUs, MediaTime.UNKNOWN);
    endUs = new long[count];
  }

  void run() throws IOException {
    nameStreamsLeftOut();
    Optional<AVPacket> next = demuxer.nextOrPart();
    while (next.isPresent()) {
      check(next.get());
      next = demuxer.nextOrPart();
    }
    Optional<String> failure = demuxer.failure();
    if (failure.isPresent()) {
      fault(Severity.LOSS, info.id(), "reading stopped before the end: " + failure.get());
    }
    checkEnd();
  }

  private void nameStreamsLeftOut() throws IOException {
    for (int i = 0; i < demuxer.streamCount(); i++) {
      if (StreamFormats.of(demuxer.stream(i)).isEmpty()) {
        String codec = avcodec_get_name(demuxer.stream(i).codecpar().codec_id()).getString();
        fault(
            Severity.NOTE,
            "stream " + (i + 1),
            "a stream of " + codec + " is neither picture nor sound and is left out");
      }
    }
  }

  private void check(AVPacket packet) throws IOException {
    int stream = packet.stream_index();
    if (stream >= samples.length) {
      return;
    }
    String place = "track " + (stream + 1) + ", sample " + samples[stream]++;
    if (Demuxer.isPart(packet)) {
      fault(
          Severity.LOSS,
          place + ", offset " + packet.pos(),
          "the sample is cut off or damaged; found " + packet.size() + " bytes of it");
    }
    long decodeUs = clocks[stream].decodeTimeUs(packet);
    if (decodeUs != MediaTime.UNKNOWN) {
      if (lastDecodeUs[stream] != MediaTime.UNKNOWN && decodeUs < lastDecodeUs[stream]) {
        fault(
            Severity.WARNING,
            place,
            "decode time falls from "
                + lastDecodeUs[stream]
                + " to "
                + decodeUs
                + " us; the earlier one is kept");
      }
      lastDecodeUs[stream] = decodeUs;
    }
    long timeUs = clocks[stream].timeUs(packet);
    if (timeUs == MediaTime.UNKNOWN && samples[stream] == 1) {
      fault(
          Severity.WARNING,
          "track " + (stream + 1),
          "samples have no presentation times; their decode times are taken");
    }
    long startUs = timeUs == MediaTime.UNKNOWN ? decodeUs : timeUs;
    if (startUs != MediaTime.UNKNOWN) {
      long durationUs = clocks[stream].durationUs(packet);
      long end = startUs + (durationUs == MediaTime.UNKNOWN ? 0 : durationUs);
      endUs[stream] = Math.max(endUs[stream], end);
    }
  }

  private void checkEnd() throws IOException {
    if (info.durationUs().isEmpty()) {
      fault(
          Severity.WARNING,
          info.id(),
          "the header has no duration: the file was streamed or never finished");
      return;
    }
    long latestUs = 0;
    for (Track track : info.tracks()) {
      latestUs = Math.max(latestUs, endUs[track.id() - 1]);
    }
    long expectedUs = info.durationUs().getAsLong();
    if (latestUs + TOLERANCE_US < expectedUs) {
      fault(
          Severity.LOSS,
          info.id(),
          "the last sample ends at %d us, the header says %d us: the file is cut off"
              .formatted(latestUs, expectedUs));
    }
  }

  private void fault(Severity severity, String place, String message) throws IOException {
    faults.accept(new Fault(severity, place, message));
  }
}
