package org.kinora.container.wave;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.function.LongConsumer;
import org.kinora.container.wave.ChunkFile.Chunk;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.media.MediaTime;
import org.kinora.media.SalvageReport;
import org.kinora.media.SalvageReport.TrackReport;
import org.kinora.spi.container.Salvage;

/**
 * The sound of a WAVE file and the chunks around it. They are written as they are, with the right
 * sizes; beyond 4 GiB those are in ds64, for which there is a place or one is made.
 *
 * @param soundBytes whole frames
 * @param tailAt where chunks behind the sound begin
 * @param end behind the last of them
 * @param whole whether all sizes are right already
 */
record WaveSalvage(
    ChunkFile file, FoundHead head, long soundBytes, long tailAt, long end, boolean whole)
    implements Salvage {
  private static final long RIFF_BYTES_MAX = 0xFFFF_FFFEL;

  @Override
  public SalvageReport report() {
    FoundFormat format = head.format();
    return new SalvageReport(
        "wave",
        whole,
        end,
        file.sizeBytes() - end,
        MediaTime.toUs(frames(), format.sampleRate()),
        List.of(new TrackReport(1, format.codec(), frames())));
  }

  private long frames() {
    return soundBytes / head.format().frameBytes();
  }

  @Override
  public void writeTo(SeekableByteChannel channel, LongConsumer progress) throws IOException {
    PatchableOutput out = new PatchableOutput(channel);
    if (whole) {
      file.copy(0, end, out, progress);
      out.flush();
      return;
    }
    long soundAt = head.data().payloadAt();
    long riffBytes = soundAt + soundBytes + (soundBytes & 1) + end - tailAt - Chunk.HEADER_BYTES;
    boolean large = head.large() || riffBytes > RIFF_BYTES_MAX;
    boolean roomIsMissing = large && head.room() < FoundHead.DS64_BYTES;
    int moved = roomIsMissing ? Chunk.HEADER_BYTES + FoundHead.DS64_BYTES : 0;
    file.copy(0, FoundHead.FORM_BYTES, out, progress);
    out.write(new byte[moved]);
    file.copy(FoundHead.FORM_BYTES, soundAt + soundBytes, out, progress);
    out.write(new byte[(int) (soundBytes & 1)]);
    file.copy(tailAt, end, out, progress);
    if (large) {
      patchLarge(out, riffBytes + moved, moved);
    } else {
      patch(out, Integer.BYTES, (int) riffBytes);
    }
    patch(out, soundAt + moved - Integer.BYTES, large ? -1 : (int) soundBytes);
    if (head.factAt().isPresent()) {
      patch(out, head.factAt().getAsLong() + moved, large ? -1 : (int) frames());
    }
    out.flush();
  }

  /** RF64, or BW64 if it is that already, and the first chunk (EBU Tech 3306, section 3). */
  private void patchLarge(PatchableOutput out, long riffBytes, int moved) throws IOException {
    if (!head.large()) {
      out.patch(0, "RF64".getBytes(US_ASCII));
    }
    patch(out, Integer.BYTES, -1);
    long payloadBytes = moved > 0 ? FoundHead.DS64_BYTES : head.room();
    ByteBuffer ds64 =
        ByteBuffer.allocate(Chunk.HEADER_BYTES + FoundHead.DS64_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    ds64.put("ds64".getBytes(US_ASCII)).putInt((int) payloadBytes);
    ds64.putLong(riffBytes).putLong(soundBytes).putLong(frames());
    out.patch(FoundHead.FORM_BYTES, ds64.array());
  }

  private static void patch(PatchableOutput out, long at, int number) throws IOException {
    out.patch(
        at,
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }
}
