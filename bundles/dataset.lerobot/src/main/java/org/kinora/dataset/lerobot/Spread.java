package org.kinora.dataset.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the numbers of one feature are spread, each dimension by itself, in LeRobot's words.
 *
 * @param count how many frames
 * @param values by name, one number a dimension
 */
record Spread(long count, Map<String, List<Double>> values) {
  /** The names, in the order of the layout. */
  static final List<String> NAMES =
      List.of("min", "max", "mean", "std", "q01", "q10", "q50", "q90", "q99");

  private static final Map<String, Double> QUANTILES =
      Map.of("q01", 0.01, "q10", 0.1, "q50", 0.5, "q90", 0.9, "q99", 0.99);

  /** That of some frames, exactly; there is at least one. */
  static Spread of(List<? extends List<? extends Number>> frames) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    NAMES.forEach(name -> values.put(name, new ArrayList<>()));
    for (int dimension = 0; dimension < frames.get(0).size(); dimension++) {
      int i = dimension;
      double[] sorted =
          frames.stream().mapToDouble(frame -> frame.get(i).doubleValue()).sorted().toArray();
      double mean = Arrays.stream(sorted).sum() / sorted.length;
      double variance =
          Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum() / sorted.length;
      for (String name : NAMES) {
        List<Double> all = values.getOrDefault(name, List.of());
        all.add(
            switch (name) {
              case "min" -> sorted[0];
              case "max" -> sorted[sorted.length - 1];
              case "mean" -> mean;
              case "std" -> Math.sqrt(variance);
              default -> quantile(sorted, QUANTILES.getOrDefault(name, 0.5));
            });
      }
    }
    return new Spread(frames.size(), values);
  }

  /** Between the two nearest numbers. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** That of two parts together; quantiles are the means of the parts', by their sizes. */
  Spread and(Spread other) {
    double share = other.count / (double) (count + other.count);
    Map<String, List<Double>> all = new LinkedHashMap<>();
    NAMES.forEach(name -> all.put(name, new ArrayList<>()));
    for (int i = 0; i < dimensions(); i++) {
      double between = other.value("mean", i) - value("mean", i);
      for (String name : NAMES) {
        double a = value(name, i);
        double b = other.value(name, i);
        all.getOrDefault(name, List.of())
            .add(
                switch (name) {
                  case "min" -> Math.min(a, b);
                  case "max" -> Math.max(a, b);
                  case "std" ->
                      Math.sqrt(
                          (1 - share) * a * a
                              + share * b * b
                              + share * (1 - share) * between * between);
                  default -> a + share * (b - a);
                });
      }
    }
    return new Spread(count + other.count, all);
  }

  private int dimensions() {
    return values.getOrDefault("mean", List.of()).size();
  }

  private double value(String name, int dimension) {
    return values.getOrDefault(name, List.of()).get(dimension);
  }

  /** As {@code meta/stats.json} has it. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    values.forEach((name, numbers) -> numbers.forEach(node.putArray(name)::add));
    node.putArray("count").add(count);
    return node;
  }

  /** Reads what {@link #json()} wrote. */
  static Spread of(JsonNode node) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      List<Double> numbers = new ArrayList<>();
      node.path(name).forEach(number -> numbers.add(number.doubleValue()));
      values.put(name, numbers);
    }
    return new Spread(node.path("count").path(0).longValue(), values);
  }
}
