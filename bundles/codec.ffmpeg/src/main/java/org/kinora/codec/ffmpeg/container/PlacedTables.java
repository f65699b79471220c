package org.kinora.codec.ffmpeg.container;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import org.kinora.lib.index.SampleTable;

/** Lists samples from what a container says of their places, without reading them. */
@FunctionalInterface
interface PlacedTables {
  /**
   * The tables of those streams of which it is certain that FFmpeg's demuxer would hand out the
   * same; no others, also where the file is damaged. Positions are the places of the samples' own
   * bytes in the file.
   *
   * @param file the same that the demuxer reads
   * @param demuxer open, its first packets read; it is not used for reading afterwards
   * @return tables by stream number, from 0
   */
  Map<Integer, SampleTable> read(SeekableByteChannel file, Demuxer demuxer) throws IOException;
}
