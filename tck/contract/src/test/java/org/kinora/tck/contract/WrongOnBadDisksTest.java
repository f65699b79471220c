package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kinora.spi.storage.RecordingReader;
import org.kinora.spi.storage.RecordingWriter;
import org.kinora.spi.storage.StorageFormat;
import org.kinora.tck.contract.WrongFormats.Wrong;

/** Every rule about disks that fail is there for a wrong format that it catches. */
class WrongOnBadDisksTest {
  private static final String VERIFY = "verify_anyReadFails_isToldOrThrown";
  private static final String FULL = "write_diskIsFull_stopsWithTheLastAcknowledged";

  @Test
  void run_formatThatChecksWhatItCannotRead_isCaught() {
    ContractRun.assertCaught(ChecksNothing.class, VERIFY);
  }

  @Test
  void run_writerThatKeepsAFullDiskToItself_isCaught() {
    ContractRun.assertCaught(TellsNobody.class, FULL);
  }

  @Test
  void rules_each_haveAWrongFormat() {
    Set<String> caught = ContractRules.brokenBy(FaultContractsTest.broken());
    caught.addAll(List.of(VERIFY, FULL));
    assertEquals(
        ContractRules.of(
            FaultyReadContract.class, FaultyWriteContract.class, PowerLossContract.class),
        caught);
  }

  static class ChecksNothing extends FaultyReadContract {
    ChecksNothing() {
      super(new SilentCheck());
    }
  }

  static class TellsNobody extends FaultyWriteContract {
    TellsNobody() {
      super(new SilentWriter());
    }
  }

  /** What it cannot read it calls good. */
  static class SilentCheck extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.method(
          StorageFormat.class,
          good,
          "open",
          (arguments, open) -> {
            Path data = ((Path) arguments[0]).resolve(ToyFormat.DATA);
            return Altered.method(
                RecordingReader.class,
                Altered.made(RecordingReader.class, open),
                "verify",
                (sink, verify) -> {
                  orNothing(() -> Files.readAllBytes(data));
                  return null;
                });
          });
    }
  }

  /** What it cannot write it forgets. */
  static class SilentWriter extends Wrong {
    @Override
    StorageFormat alter(StorageFormat good) {
      return Altered.writers(
          good,
          writer -> {
            RecordingWriter silent = writer;
            for (String name : List.of("append", "flush", "finish")) {
              silent =
                  Altered.method(
                      RecordingWriter.class, silent, name, (arguments, call) -> orNothing(call));
            }
            return silent;
          });
    }
  }

  private static @Nullable Object orNothing(Altered.Call call) throws Throwable {
    try {
      return call.go();
    } catch (IOException e) {
      return null;
    }
  }
}
