package org.kinora.engine.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kinora.engine.file.ExportTarget;
import org.kinora.engine.file.Resources;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.SampleMerger;
import org.kinora.engine.recording.TrackCut;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Range.Cut;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** Copies tracks, or a part of them, into a container file, sample by sample, unchanged. */
public final class CopyJob extends Job {
  private static final String EDIT_LISTS = "container.editLists";

  /** How often the clock is looked at: that costs as much as all else here does for a sample. */
  private static final int SAMPLES_A_LOOK = 64;

  private final Resources resources = new Resources();
  private final Map<Integer, OutputTrack> tracks = new LinkedHashMap<>();
  private final OpenRecording source;
  private final CopyCut cut;
  private final ExportTarget target;
  private final SampleMerger merger;
  private long samples;
  private long bytes;

  /** Where the samples of one track go. */
  private static final class OutputTrack {
    private final TrackCut cut;
    private final int number;
    private long samples;

    OutputTrack(TrackCut cut, int number) {
      this.cut = cut;
      this.number = number;
    }

    TrackResult result() {
      return new TrackResult(cut.track().id(), cut.track().format().codec(), "copy", samples);
    }
  }

  private CopyJob(String id, ExportRequest.Copy request, Providers providers) throws IOException {
    super(id);
    try {
      Provider<MuxerFactory> muxer = providers.muxer(request.container());
      checkCut(request, muxer, providers);
      source = resources.add(OpenRecording.open(providers, request.source()));
      RecordingInfo info = source.reader().info();
      List<Track> chosen = chosen(info, request.tracks(), muxer);
      cut = CopyCut.of(source.reader(), chosen, request.range(), muxer.isSet(EDIT_LISTS));
      target =
          resources.add(
              ExportTarget.create(
                  request.source(),
                  request.target(),
                  muxer,
                  new MuxerSettings(cut.describe(info), cut.endUs(), false, request.options()),
                  request.overwrite()));
      List<SampleRange> ranges = new ArrayList<>();
      for (TrackCut track : cut.tracks()) {
        int number = target.muxer().addTrack(track.track());
        tracks.put(track.track().id(), new OutputTrack(track, number));
        ranges.add(track.samples());
      }
      merger = SampleMerger.of(source.reader(), ranges);
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  public static CopyJob prepare(String id, ExportRequest.Copy request, Providers providers)
      throws IOException {
    return new CopyJob(id, request, providers);
  }

  /** Refuses to begin where the container cannot. */
  private static void checkCut(
      ExportRequest.Copy request, Provider<MuxerFactory> muxer, Providers providers)
      throws MediaException {
    boolean exact = request.range().cut() == Cut.EXACT && !request.range().isAll();
    if (exact && !muxer.isSet(EDIT_LISTS)) {
      List<Provider<MuxerFactory>> able =
          providers.muxers().stream().filter(provider -> provider.isSet(EDIT_LISTS)).toList();
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "container %s has no edit lists, so it begins at a key frame; exact cuts are made in %s"
              .formatted(request.container(), Providers.names(able, "container")));
    }
  }

  /**
   * The tracks that were asked for, or all but events, which containers do not hold; a picture or
   * sound is never left out.
   */
  private List<Track> chosen(RecordingInfo info, List<Integer> ids, Provider<MuxerFactory> muxer)
      throws MediaException {
    for (int id : ids) {
      info.track(id);
    }
    List<Track> chosen = new ArrayList<>();
    for (Track track : info.tracks()) {
      boolean asked = ids.contains(track.id());
      if (!asked && !ids.isEmpty()) {
        continue;
      }
      if (muxer.service().supports(track.format())) {
        chosen.add(track);
      } else if (track.format() instanceof EventFormat && !asked) {
        warn("track " + track.id() + " holds events and was left out");
      } else {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED,
            "container %s cannot hold track %d (%s)"
                .formatted(muxer.text("container"), track.id(), track.format().codec()));
      }
    }
    if (chosen.isEmpty()) {
      throw new MediaException(MediaError.TRACK_NOT_FOUND, "there is no track to copy");
    }
    return chosen;
  }

  @Override
  protected String source() {
    return source.path().toString();
  }

  @Override
  protected Path target() {
    return target.path();
  }

  @Override
  protected ExportResult work() throws IOException {
    merger.copyAll(this::write);
    report(Stage.FINISHING, cut.durationUs(), cut.durationUs(), samples, bytes);
    long sizeBytes = target.finish();
    return target.note(
        new ExportResult(
            target.path(),
            List.of(),
            sizeBytes,
            cut.durationUs(),
            target.container(),
            tracks.values().stream().map(OutputTrack::result).toList(),
            warnings(),
            elapsed()));
  }

  private void write(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    proceed();
    OutputTrack output = Objects.requireNonNull(tracks.get(trackId));
    if (!output.cut.takes(info)) {
      return;
    }
    SampleInfo placed = output.cut.place(info);
    target.muxer().write(output.number, placed, data);
    output.samples++;
    samples++;
    bytes += info.size();
    if (samples % SAMPLES_A_LOOK == 0) {
      report(Stage.COPYING, placed.decodeTimeUs(), cut.durationUs(), samples, bytes);
    }
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
