package org.kinora.tck.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kinora.spi.dataset.DatasetFormat;

/** A data set format and what its contract must know of it. */
public interface DatasetUnderTest {
  /** The format that is tested. */
  DatasetFormat format();

  /** Its name, as {@code DatasetType} has it. */
  String name();

  /**
   * Sets of options; every rule holds for each. Each must cut the contract's recordings, which have
   * seven and three seconds, and make all pictures that are asked for.
   */
  default List<Map<String, String>> optionSets() {
    return List.of(Map.of());
  }

  /**
   * Whether a data set knows the bytes of all files that its recordings became, so that a changed
   * byte is noticed. Missing and truncated files must always be.
   */
  default boolean knowsEveryByte() {
    return true;
  }

  /** Whether the marks of pieces tell each event; otherwise they tell of states. */
  default boolean keepsEvents() {
    return true;
  }

  /**
   * The film in the file that {@link org.kinora.spi.dataset.DatasetPiece#video} names, so that
   * other programs can play it: that file, or what is unpacked of it where it is an archive.
   *
   * @param scratch a directory for it
   */
  default Path film(Path video, Path scratch) throws IOException {
    return video;
  }
}
