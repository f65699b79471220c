package org.kinora.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kinora.plugins.PluginChoice;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginLease;
import org.kinora.plugins.Plugins;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** A bundle on its way out, whose sessions end when the test says so. */
class RetirementTest {
  private static final PluginLease LEASE =
      new PluginLease(
          PluginInfo.Kind.STORAGE, "tape", 1, "tape", "1.0.0", Instant.EPOCH, "record-1");

  private final CountDownLatch sessionEnds = new CountDownLatch(1);
  private final CountDownLatch removing = new CountDownLatch(1);
  private final CountDownLatch mayGo = new CountDownLatch(1);
  private final CountDownLatch undrained = new CountDownLatch(1);
  private final Retirement retirement = new Retirement(new OneSession());
  private volatile int state = Bundle.ACTIVE;
  private final Bundle bundle =
      (Bundle)
          Proxy.newProxyInstance(
              RetirementTest.class.getClassLoader(),
              new Class<?>[] {Bundle.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getBundleId" -> 1L;
                    case "getSymbolicName" -> "tape";
                    case "getVersion" -> new Version(1, 0, 0);
                    case "getState" -> state;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  @AfterEach
  void stop() {
    retirement.stop();
  }

  /** Somebody holds the bundle until the test lets go. */
  private final class OneSession implements Plugins {
    @Override
    public List<PluginInfo> list() {
      return List.of();
    }

    @Override
    public List<PluginLease> leases() {
      return sessionEnds.getCount() == 0 ? List.of() : List.of(LEASE);
    }

    @Override
    public List<PluginLease> drain(long bundleId, Duration limit) throws InterruptedException {
      if (!limit.isZero()) {
        sessionEnds.await();
      }
      return leases();
    }

    @Override
    public void undrain(long bundleId) {
      undrained.countDown();
    }

    @Override
    public List<PluginChoice> why(PluginInfo.Kind kind, String input) {
      return List.of();
    }
  }

  private void remove(Bundle going) {
    removing.countDown();
    try {
      mayGo.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertSame(bundle, going);
    state = Bundle.UNINSTALLED;
  }

  @Test
  void retire_whileItGoes_itStillRetires() throws Exception {
    retirement.retire(bundle, this::remove);
    assertEquals("record-1", retirement.held(bundle));
    sessionEnds.countDown();
    removing.await();
    assertTrue(retirement.isRetiring(bundle), "nobody may take it for one that runs");
    mayGo.countDown();
    while (retirement.isRetiring(bundle)) {
      Thread.onSpinWait();
    }
    assertEquals(Bundle.UNINSTALLED, state);
  }

  @Test
  void recall_heldBundle_runsOn() throws Exception {
    retirement.retire(bundle, this::remove);
    assertTrue(retirement.recall(bundle));
    assertFalse(retirement.isRetiring(bundle));
    undrained.await();
    sessionEnds.countDown();
    assertEquals(Bundle.ACTIVE, state);
  }

  @Test
  void recall_whileItGoes_waitsUntilItHasGone() throws Exception {
    retirement.retire(bundle, this::remove);
    sessionEnds.countDown();
    removing.await();
    CompletableFuture<Boolean> runsOn =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return retirement.recall(bundle);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    mayGo.countDown();
    assertFalse(runsOn.get());
    assertEquals(Bundle.UNINSTALLED, state);
  }
}
