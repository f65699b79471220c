package org.kinora.engine.render;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.kinora.engine.codec.PcmCoding;
import org.kinora.engine.file.FileNames;
import org.kinora.engine.file.OutputDirectory;
import org.kinora.engine.file.PieceBuffers;
import org.kinora.engine.file.Resources;
import org.kinora.engine.file.TargetFile;
import org.kinora.engine.job.Job;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.engine.recording.OpenRecording;
import org.kinora.engine.recording.SampleMerger;
import org.kinora.engine.render.RenderedFile.Plan;
import org.kinora.export.ExportRequest;
import org.kinora.export.ExportRequest.Render.Layout;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportResult.TrackResult;
import org.kinora.export.Progress.Stage;
import org.kinora.media.AudioFormat;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.container.MuxerSettings;
import org.kinora.spi.storage.RecordingReader;

/**
 * Renders the sound of a session: files that all begin at its time 0 and end with its last sound.
 * One file is written after the other, and they get their names when the last one is whole.
 */
public final class RenderJob extends Job {
  private final Resources resources = new Resources();
  private final ExportRequest.Render request;
  private final Providers providers;
  private final Provider<MuxerFactory> container;
  private final OpenRecording source;
  private final List<RenderedFile> files = new ArrayList<>();
  private final PieceBuffers buffers = new PieceBuffers();
  private final OutputDirectory directory;
  private final Optional<PcmCoding> askedCoding;
  private final Path target;
  private final long endUs;
  private long samples;
  private long bytes;

  private RenderJob(String id, ExportRequest.Render request, Providers providers)
      throws IOException {
    super(id);
    this.request = request;
    this.providers = providers;
    try {
      container = providers.muxer(request.container());
      askedCoding = coding(request.codec());
      source = resources.add(OpenRecording.open(providers, request.source()));
      List<Track> sounds = sounds(source.reader().info());
      endUs = endUs(sounds);
      target = chosenTarget();
      boolean each = request.layout() == Layout.FILE_EACH;
      directory =
          resources.add(
              each
                  ? OutputDirectory.at(target, request.source())
                  : OutputDirectory.of(target, request.source()));
      List<Track> chosen = chosen(sounds);
      if (each) {
        Map<Integer, String> names = FileNames.ofTracks(sounds);
        for (Track track : chosen) {
          begin(target.resolve(names.get(track.id()) + extension()), List.of(track));
        }
      } else {
        begin(target, chosen);
      }
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  public static RenderJob prepare(String id, ExportRequest.Render request, Providers providers)
      throws IOException {
    return new RenderJob(id, request, providers);
  }

  private static Optional<PcmCoding> coding(Optional<String> codec) throws MediaException {
    if (codec.isEmpty()) {
      return Optional.empty();
    }
    Optional<PcmCoding> coding = PcmCoding.of(codec.get());
    if (coding.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          "the codec of a rendering is '%s', expected one of %s"
              .formatted(
                  codec.get(), Stream.of(PcmCoding.values()).map(PcmCoding::codec).toList()));
    }
    return coding;
  }

  private static List<Track> sounds(RecordingInfo info) throws MediaException {
    List<Track> sounds =
        info.tracks().stream().filter(track -> track.format() instanceof AudioFormat).toList();
    if (sounds.isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND, "recording " + info.id() + " has no track of sound");
    }
    return sounds;
  }

  /** The tracks that were asked for, in the order of the recording. */
  private List<Track> chosen(List<Track> sounds) throws MediaException {
    for (int id : new LinkedHashSet<>(request.tracks())) {
      Track track = source.reader().info().track(id);
      if (!sounds.contains(track)) {
        throw new MediaException(
            MediaError.TRACK_NOT_SUPPORTED,
            "track %d is %s; only sound is rendered".formatted(id, track.format().codec()));
      }
    }
    return sounds.stream()
        .filter(track -> request.tracks().isEmpty() || request.tracks().contains(track.id()))
        .toList();
  }

  /**
   * Where the last sound of the session ends, whoever is chosen: so all renderings fit together.
   */
  private long endUs(List<Track> sounds) throws IOException {
    long last = 0;
    for (Track track : sounds) {
      last = Math.max(last, source.reader().index(track.id()).endUs());
    }
    return last;
  }

  private Path chosenTarget() throws MediaException {
    if (request.target().isPresent()) {
      return request.target().get().toAbsolutePath().normalize();
    }
    Path exports = OutputDirectory.exportsOf(request.source());
    String name = FileNames.safe(source.reader().info().id());
    return request.layout() == Layout.FILE_EACH ? exports : exports.resolve(name + extension());
  }

  private String extension() {
    return "." + container.text("extension");
  }

  private void begin(Path path, List<Track> tracks) throws IOException {
    List<Plan> plans = new ArrayList<>();
    for (Track track : tracks) {
      plans.add(plan(track));
    }
    RecordingReader reader = source.reader();
    RecordingInfo info = reader.info();
    RecordingInfo written =
        new RecordingInfo(
            info.id(),
            info.startedAt(),
            OptionalLong.of(endUs),
            true,
            plans.stream().map(Plan::written).toList(),
            info.tags());
    MuxerSettings settings =
        new MuxerSettings(written, OptionalLong.of(endUs), false, request.options());
    TargetFile.checkNotSource(request.source(), path);
    RenderedFile file =
        resources.add(new RenderedFile(path, container, settings, request.overwrite(), buffers));
    files.add(file);
    for (Plan plan : plans) {
      file.addTrack(plan, reader.index(plan.source().id()).count(), providers);
    }
  }

  /** A copy where the container holds the codec and no other is asked for; else PCM. */
  private Plan plan(Track track) throws MediaException {
    boolean asIs =
        askedCoding
            .map(PcmCoding::codec)
            .orElse(track.format().codec())
            .equals(track.format().codec());
    if (asIs && container.service().supports(track.format())) {
      return new Plan(track, Optional.empty());
    }
    return Stream.concat(
            container.texts("container.codecs").stream()
                .flatMap(name -> PcmCoding.of(name).stream()),
            Stream.of(PcmCoding.values()))
        .filter(coding -> askedCoding.isEmpty() || askedCoding.get() == coding)
        .map(coding -> new Plan(track, Optional.of(coding)))
        .filter(plan -> container.service().supports(plan.written().format()))
        .findFirst()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.TRACK_NOT_SUPPORTED,
                    "container %s can hold neither track %d (%s) nor the PCM of it"
                        .formatted(request.container(), track.id(), track.format().codec())));
  }

  @Override
  protected String source() {
    return request.source().toString();
  }

  @Override
  protected Path target() {
    return target;
  }

  @Override
  protected ExportResult work() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      write(files.get(i), i * endUs);
    }
    long totalUs = files.size() * endUs;
    report(Stage.FINISHING, totalUs, totalUs, samples, bytes);
    proceed();
    for (RenderedFile file : files) {
      file.commit();
    }
    files.stream().flatMap(file -> file.losses().stream()).forEach(this::warn);
    return noted();
  }

  private void write(RenderedFile file, long doneUs) throws IOException {
    Stage stage =
        file.results().stream().allMatch(track -> track.encoder().equals("copy"))
            ? Stage.COPYING
            : Stage.ENCODING;
    SampleMerger merger = new SampleMerger(source.reader(), file.sources());
    merger.copyAll(
        (trackId, info, data) -> {
          proceed();
          file.take(trackId, info, data);
          samples++;
          bytes += info.size();
          report(stage, doneUs + info.timeUs(), files.size() * endUs, samples, bytes);
        });
    file.finish();
  }

  /** The result, each file of which is noted. */
  private ExportResult noted() throws IOException {
    List<TrackResult> tracks = new ArrayList<>();
    long sizeBytes = 0;
    for (RenderedFile file : files) {
      tracks.addAll(file.results());
      sizeBytes += file.sizeBytes();
      directory.note(result(file.path(), List.of(), file.sizeBytes(), file.results()));
    }
    if (request.layout() == Layout.ONE_FILE) {
      return result(files.get(0).path(), List.of(), sizeBytes, tracks);
    }
    List<Path> paths = files.stream().map(RenderedFile::path).toList();
    return result(directory.path(), paths, sizeBytes, tracks);
  }

  private ExportResult result(
      Path path, List<Path> paths, long sizeBytes, List<TrackResult> tracks) {
    return new ExportResult(
        path, paths, sizeBytes, endUs, request.container(), tracks, warnings(), elapsed());
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }
}
