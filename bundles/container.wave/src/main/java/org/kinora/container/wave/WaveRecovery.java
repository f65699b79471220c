package org.kinora.container.wave;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.kinora.container.wave.ChunkFile.Chunk;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.RecoveryType;
import org.kinora.spi.container.Salvage;
import org.osgi.service.component.annotations.Component;

/**
 * Makes WAVE files whole, ours and others': those that were cut, that grew after their sizes were
 * written, and streams whose sizes never were.
 */
@Component
@RecoveryType(container = "wave")
public final class WaveRecovery implements FileRecovery {
  /** Called by Declarative Services. */
  public WaveRecovery() {}

  @Override
  public boolean accepts(ByteBuffer head) {
    return FoundHead.isWave(head);
  }

  @Override
  public Salvage examine(SeekableByteChannel in) throws IOException {
    ChunkFile file = new ChunkFile(in);
    FoundHead head = FoundHead.of(file);
    Chunk data = head.data();
    int frameBytes = head.format().frameBytes();
    long there = file.sizeBytes() - data.payloadAt();
    boolean fits =
        data.payloadBytes() >= 0 && data.payloadBytes() <= there && data.end() <= file.sizeBytes();
    boolean exact =
        fits
            && head.riffBytes() == file.sizeBytes() - Chunk.HEADER_BYTES
            && data.payloadBytes() % frameBytes == 0;
    if (!fits || (!exact && reachesToTheEnd(file, head))) {
      long soundBytes = there - there % frameBytes;
      long end = data.payloadAt() + soundBytes;
      return new WaveSalvage(file, head, soundBytes, end, end, false);
    }
    long soundBytes = data.payloadBytes() - data.payloadBytes() % frameBytes;
    long end = exact ? file.sizeBytes() : file.lastChunkEnd(data.end());
    return new WaveSalvage(file, head, soundBytes, data.end(), end, exact);
  }

  /**
   * Whether all that follows is sound, whatever the header says: its size was never written, or was
   * right when the file was shorter. Chunks behind the sound tell otherwise.
   */
  private static boolean reachesToTheEnd(ChunkFile file, FoundHead head) throws IOException {
    Chunk data = head.data();
    boolean last = data.payloadBytes() == 0 || head.riffBytes() <= data.end() - Chunk.HEADER_BYTES;
    return last && file.lastChunkEnd(data.end()) != file.sizeBytes();
  }
}
