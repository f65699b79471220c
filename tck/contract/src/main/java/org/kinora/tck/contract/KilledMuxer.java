package org.kinora.tck.contract;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.kinora.tck.contract.MuxerSession.Turn;

/**
 * A process that writes a live file until it is killed. It says after each flush how many samples
 * are in the file, and once more when it is finished; then it waits.
 */
final class KilledMuxer {
  /** Samples from flush to flush, in the mean. */
  private static final int APART = 41;

  static final int ROUNDS = 20;

  private KilledMuxer() {}

  /** Arguments: the class of the muxer's contract test, the file, where the clips lie, a seed. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    MuxerUnderTest muxer = (MuxerUnderTest) constructor.newInstance();
    long seed = Long.parseLong(arguments[3]);
    LiveTake take = LiveTake.of(muxer, new RealClips(Path.of(arguments[2])), seed, ROUNDS);
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    try (PrintStream said = new PrintStream(out, true, StandardCharsets.US_ASCII)) {
      said.println(write(muxer, take, Path.of(arguments[1]), seed, said));
      System.in.read();
    }
  }

  private static int write(
      MuxerUnderTest muxer, LiveTake take, Path file, long seed, PrintStream said)
      throws IOException {
    Random random = new Random(seed);
    try (MuxerSession session =
        MuxerSession.open(muxer.factory(), file, MuxerSession.live(take.clips(), take.options()))) {
      List<Turn> turns = session.addAll(take.clips());
      for (int i = 0; i < turns.size(); i++) {
        session.write(turns.get(i).track(), turns.get(i).sample());
        if (random.nextInt(APART) == 0) {
          session.muxer().flush();
          said.println(i + 1);
        }
      }
      session.muxer().finish();
      return turns.size();
    }
  }

  /** Starts it in a Java of its own; its messages go where those of this process go. */
  static Process start(Class<?> muxer, Path file, Path clips, long seed) throws IOException {
    return JavaProcess.builder(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            KilledMuxer.class,
            List.of(muxer.getName(), file.toString(), clips.toString(), Long.toString(seed)))
        .start();
  }
}
