package org.kinora.container.mp4;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.kinora.lib.movie.BoxFile;
import org.kinora.lib.movie.FoundMovie;
import org.kinora.lib.movie.FoundSample;
import org.kinora.lib.movie.FoundTrack;
import org.kinora.lib.movie.FragmentScan;
import org.kinora.media.MediaException;
import org.kinora.media.SalvageReport;
import org.kinora.media.SalvageReport.TrackReport;
import org.kinora.spi.container.Salvage;

/**
 * The samples that a file holds, in its tables and in fragments. They are counted first, and listed
 * again to be copied.
 */
final class Mp4Salvage implements Salvage {
  private static final long OPUS_ROLL_MS = 80;

  private final BoxFile file;
  private final FragmentScan scan;
  private final FoundMovie movie;
  private final List<FoundTrack> tracks;
  private final long[] samples;
  private final long[] firstTicks;
  private final long[] endTicks;
  private final SalvageReport report;
  private long keptBytes;

  Mp4Salvage(BoxFile file, FragmentScan scan, FoundMovie movie) throws IOException {
    this.file = file;
    this.scan = scan;
    this.movie = movie;
    tracks = List.copyOf(movie.tracks().values());
    samples = new long[tracks.size()];
    firstTicks = new long[tracks.size()];
    endTicks = new long[tracks.size()];
    scan.read(movie, this::count);
    boolean whole = isFinished() && !scan.isCut() && movie.damagedTracks().isEmpty();
    long kept = scan.isCut() ? keptBytes : file.sizeBytes();
    report =
        new SalvageReport(
            "mp4", whole, kept, file.sizeBytes() - kept, durationUs(), trackReports());
  }

  /** A file of fragments says last how long it is, unless it said so of those in its tables. */
  private boolean isFinished() {
    boolean mixed = tracks.stream().anyMatch(track -> track.tableSamples() > 0);
    return !movie.fragmented() || scan.hasAccess() || (movie.durationUs() > 0 && !mixed);
  }

  private void count(FoundSample sample) {
    int track = sample.track();
    long shown = sample.presentationTicks() + tracks.get(track).shiftTicks();
    firstTicks[track] = samples[track] == 0 ? shown : Math.min(firstTicks[track], shown);
    endTicks[track] = Math.max(endTicks[track], shown + sample.durationTicks());
    samples[track]++;
    keptBytes = Math.max(keptBytes, sample.end());
  }

  private long durationUs() {
    long durationUs = 0;
    for (int i = 0; i < tracks.size(); i++) {
      long endUs = FoundMovie.toUs(endTicks[i], tracks.get(i).timescale());
      durationUs = Math.max(durationUs, endUs);
    }
    return durationUs;
  }

  private List<TrackReport> trackReports() {
    List<TrackReport> reports = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      FoundTrack track = tracks.get(i);
      reports.add(new TrackReport(track.id(), track.codec(), samples[i]));
    }
    movie.damagedTracks().forEach(id -> reports.add(new TrackReport(id, "", 0)));
    return reports;
  }

  @Override
  public SalvageReport report() {
    return report;
  }

  @Override
  public void writeTo(SeekableByteChannel out, LongConsumer progress) throws IOException {
    if (report.whole()) {
      file.copyTo(out, progress);
      return;
    }
    try (NativeMovie index = new NativeMovie()) {
      index.setExtent(movie.createdAt(), OptionalLong.empty());
      long[] shiftTicks = new long[tracks.size()];
      for (int i = 0; i < tracks.size(); i++) {
        addTrack(index, tracks.get(i), firstTicks[i]);
        shiftTicks[i] = tracks.get(i).shiftTicks();
      }
      SampleCopy copy = new SampleCopy(file, out, index, shiftTicks, progress);
      scan.read(movie, copy);
      copy.finish();
    }
  }

  /**
   * Adds a track with its sample entries to an index.
   *
   * @param firstTicks when its first sample is presented, on the recording's timeline
   */
  private static void addTrack(NativeMovie index, FoundTrack track, long firstTicks)
      throws MediaException {
    int number;
    if (track.isVideo()) {
      number = index.addVideo(track.timescale(), track.width(), track.height(), "", track.name());
    } else {
      long lead = Math.max(0, Math.min(track.beginTicks() - firstTicks, Integer.MAX_VALUE));
      number = index.addAudio(track.timescale(), (int) lead, rollTicks(track), "", track.name());
    }
    for (byte[] entry : track.entries()) {
      int ignored = index.addForeignEntry(number, entry);
    }
  }

  /** 80 ms of Opus (RFC 7845, section 4.6); of other sound a sample. */
  private static int rollTicks(FoundTrack track) {
    if (track.codec().equals("opus")) {
      return (int) Math.max(1, OPUS_ROLL_MS * track.timescale() / 1000);
    }
    return track.hasGroups() ? 1 : 0;
  }
}
