package org.kinora.container.mp4;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of calls into the native library, with every argument that Java can pass. The
 * answer is a value or an exception that says what did not fit; the virtual machine goes on.
 *
 * <p>{@code -Dkinora.calls} says how many sequences; {@code -Djvm.options=-Xcheck:jni} has the
 * virtual machine check the border as well.
 */
class NativeAbuseTest {
  private static final int SEQUENCES = Integer.getInteger("kinora.calls", 2_000);
  private static final int RECORD_BYTES = 48;
  private static final int MOST_RESERVED_BYTES = 1 << 16;
  private static final byte[] DOPS = {0, 1, 1, 0x38, 0, 0, (byte) 0xBB, (byte) 0x80, 0, 0, 0};
  private static final byte[] ENTRY =
      SampleEntries.audio("Opus", 1, 16, 48_000, SampleEntries.box("dOps", DOPS)).toByteArray();

  private final List<Method> entries =
      Stream.of(NativeMovie.class.getDeclaredMethods())
          .filter(method -> Modifier.isNative(method.getModifiers()))
          .sorted(Comparator.comparing(Method::getName))
          .toList();
  private final Method create = entry("create");
  private final Method release = entry("release");

  private int answers;
  private int refusals;

  @Test
  void call_randomSequences_neverBreaksDown() throws Exception {
    entries.forEach(method -> method.setAccessible(true));
    assertTrue(entries.size() > 10);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int sequence = 0; sequence < SEQUENCES; sequence++) {
        String where = "seed " + seed + ", sequence " + sequence;
        long handle = (long) create.invoke(null, random.nextBoolean());
        Random theirs = new Random(random.nextLong());
        boolean twoThreads = random.nextInt(4) == 0;
        Future<?> beside = other.submit(() -> twoThreads ? callSome(theirs, handle, where) : 0);
        callSome(random, handle, where);
        beside.get();
        release.invoke(null, handle);
      }
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed, e);
    } finally {
      other.shutdown();
    }
    assertTrue(answers > SEQUENCES, () -> answers + " answers, seed " + seed);
    assertTrue(refusals > SEQUENCES, () -> refusals + " refusals, seed " + seed);
  }

  private int callSome(Random random, long handle, String where) {
    int calls = 1 + random.nextInt(20);
    for (int i = 0; i < calls; i++) {
      call(entries.get(random.nextInt(entries.size())), random, handle, where);
    }
    return calls;
  }

  private void call(Method entry, Random random, long handle, String where) {
    boolean rarely = random.nextInt(10) == 0;
    if (entry.equals(create) || (entry.equals(release) && !rarely)) {
      return; // leaks, or ends the sequence too soon
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Class<?> type : entry.getParameterTypes()) {
      boolean isHandle = arguments.isEmpty();
      arguments.add(isHandle && !rarely ? (Object) handle : argument(entry, type, random));
    }
    try {
      Object ignored = entry.invoke(null, arguments.toArray());
      count(true);
    } catch (InvocationTargetException e) {
      Throwable refusal = e.getTargetException();
      boolean said =
          refusal instanceof IllegalArgumentException || refusal instanceof IllegalStateException;
      assertTrue(
          said && !refusal.toString().contains("broke down"),
          () -> entry.getName() + arguments + ": " + refusal + ", " + where);
      count(false);
    } catch (IllegalAccessException e) {
      throw new AssertionError(where, e);
    }
  }

  private synchronized void count(boolean answered) {
    answers += answered ? 1 : 0;
    refusals += answered ? 0 : 1;
  }

  private static @Nullable Object argument(Method entry, Class<?> type, Random random) {
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type == int.class) {
      int any = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(4);
      any = any >> random.nextInt(Integer.SIZE);
      return entry.getName().equals("head") ? any % MOST_RESERVED_BYTES : any;
    }
    if (type == long.class) {
      return random.nextInt(3) == 0 ? random.nextLong() >> random.nextInt(Long.SIZE) : 1_000L;
    }
    if (random.nextInt(20) == 0) {
      return null;
    }
    return type == ByteBuffer.class ? records(random) : bytes(random);
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = random.nextInt(3) == 0 ? new byte[random.nextInt(200)] : ENTRY.clone();
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** Some in order, some of any bytes; a few in memory that native code cannot see. */
  private static ByteBuffer records(Random random) {
    int count = random.nextInt(5);
    int size = random.nextInt(20) == 0 ? random.nextInt(100) : count * RECORD_BYTES;
    ByteBuffer records =
        random.nextInt(10) == 0 ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
    records.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count && records.remaining() >= RECORD_BYTES; i++) {
      long time = i * 960L;
      records.putInt(random.nextInt(2)).putInt(0).putInt(10).putInt(random.nextInt(2));
      records.putLong(time).putLong(time).putLong(i * 10L).putInt(960).putInt(0);
    }
    for (int i = random.nextInt(3); i > 0 && size > 0; i--) {
      records.put(random.nextInt(size), (byte) random.nextInt());
    }
    return records;
  }

  private Method entry(String name) {
    return entries.stream().filter(method -> method.getName().equals(name)).findAny().orElseThrow();
  }
}
