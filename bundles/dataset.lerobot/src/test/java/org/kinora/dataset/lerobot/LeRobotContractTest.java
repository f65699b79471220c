package org.kinora.dataset.lerobot;

import java.util.List;
import java.util.Map;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.tck.contract.DatasetFormatContract;

/** The contract of data set formats. */
class LeRobotContractTest extends DatasetFormatContract {
  @Override
  public DatasetFormat format() {
    return new LeRobotFormat();
  }

  @Override
  public String name() {
    return "lerobot";
  }

  @Override
  public List<Map<String, String>> optionSets() {
    return List.of(Map.of("episode", "2s"), Map.of("fps", "25", "width", "80"));
  }

  @Override
  public boolean keepsEvents() {
    return false;
  }
}
