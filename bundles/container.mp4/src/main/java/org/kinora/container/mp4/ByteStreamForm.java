package org.kinora.container.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * Annex-B samples of H.264 or H.265, stored with four bytes of length before each NAL unit.
 *
 * <p>Parameter sets move from the samples to the sample entry ({@code avc1}, {@code hvc1}: ISO/IEC
 * 14496-15, section 5.4.2 and 8.4.1). A sample whose sets differ from those in force begins a new
 * sample entry, so that no change is lost and samples of both entries can be decoded from any key
 * frame. In a file that cannot take another entry any more, samples behind such a change carry
 * their sets themselves as well, which decoders follow.
 */
final class ByteStreamForm implements SampleForm {
  private static final int FIRST_CAPACITY_BYTES = 64 << 10;

  private final NalCodec codec;
  private final UnaryOperator<Blob> entryOf;
  private ByteBuffer reuse = ByteBuffer.allocateDirect(FIRST_CAPACITY_BYTES);
  private ParameterSets inForce;
  private Blob entry = Blob.EMPTY;
  private final boolean keepsLaterSets;
  private boolean carriesSets;
  private boolean changed;

  /**
   * A form whose entry the first sample tells.
   *
   * @param entryOf the entry for a decoder configuration
   * @param keepsLaterSets whether sets stay in the samples once they have changed
   */
  ByteStreamForm(NalCodec codec, UnaryOperator<Blob> entryOf, boolean keepsLaterSets) {
    this.codec = codec;
    this.keepsLaterSets = keepsLaterSets;
    this.entryOf = entryOf;
    this.inForce = new ParameterSets(codec, Integer.BYTES, List.of(), List.of(), List.of());
  }

  @Override
  public ByteBuffer stored(ByteBuffer data) throws MediaException {
    carriesSets = false;
    reuse = AnnexB.toLengthPrefixed(data, this::keeps, reuse);
    if (carriesSets) {
      adopt(ParameterSets.fromAnnexB(codec, data));
    }
    if (entry.isEmpty()) {
      throw new MediaException(
          MediaError.DECODE_ERROR,
          "the first sample carries no parameter sets, and the track has no configuration");
    }
    if (carriesSets && changed && keepsLaterSets) {
      reuse = AnnexB.toLengthPrefixed(data, firstByte -> true, reuse);
    }
    return reuse;
  }

  @Override
  public Blob entry() {
    return entry;
  }

  private boolean keeps(int firstByte) {
    boolean isSet = codec.isParameterSet(firstByte);
    carriesSets |= isSet;
    return !isSet;
  }

  private void adopt(ParameterSets found) throws MediaException {
    if (inForce.vps().containsAll(found.vps())
        && inForce.sps().containsAll(found.sps())
        && inForce.pps().containsAll(found.pps())) {
      return;
    }
    ParameterSets next = found.isComplete() ? found : joined(inForce, found);
    if (next.isComplete()) {
      changed = !entry.isEmpty();
      entry = entryOf.apply(next.config());
    }
    inForce = next;
  }

  /** The sets of both; of two with the same number a decoder takes the later one. */
  private static ParameterSets joined(ParameterSets before, ParameterSets found) {
    return new ParameterSets(
        found.codec(),
        found.lengthSize(),
        joined(before.vps(), found.vps()),
        joined(before.sps(), found.sps()),
        joined(before.pps(), found.pps()));
  }

  private static List<Blob> joined(List<Blob> before, List<Blob> found) {
    return Stream.concat(before.stream().filter(set -> !found.contains(set)), found.stream())
        .toList();
  }
}
