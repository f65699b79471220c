package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One run of a contract's test class.
 *
 * @param passed names of the methods that passed
 * @param failed names of the methods that failed
 */
record ContractRun(Set<String> passed, Set<String> failed) {
  /** Runs the whole contract. */
  static ContractRun of(Class<?> test) {
    return of(test, descriptor -> FilterResult.included("all"));
  }

  /** Runs one rule of the contract and expects it to fail. */
  static void assertCaught(Class<?> test, String rule) {
    ContractRun run =
        of(test, found -> FilterResult.includedIf(!found.isTest() || isNamed(found, rule)));
    assertEquals(Set.of(rule), run.failed(), () -> "passed: " + run.passed());
  }

  private static ContractRun of(Class<?> test, PostDiscoveryFilter filter) {
    ContractRun run = new ContractRun(new TreeSet<>(), new TreeSet<>());
    LauncherFactory.create()
        .execute(
            request().selectors(selectClass(test)).filters(filter).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier found, TestExecutionResult result) {
                run.note(found, result);
              }
            });
    return run;
  }

  private static boolean isNamed(TestDescriptor test, String rule) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .filter(source -> ((MethodSource) source).getMethodName().equals(rule))
        .isPresent();
  }

  private void note(TestIdentifier test, TestExecutionResult result) {
    String name = test.getLegacyReportingName().replaceAll("\\(.*", "");
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      failed.add(name);
    } else if (test.isTest()) {
      passed.add(name);
    }
  }
}
