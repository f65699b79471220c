package org.kinora.storage.reel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kinora.media.Blob;
import org.kinora.media.Fault;
import org.kinora.media.Fault.Severity;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.SampleInfo;
import org.kinora.media.SampleRange;
import org.kinora.media.Track;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.tck.contract.Sample;

/** What damage costs, and what it does not. */
class ReelDamageTest {
  private static final long SALT = 42;
  private static final Take TAKE = Take.of(5, 3);

  @TempDir Path dir;
  private Path at = Path.of("");
  private Path log = at;

  @BeforeEach
  void writeTake() throws IOException {
    at = written(true, dir.resolve("take"));
    log = at.resolve(ReelFiles.LOG);
  }

  private static Path written(boolean finish, Path at) throws IOException {
    try (RecordingWriter writer = ReelWriter.create(at, Take.info(), SALT, Durability.GOP)) {
      TAKE.appendAll(writer);
      if (finish) {
        writer.finish();
      } else {
        writer.flush();
      }
    }
    return at;
  }

  /** What was finished is cut by {@link ReelTruncationTest}. */
  @Test
  void open_unfinishedAndCutAtAnyByte_isABeginning() throws IOException {
    byte[] bytes =
        Files.readAllBytes(written(false, dir.resolve("unfinished")).resolve(ReelFiles.LOG));
    for (int cut = 1; cut <= 4096; cut++) {
      Files.write(log, Arrays.copyOf(bytes, bytes.length - cut));
      TAKE.assertIsBeginning(at, 0, "cut by " + cut);
      try (RecordingReader reader = new ReelFormat().open(at)) {
        assertFalse(reader.info().complete());
      }
    }
  }

  @Test
  void verify_anyBitFlipped_isFoundAndCostsItsBlockOnly() throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    List<Found> blocks = blocks(bytes);
    Random random = new Random(17);
    for (int n = 0; n < 300; n++) {
      int place = random.nextInt(bytes.length * 8);
      byte[] flipped = bytes.clone();
      flipped[place / 8] ^= (byte) (1 << place % 8);
      Files.write(log, flipped);
      for (boolean withIndex : new boolean[] {true, false}) {
        String what = "bit " + place + (withIndex ? "" : ", no index");
        if (!withIndex) {
          Files.move(at.resolve("index-1.reel"), at.resolve("hidden"));
        }
        assertFalse(faults().isEmpty(), () -> what + " is not found");
        assertOnlyLost(blocks, place / 8, what);
        if (!withIndex) {
          Files.move(at.resolve("hidden"), at.resolve("index-1.reel"));
        }
      }
    }
  }

  private record Found(long offset, long end, Optional<Integer> track, int first, int count) {}

  private static List<Found> blocks(byte[] bytes) {
    List<Found> blocks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = FileHeader.BYTES; at < bytes.length; ) {
      BlockHeader header = BlockHeader.decode(SALT, in.position(at)).orElseThrow();
      int count = header.headBytes() / BlockTable.ENTRY_BYTES;
      boolean samples = header.kind() == BlockHeader.SAMPLES;
      blocks.add(
          new Found(
              at,
              at + header.blockBytes(),
              samples ? Optional.of(header.track()) : Optional.empty(),
              (int) header.firstSample(),
              count));
      at += (int) header.blockBytes();
    }
    return blocks;
  }

  /** Every sample is read as it was written, but for those of the block that was hit. */
  private void assertOnlyLost(List<Found> blocks, int hit, String what) throws IOException {
    try (RecordingReader reader = new ReelFormat().open(at)) {
      for (Track track : reader.info().tracks()) {
        List<Sample> written = TAKE.of(track, TAKE.count());
        int count = reader.index(track.id()).count();
        for (int i = 0; i < written.size(); i++) {
          Optional<Sample> found = i < count ? read(reader, track, i) : Optional.empty();
          if (found.isPresent()) {
            assertEquals(written.get(i), found.get(), what);
          } else {
            int sample = i;
            assertTrue(
                blocks.stream()
                    .anyMatch(
                        block ->
                            block.offset() <= hit
                                && hit < block.end()
                                && block.track().equals(Optional.of(track.id()))
                                && block.first() <= sample
                                && sample < block.first() + block.count()),
                () -> what + ": sample " + sample + " of track " + track.id() + " is lost too");
          }
        }
      }
    }
  }

  private static Optional<Sample> read(RecordingReader reader, Track track, int i)
      throws IOException {
    List<Sample> samples = new ArrayList<>();
    try {
      reader.read(
          new SampleRange(track.id(), i, 1),
          (info, data) -> samples.add(new Sample(info, Blob.of(data))));
      return Optional.of(samples.get(0));
    } catch (MediaException e) {
      assertEquals(MediaError.DATA_RANGE_ERROR, e.code(), e.getMessage());
      return Optional.empty();
    }
  }

  @Test
  void open_indexesDamagedAtAnyPlace_allSamplesAreThere() throws IOException {
    Random random = new Random(23);
    Path index = at.resolve("index-1.reel");
    byte[] bytes = Files.readAllBytes(index);
    for (int n = 0; n < bytes.length; n++) {
      byte[] damaged = bytes.clone();
      damaged[n] ^= (byte) (1 + random.nextInt(255));
      Files.write(index, damaged);
      TAKE.assertIsWhole(at);
      assertEquals(List.of(Severity.WARNING), faults().stream().map(Fault::severity).toList());
      Files.write(index, Arrays.copyOf(bytes, n));
      TAKE.assertIsWhole(at);
    }
  }

  @Test
  void open_indexOfAnotherRecording_isNotUsed() throws IOException {
    Path other = dir.resolve("other");
    try (RecordingWriter writer = ReelWriter.create(other, Take.info(), 43, Durability.GOP)) {
      Take.of(6, 3).appendAll(writer);
      writer.finish();
    }
    Files.write(at.resolve("index-1.reel"), Files.readAllBytes(other.resolve("index-1.reel")));
    TAKE.assertIsWhole(at);
  }

  @Test
  void open_fileHeaderAndDescriptionDamaged_copiesAreUsed() throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    Arrays.fill(bytes, 0, 200, (byte) 0);
    Files.write(log, bytes);
    assertEquals(new Probe.Match(1), new ReelFormat().probe(at));
    TAKE.assertIsWhole(at);
    assertFalse(faults().isEmpty());
  }

  @Test
  void open_blockOfUnknownKind_isSkipped() throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    int end = (int) blocks(bytes).get(0).end();
    ByteBuffer unknown = ByteBuffer.allocate(BlockHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    new BlockHeader(77, 0, 5, 11, 0, FileHeader.BYTES, 12345).encode(SALT, unknown);
    ByteBuffer longer = ByteBuffer.allocate(bytes.length + BlockHeader.BYTES + 16);
    longer.put(bytes, 0, end).put(unknown).position(end + BlockHeader.BYTES + 16);
    longer.put(bytes, end, bytes.length - end);
    Files.write(log, longer.array());
    Files.delete(at.resolve("index-1.reel"));
    Files.delete(at.resolve("index-2.reel"));
    Files.delete(at.resolve("index-9.reel"));
    TAKE.assertIsWhole(at);
  }

  @Test
  void open_newerVersion_isNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    ByteBuffer header = new FileHeader(FileHeader.Role.LOG, 2, 0, SALT).encode();
    header.get(bytes, 0, FileHeader.BYTES);
    Files.write(log, bytes);
    assertEquals(new Probe.WrongVersion(2, 1, 1), new ReelFormat().probe(at));
    MediaException e = assertThrows(MediaException.class, () -> new ReelFormat().open(at));
    assertEquals(MediaError.FORMAT_TOO_NEW, e.code());
  }

  /** A recorder's own file, recorded: its blocks stand inside a sample and are no blocks. */
  @Test
  void open_damageInFrontOfARecordingInsideASample_isNotTakenForOurs() throws IOException {
    Blob inner = Blob.of(Files.readAllBytes(log));
    Path outer = dir.resolve("outer");
    try (RecordingWriter writer = new ReelFormat().create(outer, Take.info())) {
      writer.append(9, SampleInfo.inOrder(0, 0, inner.size(), true), inner.buffer());
      writer.finish();
    }
    Path outerLog = outer.resolve(ReelFiles.LOG);
    byte[] bytes = Files.readAllBytes(outerLog);
    ByteBuffer first = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long salt = first.getLong(16);
    int block =
        (int) BlockHeader.decode(salt, first.position(FileHeader.BYTES)).orElseThrow().blockBytes()
            + FileHeader.BYTES;
    bytes[block] ^= 1;
    Files.write(outerLog, bytes);
    Files.delete(outer.resolve("index-9.reel"));
    try (RecordingReader reader = new ReelFormat().open(outer)) {
      assertEquals(0, reader.index(9).count());
      assertTrue(reader.info().complete());
    }
  }

  private List<Fault> faults() throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (RecordingReader reader = new ReelFormat().open(at)) {
      reader.verify(faults::add);
    }
    return faults;
  }
}
