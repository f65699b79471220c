package org.kinora.dataset.shards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the numbers of a column are spread. Quantiles are right to 1 % of their value and need few
 * bytes, however many numbers there are; merging in the same order gives the same result to the
 * last bit. One thread.
 */
final class Distribution {
  /** Bins grow by 2 %, so that the middle of one is at most 1 % away. */
  private static final double LOG_GAMMA = StrictMath.log(1.02);

  /** Smaller numbers count as 0. */
  private static final double LEAST = 1e-9;

  private final SortedMap<Integer, Long> positive = new TreeMap<>();
  private final SortedMap<Integer, Long> negative = new TreeMap<>();
  private long zeros;
  private long count;
  private long empty;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double mean;

  /** The sum of squared distances from the mean (Welford). */
  private double squares;

  /** Adds a number. */
  void add(double value) {
    count++;
    min = Math.min(min, value);
    max = Math.max(max, value);
    double distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
    if (Math.abs(value) < LEAST) {
      zeros++;
    } else {
      (value > 0 ? positive : negative).merge(bin(Math.abs(value)), 1L, Long::sum);
    }
  }

  /** Adds a cell without a number. */
  void addEmpty() {
    empty++;
  }

  /** Adds all numbers of another one. */
  void add(Distribution other) {
    long both = count + other.count;
    if (other.count > 0) {
      double distance = other.mean - mean;
      mean += distance * other.count / both;
      squares += other.squares + distance * distance * count * other.count / both;
    }
    count = both;
    empty += other.empty;
    zeros += other.zeros;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    other.positive.forEach((bin, n) -> positive.merge(bin, n, Long::sum));
    other.negative.forEach((bin, n) -> negative.merge(bin, n, Long::sum));
  }

  private static int bin(double value) {
    return (int) StrictMath.ceil(StrictMath.log(value) / LOG_GAMMA);
  }

  private static double middle(int bin) {
    return StrictMath.exp((bin - 0.5) * LOG_GAMMA);
  }

  long count() {
    return count;
  }

  long empty() {
    return empty;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double mean() {
    return mean;
  }

  /** The standard deviation of all numbers. */
  double deviation() {
    return count == 0 ? 0 : StrictMath.sqrt(squares / count);
  }

  /**
   * The number below which a share of all numbers lies.
   *
   * @param share 0 to 1
   */
  double quantile(double share) {
    long rank = Math.max(1, (long) StrictMath.ceil(share * count));
    long seen = 0;
    // The negative numbers from the least on: from the farthest bin to the nearest.
    for (int bin : new TreeMap<>(negative).descendingKeySet()) {
      seen += negative.getOrDefault(bin, 0L);
      if (seen >= rank) {
        return within(-middle(bin));
      }
    }
    seen += zeros;
    if (seen >= rank) {
      return within(0);
    }
    for (var entry : positive.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return within(middle(entry.getKey()));
      }
    }
    return max;
  }

  private double within(double value) {
    return Math.min(Math.max(value, min), max);
  }

  /** All that {@link #of} needs, to the last bit. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("count", count).put("empty", empty).put("zeros", zeros);
    if (count > 0) {
      node.put("min", min).put("max", max).put("mean", mean).put("squares", squares);
    }
    bins(node.putObject("positive"), positive);
    bins(node.putObject("negative"), negative);
    return node;
  }

  private static void bins(ObjectNode node, SortedMap<Integer, Long> bins) {
    bins.forEach((bin, n) -> node.put(Integer.toString(bin), n));
  }

  /** The one that {@link #json()} told of. */
  static Distribution of(JsonNode node) {
    Distribution told = new Distribution();
    told.count = node.path("count").longValue();
    told.empty = node.path("empty").longValue();
    told.zeros = node.path("zeros").longValue();
    if (told.count > 0) {
      told.min = node.path("min").doubleValue();
      told.max = node.path("max").doubleValue();
      told.mean = node.path("mean").doubleValue();
      told.squares = node.path("squares").doubleValue();
    }
    bins(told.positive, node.path("positive"));
    bins(told.negative, node.path("negative"));
    return told;
  }

  private static void bins(SortedMap<Integer, Long> bins, JsonNode node) {
    node.properties().forEach(e -> bins.put(Integer.valueOf(e.getKey()), e.getValue().longValue()));
  }
}
