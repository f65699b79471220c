package org.kinora.dataset.shards;

import java.util.List;
import java.util.Map;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.tck.contract.DatasetFormatContract;

class ShardsContractTest extends DatasetFormatContract {
  @Override
  public DatasetFormat format() {
    return SampleTree.FORMAT;
  }

  @Override
  public String name() {
    return "shards";
  }

  @Override
  public List<Map<String, String>> optionSets() {
    return List.of(
        Map.of("chunk", "2s", "rate", "source"),
        Map.of("chunk", "2s", "tail", "merge", "tables", "no"),
        Map.of("chunk", "1s", "rate", "30000/1001", "profile", "nitrogen", "hashShards", "7"));
  }
}
