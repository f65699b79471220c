package org.kinora.tck.contract;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Many cases of one rule: what breaks in one does not hide the others. */
final class Cells {
  private final List<String> failures = new ArrayList<>();
  private int count;

  /** Runs one case. */
  void run(String name, Executable cell) {
    count++;
    try {
      cell.execute();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      failures.add(name + ": " + e);
    }
  }

  void assertNoneFailed() {
    if (!failures.isEmpty()) {
      throw new AssertionError(
          "%d of %d cases fail:\n%s"
              .formatted(failures.size(), count, String.join("\n", failures)));
    }
  }
}
