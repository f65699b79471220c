package org.kinora.dataset.shards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kinora.media.MediaException;

/** The steps of processing by their names. */
final class StepNames {
  private static final Map<String, Step> STEPS =
      Stream.concat(Processing.usual().steps().stream(), Stream.of(new CoalesceMoves()))
          .collect(Collectors.toMap(Step::name, step -> step, (a, b) -> a, LinkedHashMap::new));

  /** The names of the usual ones, in their order. */
  static final String USUAL =
      Processing.usual().steps().stream().map(Step::name).collect(Collectors.joining(","));

  private StepNames() {}

  /**
   * Steps in an order.
   *
   * @param codes what key takes the place of what, {@code KeyZ:KeyW}; done before all others
   * @throws MediaException ARGUMENT_INVALID for a name that is unknown, or codes that are none
   */
  static Processing processing(List<String> names, List<String> codes) throws MediaException {
    List<Step> steps = new ArrayList<>();
    if (!codes.isEmpty()) {
      steps.add(remap(codes));
    }
    for (String name : names) {
      Step step = STEPS.get(name);
      if (step == null) {
        throw ShardsOptions.invalid(
            "there is no step '%s'; there is %s".formatted(name, STEPS.keySet()));
      }
      steps.add(step);
    }
    return new Processing(steps);
  }

  private static Step remap(List<String> codes) throws MediaException {
    Map<String, String> remapped = new LinkedHashMap<>();
    for (String pair : codes) {
      String[] parts = pair.split(":", -1);
      if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw ShardsOptions.invalid(
            "remapKeys has '%s', expected such as KeyZ:KeyW".formatted(pair));
      }
      remapped.put(parts[0], parts[1]);
    }
    return new RemapKeys(remapped);
  }
}
