package org.example.frames;

import java.util.List;
import java.util.Map;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.tck.contract.DatasetFormatContract;

/** The format by the contract of every data set format. */
class FramesContractTest extends DatasetFormatContract {
  @Override
  public DatasetFormat format() {
    return new FramesFormat();
  }

  @Override
  public String name() {
    return FramesFormat.NAME;
  }

  @Override
  public List<Map<String, String>> optionSets() {
    return List.of(Map.of(), Map.of("rate", "30", "width", "80"));
  }

  /** A line tells what was down, not when it went down. */
  @Override
  public boolean keepsEvents() {
    return false;
  }
}
