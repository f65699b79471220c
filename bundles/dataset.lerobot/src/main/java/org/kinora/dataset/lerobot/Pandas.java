package org.kinora.dataset.lerobot;

import java.util.Map;

/** What pandas must find in the table of tasks: that the column {@code task} is its index. */
final class Pandas {
  static final Map<String, String> TASKS =
      Map.of(
          "pandas",
          """
          {"index_columns":["task"],
           "column_indexes":[{"name":null,"field_name":null,"pandas_type":"unicode",
            "numpy_type":"object","metadata":{"encoding":"UTF-8"}}],
           "columns":[{"name":"task_index","field_name":"task_index","pandas_type":"int64",
            "numpy_type":"int64","metadata":null},
            {"name":"task","field_name":"task","pandas_type":"unicode","numpy_type":"object",
            "metadata":null}],
           "pandas_version":"2.0.0"}"""
              .replace("\n", ""));

  private Pandas() {}
}
