package org.kinora.engine.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.Datasets;
import org.kinora.export.ExportRequest;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the formats of data sets. */
@Component
public final class EngineDatasets implements Datasets {
  private static final int MOST_PICTURES = 400;

  private final Providers providers;

  /** A format that knows a data set, and what it says of it. */
  private record Known(DatasetFormat format, DatasetSummary summary) {}

  /** Called by Declarative Services. */
  @Activate
  public EngineDatasets(@Reference Providers providers) {
    this.providers = providers;
  }

  @Override
  public Outlook plan(ExportRequest.Dataset request) throws IOException {
    DatasetPlanning planning = DatasetPlanning.of(providers, request);
    Path root = request.target().toAbsolutePath().normalize();
    DatasetState there = DatasetState.look(root, planning.request(), request.overwrite());
    List<Planned> recordings = new ArrayList<>();
    for (Unit unit : planning.plan().units()) {
      Map<String, Integer> cuts = new TreeMap<>();
      for (Piece piece : unit.pieces()) {
        cuts.merge(piece.cut(), 1, Integer::sum);
      }
      recordings.add(
          new Planned(
              request.sources().get(unit.number()),
              unit.recording(),
              unit.place(),
              unit.pieces().size(),
              cuts,
              DatasetPlanning.durationUs(unit),
              unit.estimatedBytes(),
              unit.notes(),
              there.inPlace().contains(unit.number())));
    }
    return new Outlook(
        request.format(), planning.plan().options(), recordings, !there.inPlace().isEmpty());
  }

  @Override
  public DatasetSummary summary(Path root, Optional<String> format) throws IOException {
    return known(root, format).summary();
  }

  @Override
  public void verify(Path root, Optional<String> format, FaultSink faults) throws IOException {
    DatasetFormat checking =
        format.isPresent()
            ? providers.dataset(format.get()).service()
            : known(root, format).format();
    checking.verify(root, faults);
  }

  @Override
  public void draw(Path root, String piece, Path target, int most, boolean overwrite)
      throws IOException {
    if (most < 1 || most > MOST_PICTURES) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, most + " pictures; 1 to " + MOST_PICTURES);
    }
    ContactSheet.draw(
        providers,
        known(root, Optional.empty()).format().piece(root, piece),
        piece,
        target,
        most,
        overwrite);
  }

  /** The format that was named, or the first that knows what is there. */
  private Known known(Path root, Optional<String> named) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new MediaException(MediaError.DIR_NOT_FOUND, "there is no directory " + root);
    }
    if (named.isPresent()) {
      DatasetFormat format = providers.dataset(named.get()).service();
      return new Known(format, format.summary(root));
    }
    List<String> reasons = new ArrayList<>();
    for (Provider<DatasetFormat> provider : providers.datasets()) {
      try {
        return new Known(provider.service(), provider.service().summary(root));
      } catch (MediaException e) {
        if (e.code() != MediaError.FORMAT_UNKNOWN) {
          throw e;
        }
        reasons.add("%s: %s".formatted(provider.text("dataset"), e.getMessage()));
      }
    }
    throw new MediaException(
        MediaError.FORMAT_UNKNOWN,
        "no format knows the data set %s; %s".formatted(root, String.join("; ", reasons)));
  }
}
