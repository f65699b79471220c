package org.kinora.engine.thumbs;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kinora.engine.codec.PcmCoding;
import org.kinora.engine.codec.SoundDecoding;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.RecordingReader;

/** Measures sound: one file of peaks for each track, which appears when it is whole. */
public final class WaveformJob extends Job {
  private static final int READ_SAMPLES = 256;

  private final Resources resources = new Resources();
  private final ExportRequest.Waveform request;
  private final Providers providers;
  private final RecordingReader reader;
  private final List<Track> tracks;
  private final ThumbsDirectory directory;
  private final List<Path> files = new ArrayList<>();
  private final List<TrackResult> results = new ArrayList<>();
  private long bytes;
  private long samples;

  private WaveformJob(String id, ExportRequest.Waveform request, Providers providers)
      throws IOException {
    super(id);
    this.request = request;
    this.providers = providers;
    try {
      reader = resources.add(OpenRecording.open(providers, request.source())).reader();
      tracks = tracks();
      directory = ThumbsDirectory.of(request.source());
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  public static WaveformJob prepare(String id, ExportRequest.Waveform request, Providers providers)
      throws IOException {
    return new WaveformJob(id, request, providers);
  }

  private List<Track> tracks() throws MediaException {
    List<Track> wanted =
        request.track().isPresent()
            ? List.of(reader.info().track(request.track().getAsInt()))
            : reader.info().tracks();
    List<Track> sounds =
        wanted.stream().filter(track -> track.format() instanceof AudioFormat).toList();
    if (sounds.isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND,
          request.source()
              + (request.track().isPresent()
                  ? ": track " + request.track().getAsInt() + " holds no sound"
                  : " holds no sound"));
    }
    return sounds;
  }

  @Override
  protected String source() {
    return request.source().toString();
  }

  @Override
  protected Path target() {
    return directory.path();
  }

  @Override
  protected ExportResult work() throws IOException {
    long totalUs = 0;
    long longestUs = 0;
    for (Track track : tracks) {
      totalUs += reader.index(track.id()).endUs();
      longestUs = Math.max(longestUs, reader.index(track.id()).endUs());
    }
    long doneUs = 0;
    for (Track track : tracks) {
      Path file = directory.waveform(track.id(), request.perSecond());
      if (request.overwrite() || !Files.exists(file)) {
        measure(track, file, doneUs, totalUs);
      }
      doneUs += reader.index(track.id()).endUs();
      files.add(file);
      bytes += Files.size(file);
      int count = reader.index(track.id()).count();
      results.add(new TrackResult(track.id(), track.format().codec(), "peaks", count));
    }
    return new ExportResult(
        target(), files, bytes, longestUs, "waveform", results, warnings(), elapsed());
  }

  private void measure(Track track, Path target, long doneUs, long totalUs) throws IOException {
    AudioFormat format = (AudioFormat) track.format();
    int framesPerInterval =
        Math.max(1, Math.round((float) format.sampleRate() / request.perSecond()));
    try (TargetFile file = TargetFile.create(target, request.overwrite())) {
      PeakFile peaks =
          new PeakFile(file.channel(), format.sampleRate(), format.channels(), framesPerInterval);
      try (SoundDecoding sound =
          new SoundDecoding(
              track,
              PcmCoding.S16,
              providers.decoder(format, 1),
              (info, data) ->
                  peaks.add(
                      MediaTime.toTicks(info.timeUs(), format.sampleRate()),
                      data.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer()))) {
        decode(track, sound, peaks, doneUs, totalUs);
        sound.loss().ifPresent(this::warn);
      }
      peaks.finish();
      file.commit();
    }
  }

  private void decode(Track track, SoundDecoding sound, PeakFile peaks, long doneUs, long totalUs)
      throws IOException {
    TrackIndex index = reader.index(track.id());
    for (int first = 0; first < index.count(); first += READ_SAMPLES) {
      proceed();
      int count = Math.min(READ_SAMPLES, index.count() - first);
      reader.read(new SampleRange(track.id(), first, count), sound::decode);
      samples += count;
      report(
          Stage.ENCODING,
          doneUs + index.timeUs(first),
          totalUs,
          samples,
          bytes + peaks.sizeBytes());
    }
    sound.finish();
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
