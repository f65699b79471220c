package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kinora.spi.dataset.DatasetFormat;
import org.kinora.tck.contract.ToyDataset.Bug;

/** The contract of data set formats passes what keeps it and catches what breaks it. */
class DatasetFormatContractTest {
  @Test
  void run_goodFormat_passes() {
    ContractRun run = ContractRun.of(Good.class);
    assertEquals(Set.of(), run.failed());
    assertTrue(run.passed().size() >= 15, () -> "only " + run.passed());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void run_wrongFormat_isCaught(Class<?> wrong, String rule) {
    ContractRun.assertCaught(wrong, rule);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(PlansAnew.class, "plan_sameRecordings_isEqualAndNamesAllItsOptions"),
        arguments(Overlaps.class, "plan_units_areTheRecordingsAndTheirPiecesFollowEachOther"),
        arguments(CountsCalls.class, "write_anyOrderAndAtOnce_sameBytes"),
        arguments(LeavesOpen.class, "write_toTheEnd_leavesNothingOpen"),
        arguments(Complains.class, "verify_whatWasWritten_findsNothing"),
        arguments(Overlooks.class, "verify_damagedFile_isNoticed"),
        arguments(TakesTheJournal.class, "summary_whatWasWritten_isThePlan"),
        arguments(ShiftsPictures.class, "piece_each_hasThePicturesOfItsFileAndWhatWasDone"),
        arguments(LosesEvents.class, "piece_events_areMarksAtTheirTimes"),
        arguments(TakesAnyOption.class, "plan_unknownOption_isRefused"),
        arguments(TakesTwins.class, "plan_twoOfOneId_isRefused"),
        arguments(TakesAnyId.class, "plan_idThatIsNoName_isRefused"),
        arguments(KnowsAnything.class, "summary_noDataSet_isUnknown"),
        arguments(InventsPieces.class, "piece_noSuch_isRefused"),
        arguments(GoesOn.class, "write_recordingFails_comesThroughAndNothingStaysOpen"));
  }

  @Test
  void rules_each_haveAWrongFormat() {
    assertEquals(ContractRules.of(DatasetFormatContract.class), ContractRules.brokenBy(wrong()));
  }

  abstract static class Toy extends DatasetFormatContract {
    private final ToyDataset format;

    Toy(Bug bug) {
      format = new ToyDataset(bug);
    }

    @Override
    public DatasetFormat format() {
      return format;
    }

    @Override
    public String name() {
      return "toy";
    }

    @AfterAll
    void closeForgotten() throws IOException {
      format.closeForgotten();
    }
  }

  static class Good extends Toy {
    Good() {
      super(Bug.NONE);
    }
  }

  static class PlansAnew extends Toy {
    PlansAnew() {
      super(Bug.PLANS_ANEW);
    }
  }

  static class Overlaps extends Toy {
    Overlaps() {
      super(Bug.OVERLAPS);
    }
  }

  static class CountsCalls extends Toy {
    CountsCalls() {
      super(Bug.COUNTS_CALLS);
    }
  }

  static class LeavesOpen extends Toy {
    LeavesOpen() {
      super(Bug.LEAVES_OPEN);
    }
  }

  static class Complains extends Toy {
    Complains() {
      super(Bug.COMPLAINS);
    }
  }

  static class Overlooks extends Toy {
    Overlooks() {
      super(Bug.OVERLOOKS);
    }
  }

  static class TakesTheJournal extends Toy {
    TakesTheJournal() {
      super(Bug.TAKES_THE_JOURNAL);
    }
  }

  static class ShiftsPictures extends Toy {
    ShiftsPictures() {
      super(Bug.SHIFTS_PICTURES);
    }
  }

  static class LosesEvents extends Toy {
    LosesEvents() {
      super(Bug.LOSES_EVENTS);
    }
  }

  static class TakesAnyOption extends Toy {
    TakesAnyOption() {
      super(Bug.TAKES_ANY_OPTION);
    }
  }

  static class TakesTwins extends Toy {
    TakesTwins() {
      super(Bug.TAKES_TWINS);
    }
  }

  static class TakesAnyId extends Toy {
    TakesAnyId() {
      super(Bug.TAKES_ANY_ID);
    }
  }

  static class KnowsAnything extends Toy {
    KnowsAnything() {
      super(Bug.KNOWS_ANYTHING);
    }
  }

  static class InventsPieces extends Toy {
    InventsPieces() {
      super(Bug.INVENTS_PIECES);
    }
  }

  static class GoesOn extends Toy {
    GoesOn() {
      super(Bug.GOES_ON);
    }
  }
}
