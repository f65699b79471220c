package org.kinora.engine.dataset;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.kinora.engine.dataset.DatasetJournal.Request;
import org.kinora.engine.plugin.Provider;
import org.kinora.engine.plugin.Providers;
import org.kinora.export.ExportRequest;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.DatasetPlan.Piece;
import org.kinora.spi.dataset.DatasetPlan.Unit;
import org.osgi.framework.Bundle;

/**
 * A request with its plan.
 *
 * @param format who made the plan
 */
record DatasetPlanning(
    ExportRequest.Dataset asked, Provider<DatasetFormat> format, DatasetPlan plan) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** What decides the bytes of a data set. */
  private record Identity(String format, String version, DatasetPlan plan) {}

  /**
   * Opens the recordings and makes the plan.
   *
   * @throws MediaException PLUGIN_NOT_FOUND; what opening a recording and planning throws;
   *     ARGUMENT_INVALID without recordings
   */
  static DatasetPlanning of(Providers providers, ExportRequest.Dataset asked) throws IOException {
    Provider<DatasetFormat> format = providers.dataset(asked.format());
    if (asked.sources().isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID, "a data set of no recordings; name one or more");
    }
    try (DatasetSources sources = DatasetSources.open(providers, asked.sources())) {
      DatasetPlan plan = format.service().plan(sources.list(), asked.options());
      List<Unit> units = plan.units();
      for (int i = 0; i < Math.max(units.size(), asked.sources().size()); i++) {
        if (i >= units.size() || i >= asked.sources().size() || units.get(i).number() != i) {
          throw new MediaException(
              MediaError.INTERNAL_ERROR,
              "format %s planned %d units for %d recordings, or in another order"
                  .formatted(asked.format(), units.size(), asked.sources().size()));
        }
      }
      return new DatasetPlanning(asked, format, plan);
    }
  }

  /** By which the same request is known again. */
  Request request() throws IOException {
    Bundle bundle = format.reference().getBundle();
    Identity identity =
        new Identity(asked.format(), bundle == null ? "" : bundle.getVersion().toString(), plan);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(JSON.writeValueAsBytes(identity));
      return new Request(asked.format(), HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every platform has it
    }
  }

  /** How long all pieces of a unit are together. */
  static long durationUs(Unit unit) {
    return unit.pieces().stream().mapToLong(piece -> piece.endUs() - piece.startUs()).sum();
  }

  /** Where a unit's first piece begins. */
  static long startUs(Unit unit) {
    return unit.pieces().stream().mapToLong(Piece::startUs).min().orElse(0);
  }

  /** Where its last piece ends. */
  static long endUs(Unit unit) {
    return unit.pieces().stream().mapToLong(Piece::endUs).max().orElse(0);
  }
}
