package org.kinora.dataset.nextmetal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kinora.lib.dataset.GridCut;
import org.kinora.lib.dataset.Manifest;
import org.kinora.lib.dataset.RecordedEvents;
import org.kinora.lib.dataset.RecordingIds;
import org.kinora.lib.dataset.VideoUnits;
import org.kinora.lib.provider.Options;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaException;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.kinora.spi.dataset.DatasetType;
import org.kinora.spi.dataset.RecordingSource;
import org.kinora.spi.storage.StorageFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Data sets of ZIPs as {@link NextMetalFormat} reads them, one a recording. See {@code
 * docs/formats/nextmetal.md}.
 */
@Component
@DatasetType(
    dataset = "nextmetal",
    dataset_options = "quality=75, of pictures that are encoded again, 0 to 100",
    dataset_codecs = {"vp9", "vp8", "av1"},
    dataset_containers = "webm",
    description = "a ZIP a recording: WebM video, input events and metadata in JSON")
public final class NextMetalDataset implements DatasetFormat {
  static final String QUALITY = "quality";
  static final int USUAL_QUALITY = 75;
  static final String COPY = "copy";
  static final String ENCODE = "encode";
  static final List<String> CODECS = List.of("vp9", "vp8", "av1");

  /** An event as JSON, deflated, about. */
  private static final int EVENT_BYTES = 30;

  private final ZipTree tree;

  /**
   * Called by Declarative Services.
   *
   * @param media opens the video of a ZIP
   */
  @Activate
  public NextMetalDataset(@Reference(target = "(format=container)") StorageFormat media) {
    tree = new ZipTree(new NextMetalFormat(media));
  }

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    long quality = quality(options);
    RecordingIds.check(recordings);
    List<Unit> units = new ArrayList<>();
    for (RecordingSource recording : recordings) {
      units.add(unit(units.size(), recording));
    }
    return new DatasetPlan(Map.of(QUALITY, Long.toString(quality)), units);
  }

  private static long quality(Map<String, String> options) throws MediaException {
    return Options.of(options, Set.of(QUALITY)).number(QUALITY, USUAL_QUALITY, 0, 100);
  }

  private static Unit unit(int number, RecordingSource recording) throws IOException {
    String id = recording.info().id();
    String place = id + ZipTree.SUFFIX;
    Optional<Track> video = recording.info().firstVideo();
    if (video.isEmpty() || recording.index(video.get().id()).count() == 0) {
      return new Unit(number, id, place, List.of(), 0, List.of("It has no pictures."));
    }
    List<String> notes = VideoUnits.notes(recording);
    if (recording.info().startedAt().isEmpty()) {
      notes.add("Nobody knows when it was made: its clock begins in 1970.");
    }
    TrackIndex index = recording.index(video.get().id());
    long startUs = GridCut.startUs(index);
    boolean copied =
        CODECS.contains(video.get().format().codec())
            && index.timeUs(0) == startUs
            && index.isKeyframe(0)
            && recording.isClosed(video.get().id(), 0);
    long bytes = new RecordedEvents(recording).count() * EVENT_BYTES;
    for (int i = 0; i < index.count(); i++) {
      bytes += index.size(i);
    }
    long endUs = Math.max(index.endUs(), startUs + 1);
    Piece piece = new Piece(id, startUs, endUs, copied ? COPY : ENCODE);
    return new Unit(number, id, place, List.of(piece), bytes, notes);
  }

  @Override
  public String write(DatasetPlan plan, Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    if (!unit.pieces().isEmpty()) {
      new ZipExport(recording, unit.pieces().get(0), (int) quality(plan.options()))
          .write(directory, unit.place());
    }
    return new String(new Manifest().bytes(Manifest.of(directory)), UTF_8);
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    Manifest manifest = new Manifest();
    List<Manifest.Entry> files = new ArrayList<>();
    for (String report : reports) {
      files.addAll(manifest.entries(report));
    }
    Files.write(directory.resolve(Manifest.FILE), manifest.bytes(files));
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    return tree.summary(root);
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    tree.verify(root, faults);
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    return tree.piece(root, piece);
  }
}
