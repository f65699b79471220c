package org.kinora.lib.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;

class FaultsTest {
  @Test
  void add_heard_reachesTheSink() {
    List<Fault> heard = new ArrayList<>();
    Faults faults = Faults.to(heard::add);
    faults.add(Severity.LOSS, "line 3", () -> "torn");
    assertTrue(faults.areHeard());
    assertEquals(List.of(new Fault(Severity.LOSS, "line 3", "torn")), heard);
  }

  @Test
  void add_unheard_isNotWorded() {
    assertFalse(Faults.UNHEARD.areHeard());
    Faults.UNHEARD.add(
        Severity.LOSS,
        "line 3",
        () -> {
          throw new AssertionError("worded");
        });
  }

  @Test
  void add_sinkThrows_carriesItsException() {
    IOException own = new IOException("the sink is full");
    Faults faults =
        Faults.to(
            fault -> {
              throw own;
            });
    UncheckedIOException thrown =
        assertThrows(
            UncheckedIOException.class, () -> faults.add(Severity.NOTE, "here", () -> "odd"));
    assertSame(own, thrown.getCause());
  }
}
