package org.kinora.dataset.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

class LayoutTest {
  @Test
  void paths_areTheSeeds() throws MediaException {
    Layout chunk = Layout.of(3, "rec_1", 12);
    assertEquals(
        "actions/SHARD_0003/rec_1/rec_1_chunk_0012/actions_raw.parquet", chunk.actions(Layout.RAW));
    assertEquals("video/SHARD_0003/rec_1/rec_1_chunk_0012.mp4", chunk.video("", "mp4"));
    assertEquals(
        "video/SHARD_0003/rec_1/rec_1_chunk_0012.camera.webm", chunk.video("camera", "webm"));
    assertEquals("audio/SHARD_0003/rec_1/rec_1_chunk_0012.wav", chunk.audio("", "wav"));
    assertEquals("12345", Layout.of(0, "a", 12_345).chunkId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a\\b", "ä", "a b", "a\u0000"})
  void of_idThatIsNoName_isRefused(String id) {
    MediaException e = assertThrows(MediaException.class, () -> Layout.of(0, id, 0));
    assertEquals(MediaError.ID_INVALID, e.code());
  }

  @Test
  void shards_inOrder_keepBothLimits() {
    assertEquals(List.of(0, 0, 1, 1, 2), ShardPlan.inOrder(Collections.nCopies(5, 1L), 2, 100));
    assertEquals(
        List.of(0, 0, 1, 2, 3), ShardPlan.inOrder(List.of(60L, 40L, 1L, 500L, 1L), 9, 100));
    assertEquals(List.of(), ShardPlan.inOrder(List.of(), 1, 1));
  }

  @Test
  void shards_byHash_dependOnTheIdAlone() {
    // python3: int(hashlib.sha256(b"rec_1").hexdigest(), 16) % 1000
    assertEquals(25, ShardPlan.byHash("rec_1", 1000));
  }
}
