package org.kinora.tck.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.media.TrackIndex;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.StorageFormat;

/**
 * One file of a recording, whose other files are as its writer left them. The recording is opened
 * and everything that can be asked is asked; what comes back must hold together.
 *
 * @param name of the target
 * @param format that is tested
 * @param recording a directory of the test
 * @param file in it, which every input overwrites
 * @param original its bytes
 * @param mend makes an input pass checks that it would hardly ever pass by chance, if there are
 *     some; applied when the input's first byte is odd
 */
record RecordingTarget(
    String name,
    StorageFormat format,
    Path recording,
    Path file,
    Blob original,
    Optional<UnaryOperator<byte[]>> mend)
    implements Target {
  private static final int SAMPLES_MAX = 2_000;
  private static final long FAULTS_MAX = 1_000_000;

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (byte mode = 0; mode <= (mend.isPresent() ? 1 : 0); mode++) {
      byte[] seed = new byte[original.size() + 1];
      seed[0] = mode;
      System.arraycopy(original.toByteArray(), 0, seed, 1, original.size());
      seeds.add(seed);
    }
    return seeds;
  }

  @Override
  public void accept(byte[] input) throws IOException {
    byte[] bytes = new byte[Math.max(0, input.length - 1)];
    System.arraycopy(input, Math.min(1, input.length), bytes, 0, bytes.length);
    boolean isMended = mend.isPresent() && input.length > 0 && (input[0] & 1) != 0;
    Files.write(file, isMended ? mend.get().apply(bytes) : bytes);
    Probe probe = format.probe(recording);
    try (RecordingReader reader = format.open(recording)) {
      check(!(probe instanceof Probe.NoMatch), "what is no match opens");
      RecordingInfo info = reader.info();
      for (Track track : info.tracks()) {
        useTrack(reader, track.id());
      }
      long[] faults = new long[1];
      reader.verify(fault -> count(faults, fault));
    } catch (IOException e) {
      check(e.getMessage() != null, "an error says nothing: " + e);
    }
  }

  private static void count(long[] faults, Fault fault) {
    check(!fault.message().isBlank(), "a fault says nothing");
    faults[0]++;
    check(faults[0] <= FAULTS_MAX, "faults without end");
  }

  private static void useTrack(RecordingReader reader, int trackId) throws IOException {
    TrackIndex index;
    try {
      index = reader.index(trackId);
      checkIndex(index);
    } catch (UncheckedIOException e) {
      return;
    }
    read(reader, trackId, index);
    for (int i : new int[] {0, index.count() / 2, index.count() - 1}) {
      if (i >= 0 && i < index.count()) {
        attempt(() -> reader.readGop(trackId, index.timeUs(i), RecordingTarget::checkSample));
      }
    }
    attempt(reader::segments);
  }

  private static void checkIndex(TrackIndex index) {
    int count = Math.min(index.count(), SAMPLES_MAX);
    for (int i = 0; i < count; i++) {
      SampleInfo info = index.info(i);
      check(info.size() >= 0, "sample " + i + " has a negative size");
      check(info.durationUs() >= 0, "sample " + i + " has a negative duration");
      check(
          i == 0 || info.decodeTimeUs() >= index.decodeTimeUs(i - 1), "decode times fall at " + i);
      int shown = index.floor(info.timeUs());
      check(shown >= -1 && shown < index.count(), "floor of sample " + i + " is " + shown);
      int key = index.keyframeBefore(i);
      check(key >= -1 && key <= i, "key frame of sample " + i + " is " + key);
      check(key < 0 || index.isKeyframe(key), "key frame of sample " + i + " is none");
    }
    index.endUs();
  }

  private static void read(RecordingReader reader, int trackId, TrackIndex index)
      throws IOException {
    int first = 0;
    int count = Math.min(index.count(), SAMPLES_MAX);
    while (first < count) {
      int[] delivered = new int[1];
      SampleRange rest = new SampleRange(trackId, first, count - first);
      attempt(
          () ->
              reader.read(
                  rest,
                  (info, data) -> {
                    checkSample(info, data);
                    delivered[0]++;
                  }));
      check(delivered[0] <= rest.count(), "more samples than were asked for");
      first += delivered[0] + 1;
    }
  }

  private static void checkSample(SampleInfo info, ByteBuffer data) {
    check(info.size() == data.remaining(), "a sample's size differs from its bytes");
  }

  /** Something that may find the recording damaged. */
  private interface Use {
    void run() throws IOException;
  }

  private static void attempt(Use use) {
    try {
      use.run();
    } catch (IOException | UncheckedIOException e) {
      check(e.getMessage() != null, "an error says nothing: " + e);
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
