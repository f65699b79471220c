package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    Set<String> caught = new TreeSet<>(Set.of("create_readOnlyFormat_isRefusedAndLeavesNothing"));
    Stream.concat(WrongFormats.all(), StorageFormatContractTest.broken())
        .forEach(each -> caught.add((String) each.get()[1]));
    Set<String> rules = new TreeSet<>();
    for (Class<?> contract :
        new Class<?>[] {WritableStorageContract.class, ReadOnlyStorageContract.class}) {
      for (Class<?> type = contract; type != Object.class; type = type.getSuperclass()) {
        addRules(type, rules);
        Stream.of(type.getInterfaces()).forEach(part -> addRules(part, rules));
      }
    }
    assertEquals(rules, caught);
  }

  static void addRules(Class<?> type, Set<String> rules) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        rules.add(method.getName());
      }
    }
  }
}
