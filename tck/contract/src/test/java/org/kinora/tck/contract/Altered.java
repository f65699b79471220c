package org.kinora.tck.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kinora.spi.container.Muxer;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;

/** Good plugins of which one method does something else. */
final class Altered {
  private Altered() {}

  /** What the good method does. */
  @FunctionalInterface
  interface Call {
    @Nullable Object go() throws Throwable;
  }

  /** What the altered method does instead. */
  @FunctionalInterface
  interface Instead {
    @Nullable Object of(Object[] arguments, Call good) throws Throwable;
  }

  /** What becomes of a session that a plugin makes. */
  @FunctionalInterface
  interface Change<T> {
    T of(T good) throws Throwable;
  }

  /** An object of which the methods of this name do something else. */
  static <T> T method(Class<T> type, T good, String name, Instead instead) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Call call = () -> invoke(method, good, arguments);
              return method.getName().equals(name) ? instead.of(arguments, call) : call.go();
            }));
  }

  private static @Nullable Object invoke(Method method, Object good, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(good, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What a good method makes. */
  static <T> T made(Class<T> type, Call call) throws Throwable {
    return type.cast(Objects.requireNonNull(call.go()));
  }

  /** A format whose readers are changed. */
  static StorageFormat readers(StorageFormat good, Change<RecordingReader> change) {
    return method(
        StorageFormat.class,
        good,
        "open",
        (arguments, open) -> change.of(made(RecordingReader.class, open)));
  }

  /** A format whose writers are changed. */
  static StorageFormat writers(StorageFormat good, Change<RecordingWriter> change) {
    return method(
        StorageFormat.class,
        good,
        "create",
        (arguments, create) -> change.of(made(RecordingWriter.class, create)));
  }

  /** Muxers that are changed. */
  static MuxerFactory muxers(MuxerFactory good, Change<Muxer> change) {
    return sessions(MuxerFactory.class, good, Muxer.class, change);
  }

  /** A factory of which the sessions that it creates are changed. */
  static <F, S> F sessions(Class<F> factory, F good, Class<S> session, Change<S> change) {
    return method(factory, good, "create", (arguments, create) -> change.of(made(session, create)));
  }
}
