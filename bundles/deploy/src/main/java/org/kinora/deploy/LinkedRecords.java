package org.kinora.deploy;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.Map;

/**
 * What Java remembers of the records that were linked last. It makes their {@code equals}, {@code
 * hashCode} and {@code toString} out of method handles of its own, each of which keeps what it was
 * last adapted to: up to Java 17 for ever, later until memory is short (JDK-8078641). So the
 * classes of a bundle that is gone stay, until records of another one are linked.
 */
final class LinkedRecords {
  /** A record that stays, with a component of a type that stays. */
  private record Kept(Kept part) {}

  private static final Map<String, MethodType> METHODS =
      Map.of(
          "equals", methodType(boolean.class, Kept.class, Object.class),
          "hashCode", methodType(int.class, Kept.class),
          "toString", methodType(String.class, Kept.class));

  private LinkedRecords() {}

  /** Lets go of the records of others. */
  static void forget() {
    MethodHandles.Lookup own = MethodHandles.lookup();
    try {
      MethodHandle part = own.findGetter(Kept.class, "part", Kept.class);
      for (Map.Entry<String, MethodType> method : METHODS.entrySet()) {
        ObjectMethods.bootstrap(own, method.getKey(), method.getValue(), Kept.class, "part", part);
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
