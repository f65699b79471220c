package org.kinora.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.EventFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;

/** Copies every track into a container file, sample by sample, unchanged. */
final class CopyJob extends Job {
  private final Resources resources = new Resources();
  private final List<OutputTrack> tracks = new ArrayList<>();
  private final Map<Integer, OutputTrack> byId = new HashMap<>();
  private final OpenRecording source;
  private final ExportTarget target;
  private final SampleMerger merger;
  private long samples;
  private long bytes;

  /** Where the samples of one track go. */
  private static final class OutputTrack {
    private final Track track;
    private final int number;
    private long samples;

    OutputTrack(Track track, int number) {
      this.track = track;
      this.number = number;
    }

    TrackResult result() {
      return new TrackResult(track.id(), track.format().codec(), "copy", samples);
    }
  }

  private CopyJob(String id, ExportRequest.Copy request, Providers providers) throws IOException {
    super(id);
    try {
      Provider<MuxerFactory> muxer = providers.muxer(request.container());
      source = resources.add(OpenRecording.open(providers, request.source()));
      List<Track> copied = supported(source.reader().info().tracks(), muxer);
      target =
          resources.add(
              ExportTarget.create(
                  request.source(),
                  request.target(),
                  muxer,
                  MuxerSettings.of(source.reader().info(), request.options()),
                  request.overwrite()));
      for (Track track : copied) {
        OutputTrack output = new OutputTrack(track, target.muxer().addTrack(track));
        tracks.add(output);
        byId.put(track.id(), output);
      }
      merger = new SampleMerger(source.reader(), copied);
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  static CopyJob prepare(String id, ExportRequest.Copy request, Providers providers)
      throws IOException {
    return new CopyJob(id, request, providers);
  }

  /**
   * Every track, but events, which containers do not hold; a picture or sound is never left out.
   */
  private List<Track> supported(List<Track> all, Provider<MuxerFactory> muxer)
      throws MediaException {
    List<Track> supported = new ArrayList<>();
    for (Track track : all) {
      if (muxer.service().supports(track.format())) {
        supported.add(track);
      } else if (track.format() instanceof EventFormat) {
        warn("track " + track.id() + " holds events and was left out");
      } else {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED,
            "container %s cannot hold track %d (%s)"
                .formatted(muxer.text("container"), track.id(), track.format().codec()));
      }
    }
    if (supported.isEmpty()) {
      throw new MediaException(MediaError.TRACK_NOT_FOUND, "there is no track to copy");
    }
    return supported;
  }

  @Override
  ExportResult work() throws IOException {
    merger.copyAll(this::write);
    report(Stage.FINISHING, merger.endUs(), merger.endUs(), samples, bytes);
    long sizeBytes = target.finish();
    ExportResult result =
        new ExportResult(
            target.path(),
            List.of(),
            sizeBytes,
            merger.endUs(),
            target.container(),
            tracks.stream().map(OutputTrack::result).toList(),
            warnings(),
            elapsed());
    target.note(result);
    return result;
  }

  private void write(int trackId, SampleInfo info, ByteBuffer data) throws IOException {
    checkCancelled();
    OutputTrack output = Objects.requireNonNull(byId.get(trackId));
    target.muxer().write(output.number, info, data);
    output.samples++;
    samples++;
    bytes += info.size();
    report(Stage.COPYING, info.decodeTimeUs(), merger.endUs(), samples, bytes);
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
