package org.kinora.dataset.webdataset;

import java.util.List;
import java.util.Map;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.tck.contract.DatasetFormatContract;

/** The contract of data set formats. */
class WebDatasetContractTest extends DatasetFormatContract {
  @Override
  public DatasetFormat format() {
    return new WebDatasetFormat();
  }

  @Override
  public String name() {
    return "webdataset";
  }

  @Override
  public List<Map<String, String>> optionSets() {
    return List.of(Map.of("piece", "2s"), Map.of("piece", "2s", "samples", "1"));
  }
}
