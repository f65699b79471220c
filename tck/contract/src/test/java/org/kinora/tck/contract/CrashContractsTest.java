package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.RecordingInfo;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.storage.Probe;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.ToyFormat.Bug;

/** The contracts of killed writers and torn tails pass what keeps them and catch what does not. */
class CrashContractsTest {
  private static final String KILLED = "open_writerKilled_hasAllThatWasFlushed";
  private static final String CUT = "open_cutAtEachOfTheLastBytes_keepsAllBefore";

  @Test
  void run_goodFormat_passes() {
    assertEquals(Set.of(), ContractRun.of(GoodKilled.class).failed());
    assertEquals(Set.of(), ContractRun.of(GoodTruncated.class).failed());
  }

  @Test
  void run_writerThatKeepsSamplesInMemory_isCaught() {
    ContractRun.assertCaught(HoardingKilled.class, KILLED);
  }

  @Test
  void run_writerThatAltersSamples_isCaught() {
    ContractRun.assertCaught(AlteringKilled.class, KILLED);
  }

  @Test
  void run_readerThatTrustsTornRecords_isCaught() {
    ContractRun.assertCaught(TrustingTruncated.class, CUT);
  }

  @Test
  void run_readerThatRefusesTornTails_isCaught() {
    ContractRun.assertCaught(StrictTruncated.class, CUT);
  }

  static class GoodKilled extends KilledWriterContract {
    GoodKilled() {
      super(new StorageFormatContractTest.Good());
    }
  }

  static class HoardingKilled extends KilledWriterContract {
    HoardingKilled() {
      super(new Hoarding());
    }
  }

  static class AlteringKilled extends KilledWriterContract {
    AlteringKilled() {
      super(new StorageFormatContractTest.WriterIgnoresPosition());
    }
  }

  static class GoodTruncated extends TruncationContract {
    GoodTruncated() {
      super(new StorageFormatContractTest.Good());
    }
  }

  static class TrustingTruncated extends TruncationContract {
    TrustingTruncated() {
      super(new StorageFormatContractTest.TrustsTornRecords());
    }
  }

  static class StrictTruncated extends TruncationContract {
    StrictTruncated() {
      super(new Strict());
    }
  }

  /** A toy whose samples reach the disk when the recording is finished, whatever flush says. */
  static class Hoarding extends StorageFormatContractTest.Good {
    @Override
    public StorageFormat format() {
      return new ToyBeneath() {
        @Override
        public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
            throws IOException {
          return new HoardingWriter(super.create(at, info, options));
        }
      };
    }
  }

  /** A toy that refuses a recording whose last record is torn, as many readers do. */
  static class Strict extends StorageFormatContractTest.Good {
    @Override
    public StorageFormat format() {
      return new ToyBeneath() {
        @Override
        public RecordingReader open(Path at) throws IOException {
          RecordingReader reader = super.open(at);
          long bytes = 0;
          for (Track track : reader.info().tracks()) {
            for (Sample sample : Readings.all(reader, track)) {
              bytes += ToyWriter.HEAD_BYTES + sample.data().size();
            }
          }
          if (bytes != Files.size(at.resolve(ToyFormat.DATA))) {
            throw new MediaException(MediaError.INDEX_PARSE_ERROR, "the last record is torn");
          }
          return reader;
        }
      };
    }
  }

  /** Hands everything on to a toy without faults. */
  static class ToyBeneath implements StorageFormat {
    private final ToyFormat toy = new ToyFormat(Bug.NONE);

    @Override
    public Probe probe(Path at) throws IOException {
      return toy.probe(at);
    }

    @Override
    public RecordingReader open(Path at) throws IOException {
      return toy.open(at);
    }

    @Override
    public RecordingWriter create(Path at, RecordingInfo info, Map<String, String> options)
        throws IOException {
      return toy.create(at, info, options);
    }
  }

  private record HoardingWriter(RecordingWriter disk, List<Held> held) implements RecordingWriter {
    private record Held(int trackId, SampleInfo info, Blob data) {}

    HoardingWriter(RecordingWriter disk) {
      this(disk, new ArrayList<>());
    }

    @Override
    public void append(int trackId, SampleInfo info, ByteBuffer data) {
      held.add(new Held(trackId, info, Blob.of(data)));
    }

    @Override
    public void flush() throws IOException {
      disk.flush();
    }

    @Override
    public void finish() throws IOException {
      for (Held one : held) {
        disk.append(one.trackId(), one.info(), one.data().buffer());
      }
      disk.finish();
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
