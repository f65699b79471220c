package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kinora.media.DatasetSummary;
import org.kinora.media.FaultSink;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.spi.dataset.DatasetPiece;
import org.kinora.spi.dataset.DatasetPlan;
import org.kinora.spi.dataset.RecordingSource;

/** A format of data sets, which has no sessions: each call is one. */
public final class LeasedDatasets extends LeasedFactory<DatasetFormat> implements DatasetFormat {
  /**
   * A format for somebody.
   *
   * @param holder who it is
   */
  public LeasedDatasets(Registration<DatasetFormat> plugin, String holder) {
    super(plugin, holder);
  }

  /** A call that takes long, as long as it takes. */
  private static final class Leased extends Session<DatasetFormat> {
    Leased(Registration<?> plugin, String name, String holder, DatasetFormat format) {
      super(plugin, name, holder, format);
    }

    @Override
    void close(DatasetFormat made) {}
  }

  private <R> R during(Registration.Call<DatasetFormat, R> call) throws IOException {
    try (Leased session =
        begin(
            name(),
            format -> format,
            (plugin, format) -> new Leased(plugin, name(), holder(), format))) {
      return session.ask(call);
    }
  }

  @Override
  public DatasetPlan plan(List<RecordingSource> recordings, Map<String, String> options)
      throws IOException {
    return during(format -> format.plan(recordings, options));
  }

  @Override
  public String write(
      DatasetPlan plan, DatasetPlan.Unit unit, RecordingSource recording, Path directory)
      throws IOException {
    return during(format -> format.write(plan, unit, recording, directory));
  }

  @Override
  public void complete(DatasetPlan plan, List<String> reports, Path root, Path directory)
      throws IOException {
    during(
        format -> {
          format.complete(plan, reports, root, directory);
          return plan;
        });
  }

  @Override
  public DatasetSummary summary(Path root) throws IOException {
    return during(format -> format.summary(root));
  }

  @Override
  public void verify(Path root, FaultSink faults) throws IOException {
    during(
        format -> {
          format.verify(root, faults);
          return root;
        });
  }

  @Override
  public DatasetPiece piece(Path root, String piece) throws IOException {
    return during(format -> format.piece(root, piece));
  }
}
