package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the storage contract is there for a wrong format that it catches. */
class WrongStorageFormatsTest {
  @ParameterizedTest
  @MethodSource("org.kinora.tck.contract.WrongFormats#all")
  void run_wrongFormat_isCaught(Class<?> wrong, String rule) {
    ContractRun.assertCaught(wrong, rule);
  }

  @Test
  void rules_each_haveAWrongFormat() {
    Set<String> caught =
        ContractRules.brokenBy(WrongFormats.all(), StorageFormatContractTest.broken());
    caught.add("create_readOnlyFormat_isRefusedAndLeavesNothing");
    assertEquals(
        ContractRules.of(WritableStorageContract.class, ReadOnlyStorageContract.class), caught);
  }
}
