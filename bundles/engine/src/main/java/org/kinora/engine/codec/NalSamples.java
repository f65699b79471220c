package org.kinora.engine.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFormat;

/**
 * Samples of H.264 or H.265 as Annex-B whose key frames carry their parameter sets, so that they
 * can stand beside samples of another encoder. Samples of other codecs stay as they are.
 */
public final class NalSamples {
  private final Optional<NalCodec> codec;
  private final Optional<ParameterSets> stated;
  private Blob sets;
  private ByteBuffer reuse = ByteBuffer.allocateDirect(1 << 16);

  /** Reads the configuration that a container keeps beside the samples, where it does. */
  public NalSamples(VideoFormat format) throws MediaException {
    codec = NalCodec.of(format.codec());
    stated =
        codec.isPresent() && !format.config().isEmpty()
            ? Optional.of(ParameterSets.fromConfig(codec.get(), format.config()))
            : Optional.empty();
    sets = stated.map(ParameterSets::annexB).orElse(Blob.EMPTY);
  }

  /** The format of what comes out. */
  public VideoFormat format(VideoFormat source) {
    return codec.isEmpty()
        ? source
        : new VideoFormat(
            source.codec(), source.width(), source.height(), source.color(), Blob.EMPTY);
  }

  /**
   * One sample.
   *
   * @param isFirst whether it follows one of another encoder
   * @return valid until the next call, and no longer than {@code data}
   */
  public ByteBuffer annexB(ByteBuffer data, boolean keyframe, boolean isFirst)
      throws MediaException {
    if (codec.isEmpty()) {
      return data;
    }
    ByteBuffer before = keyframe ? sets.buffer() : ByteBuffer.allocate(0);
    if (stated.isPresent()) {
      reuse = LengthPrefixed.toAnnexB(data, stated.get().lengthSize(), before, reuse);
      return reuse;
    }
    ParameterSets own = ParameterSets.fromAnnexB(codec.get(), data);
    if (own.isComplete()) {
      sets = own.annexB();
    } else if (isFirst && !sets.isEmpty() && AnnexB.startsWithStartCode(data)) {
      return joined(before, data);
    }
    return data;
  }

  private static ByteBuffer joined(ByteBuffer before, ByteBuffer data) {
    ByteBuffer both = ByteBuffer.allocateDirect(before.remaining() + data.remaining());
    return both.put(before).put(data.duplicate()).flip();
  }
}
