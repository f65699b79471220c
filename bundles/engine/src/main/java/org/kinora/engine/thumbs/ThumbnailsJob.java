package org.kinora.engine.thumbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kinora.engine.codec.StillImage;
import org.kinora.engine.file.Resources;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.CachedReader;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.SampleCache;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;

/** Makes small pictures of key frames; a job that was stopped left those that it had made. */
public final class ThumbnailsJob extends Job {
  private final Resources resources = new Resources();
  private final ExportRequest.Thumbnails request;
  private final Track track;
  private final TrackIndex index;
  private final ThumbnailMaker maker;

  private ThumbnailsJob(String id, ExportRequest.Thumbnails request, Providers providers)
      throws IOException {
    super(id);
    this.request = request;
    OpenRecording recording = OpenRecording.open(providers, request.source());
    CachedReader reader = resources.add(new CachedReader(recording.reader(), new SampleCache(0)));
    try {
      track = OpenRecording.videoTrack(reader.info(), request.track());
      index = reader.index(track.id());
      maker =
          resources.add(
              new ThumbnailMaker(providers, recording, reader, track.id(), request.width()));
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  public static ThumbnailsJob prepare(
      String id, ExportRequest.Thumbnails request, Providers providers) throws IOException {
    return new ThumbnailsJob(id, request, providers);
  }

  @Override
  protected String source() {
    return request.source().toString();
  }

  @Override
  protected Path target() {
    return maker.directory().path();
  }

  @Override
  protected ExportResult work() throws IOException {
    long endUs = index.endUs();
    List<Path> files = new ArrayList<>();
    long bytes = 0;
    for (int key : keyframes(endUs)) {
      proceed();
      try {
        files.add(maker.of(key, request.overwrite()));
        bytes += Files.size(files.get(files.size() - 1));
      } catch (MediaException e) {
        if (e.code() != MediaError.DECODE_ERROR && e.code() != MediaError.DATA_RANGE_ERROR) {
          throw e;
        }
        warn("no picture of sample " + key + ": " + e.getMessage());
      }
      report(Stage.ENCODING, index.timeUs(key), endUs, files.size(), bytes);
    }
    return new ExportResult(
        target(),
        files,
        bytes,
        endUs,
        "jpeg",
        List.of(new TrackResult(track.id(), StillImage.JPEG, StillImage.JPEG, files.size())),
        warnings(),
        elapsed());
  }

  /** Those that are wanted, each once. */
  private Set<Integer> keyframes(long endUs) throws IOException {
    Set<Integer> keys = new LinkedHashSet<>();
    if (request.everyUs().isPresent()) {
      for (long timeUs = 0; timeUs < endUs; timeUs += request.everyUs().getAsLong()) {
        keys.add(maker.keyframe(timeUs));
      }
    } else {
      for (int i = 0; i < index.count(); i++) {
        if (index.isKeyframe(i)) {
          keys.add(i);
        }
      }
    }
    return keys;
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
