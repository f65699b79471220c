package org.kinora.tck.fuzz;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.kinora.lib.boxes.Structure;

/** Container files, walked part by part. */
record BoxesTarget(Path file) implements Target {
  private static final List<String> SEEDS =
      List.of(
          "00000010667479706d70343200000000000000106d6f6f760000000874726b20000000086d646174",
          "1a45dfa384428181ff18538067ffffffffffffffff1f43b675ffffffffffffffffe78100a3858100008000",
          "524946462400000057415645666d7420100000000100010080bb000000770100020010006461746100000000");

  @Override
  public String name() {
    return "boxes";
  }

  @Override
  public List<byte[]> seeds() {
    return SEEDS.stream().map(HexFormat.of()::parseHex).toList();
  }

  @Override
  public void accept(byte[] input) throws IOException {
    Files.write(file, input);
    long[] parts = new long[1];
    try (FileChannel channel = FileChannel.open(file)) {
      Structure.walk(channel, part -> parts[0]++);
    }
    if (parts[0] > input.length) {
      throw new IllegalStateException(parts[0] + " parts in " + input.length + " bytes");
    }
  }
}
