package org.kinora.tck.contract;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The names of a contract's rules: those that it has, and those that something wrong breaks. */
final class ContractRules {
  private ContractRules() {}

  /** All rules of contracts, with those of the classes and interfaces that they are made of. */
  static Set<String> of(Class<?>... contracts) {
    Set<String> rules = new TreeSet<>();
    for (Class<?> contract : contracts) {
      for (Class<?> type = contract; type != Object.class; type = type.getSuperclass()) {
        add(type, rules);
        Stream.of(type.getInterfaces()).forEach(part -> add(part, rules));
      }
    }
    return rules;
  }

  private static void add(Class<?> type, Set<String> rules) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        rules.add(method.getName());
      }
    }
  }

  /** The rules that stand beside the wrong ones which break them. */
  @SafeVarargs
  static Set<String> brokenBy(Stream<Arguments>... wrong) {
    Set<String> broken = new TreeSet<>();
    for (Stream<Arguments> some : wrong) {
      some.forEach(each -> broken.add((String) each.get()[1]));
    }
    return broken;
  }
}
