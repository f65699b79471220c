package org.kinora.tck.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a file that ends within a packet, all in front of that counts, and nothing of it. */
class ContainerJudgeTest {
  private static final int CUT_OFF_BYTES = 5;

  @TempDir Path dir;

  @Test
  void assertBeginnings_partOfTheLastPacket_countsInNoFile() throws IOException {
    MuxerUnderTest muxer = new MuxerContractTest.Good();
    List<Clip> clips = muxer.clips(new RealClips(dir));
    Path file = dir.resolve("cut.ivf");
    try (MuxerSession session =
        MuxerSession.open(muxer.factory(), file, MuxerSession.settings(clips, Map.of()))) {
      session.writeAll(clips);
      session.muxer().finish();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - CUT_OFF_BYTES);
    }
    int all = clips.get(0).samples().size();
    ContainerJudge cut = ContainerJudge.ofCut(file, muxer.behaviour());
    cut.assertBeginnings(clips, List.of(all - 1));
    assertThrows(AssertionError.class, () -> cut.assertBeginnings(clips, List.of(all)));
    ContainerJudge recovered = ContainerJudge.ofRecovered(file, muxer.behaviour(), List.of(0));
    assertThrows(AssertionError.class, () -> recovered.assertBeginnings(clips, List.of(0)));
  }
}
