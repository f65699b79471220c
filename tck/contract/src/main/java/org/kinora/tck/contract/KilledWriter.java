package org.kinora.tck.contract;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.kinora.media.Track;
import org.kinora.media.VideoFormat;
import org.kinora.spi.storage.RecordingWriter;

/**
 * A process that records until it is killed. It says after each flush how many samples are safe,
 * and once more when the recording is finished; then it waits.
 */
final class KilledWriter {
  /** Samples of the tracks together, about. */
  private static final int SAMPLES = 3_000;

  /** Samples from flush to flush, in the mean. */
  private static final int APART = 13;

  private KilledWriter() {}

  /** Arguments: the class of the format's contract test, where to record, a seed. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    WritableStorageContract storage = (WritableStorageContract) constructor.newInstance();
    long seed = Long.parseLong(arguments[2]);
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    try (PrintStream said = new PrintStream(out, true, StandardCharsets.US_ASCII)) {
      record(storage, Path.of(arguments[1]), seed, said);
      said.println(samples(storage, seed).count());
      System.in.read();
    }
  }

  private static void record(WritableStorageUnderTest storage, Path at, long seed, PrintStream said)
      throws IOException {
    WrittenSamples samples = samples(storage, seed);
    List<Track> tracks = samples.clips().stream().map(Clip::track).toList();
    Random random = new Random(seed);
    try (RecordingWriter writer = storage.format().create(at, storage.recording(tracks))) {
      said.println(0);
      for (int i = 0; i < samples.count(); i++) {
        samples.append(writer, i);
        if (random.nextInt(APART) == 0) {
          writer.flush();
          said.println(i + 1);
        }
      }
      writer.finish();
    }
  }

  /** The same samples in both processes; each seed takes the next set of tracks. */
  static WrittenSamples samples(WritableStorageUnderTest storage, long seed) {
    StorageBehaviour behaviour = storage.behaviour();
    List<List<Track>> sets = behaviour.accepted();
    List<Track> tracks = sets.get(Math.floorMod(seed, sets.size()));
    List<Clip> clips = new ArrayList<>();
    for (Track track : tracks) {
      Clip clip = storage.clip(track, SAMPLES / tracks.size());
      boolean reorders = behaviour.reorders() && track.format() instanceof VideoFormat;
      clips.add(reorders ? Clips.reordered(clip) : clip);
    }
    return WrittenSamples.of(clips, behaviour);
  }

  /** Starts it in a Java of its own; its messages go where those of this process go. */
  static Process start(Class<?> storage, Path at, long seed) throws IOException {
    return JavaProcess.builder(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            KilledWriter.class,
            List.of(storage.getName(), at.toString(), Long.toString(seed)))
        .start();
  }
}
