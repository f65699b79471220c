package org.kinora.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.engine.plugin.lease.LeasedCaptures;
import org.kinora.engine.plugin.lease.LeasedCompositors;
import org.kinora.engine.plugin.lease.LeasedDatasets;
import org.kinora.engine.plugin.lease.LeasedDecoders;
import org.kinora.engine.plugin.lease.LeasedEncoders;
import org.kinora.engine.plugin.lease.LeasedFormat;
import org.kinora.engine.plugin.lease.LeasedMuxers;
import org.kinora.engine.plugin.lease.LeasedRecovery;
import org.kinora.engine.plugin.lease.LeasedStretches;

/** An interface of plugins that grows by a default method must be handed on. */
class LeasedTypesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        LeasedCaptures.class,
        LeasedCompositors.class,
        LeasedDatasets.class,
        LeasedDecoders.class,
        LeasedEncoders.class,
        LeasedFormat.class,
        LeasedMuxers.class,
        LeasedRecovery.class,
        LeasedStretches.class,
      })
  void leases_everyMethod_isHandedOn(Class<?> factory) throws Exception {
    assertHandsOn(factory);
    for (Class<?> session : factory.getDeclaredClasses()) {
      if (!session.isInterface()) {
        assertHandsOn(session);
      }
    }
    String lease = factory.getPackageName() + ".";
    for (String name : List.of("LeasedReader", "LeasedIndex")) {
      assertHandsOn(Class.forName(lease + name));
    }
  }

  private static void assertHandsOn(Class<?> lease) {
    for (Class<?> type : lease.getInterfaces()) {
      if (type.getName().startsWith("org.kinora.")) {
        for (Method method : type.getMethods()) {
          if (!Modifier.isStatic(method.getModifiers()) && !method.getName().equals("close")) {
            assertDoesNotThrow(
                () -> lease.getDeclaredMethod(method.getName(), method.getParameterTypes()),
                lease.getSimpleName());
          }
        }
      }
    }
  }
}
