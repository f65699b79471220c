package org.kinora.dataset.shards;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.dataset.Sha256;

/** Which shard a recording belongs to. A recording is never split over shards. */
final class ShardPlan {
  private ShardPlan() {}

  /**
   * Fills one shard after the other in the order given. Frozen in the plan before anything is
   * written, it is the same after a resume.
   *
   * @param sizesBytes what each recording will take, as estimated
   * @param mostRecordings a shard's limit, above 0
   * @param mostBytes a shard's limit; a larger recording has a shard for itself
   * @return the shard of each recording
   */
  static List<Integer> inOrder(List<Long> sizesBytes, int mostRecordings, long mostBytes) {
    List<Integer> shards = new ArrayList<>();
    int shard = 0;
    int recordings = 0;
    long bytes = 0;
    for (long size : sizesBytes) {
      if (recordings > 0 && (recordings == mostRecordings || size > mostBytes - bytes)) {
        shard++;
        recordings = 0;
        bytes = 0;
      }
      shards.add(shard);
      recordings++;
      bytes += size;
    }
    return List.copyOf(shards);
  }

  /**
   * The shard that a recording has whatever else the data set holds: SHA-256 of the id modulo the
   * number of shards. For data sets that many machines add to.
   */
  static int byHash(String videoId, int shards) {
    BigInteger hash = new BigInteger(1, Sha256.of(videoId.getBytes(StandardCharsets.UTF_8)));
    return hash.mod(BigInteger.valueOf(shards)).intValueExact();
  }
}
