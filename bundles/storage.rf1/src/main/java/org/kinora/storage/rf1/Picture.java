package org.kinora.storage.rf1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/** A sample taken apart into NAL units, each with the flags of its entry. */
final class Picture {
  static final int START_CODE_BYTES = 3;

  /** A NAL unit from its header to its end. */
  record Nal(ByteBuffer bytes, int flags) {}

  private final NalCodec codec;
  private final boolean keyframe;
  private final List<Nal> nals = new ArrayList<>();

  private Picture(NalCodec codec, boolean keyframe) {
    this.codec = codec;
    this.keyframe = keyframe;
  }

  /**
   * Takes a byte stream apart. Zeros behind its last NAL unit stay with that one; those between NAL
   * units are the longer form of the start code, and go.
   */
  static Picture ofAnnexB(NalCodec codec, boolean keyframe, ByteBuffer sample) {
    Picture picture = new Picture(codec, keyframe);
    AnnexB.forEachNal(sample, nal -> picture.add(nal.duplicate()));
    if (!picture.nals.isEmpty()) {
      picture.nals.get(picture.nals.size() - 1).bytes().limit(sample.limit());
    }
    return picture.marked();
  }

  /**
   * Takes a sample with lengths apart.
   *
   * @throws MediaException DECODE_ERROR
   */
  static Picture ofLengthPrefixed(
      NalCodec codec, boolean keyframe, ByteBuffer sample, int lengthSize) throws MediaException {
    Picture picture = new Picture(codec, keyframe);
    LengthPrefixed.forEachNal(sample, lengthSize, nal -> picture.add(nal.duplicate()));
    return picture.marked();
  }

  private void add(ByteBuffer nal) {
    nals.add(nal(nal));
  }

  private Nal nal(ByteBuffer nal) {
    int header = nal.get(nal.position()) & 0xFF;
    int flags = Entry.ANNEX_B;
    if (codec.isParameterSet(header)) {
      flags |= Entry.PARAMETER_SET;
    } else if (keyframe && isSlice(header)) {
      flags |= Entry.KEYFRAME;
    }
    return new Nal(nal, flags);
  }

  /** Types 1 to 5 in H.264 (table 7-1), below 32 in H.265 (table 7-1). */
  private boolean isSlice(int header) {
    int type = codec.typeOf(header);
    return codec == NalCodec.AVC ? type >= 1 && type <= 5 : type < 32;
  }

  /** A key frame without a slice that is known shows itself by its last NAL unit. */
  private Picture marked() {
    if (keyframe && !nals.isEmpty() && nals.stream().noneMatch(nal -> has(nal, Entry.KEYFRAME))) {
      int last = nals.size() - 1;
      nals.set(last, new Nal(nals.get(last).bytes(), nals.get(last).flags() | Entry.KEYFRAME));
    }
    return this;
  }

  private static boolean has(Nal nal, int flag) {
    return (nal.flags() & flag) != 0;
  }

  boolean isKeyframe() {
    return keyframe;
  }

  List<Nal> nals() {
    return nals;
  }

  /** Its parameter sets; empty if it has none. */
  List<Blob> parameterSets() {
    return nals.stream()
        .filter(nal -> has(nal, Entry.PARAMETER_SET))
        .map(nal -> Blob.of(nal.bytes()))
        .toList();
  }

  /** Puts parameter sets in front. */
  void putInFront(List<Blob> parameterSets) {
    nals.addAll(0, parameterSets.stream().map(set -> nal(set.buffer())).toList());
  }

  /** What it takes on the disk, no time. */
  Extent extent() {
    long bytes = 0;
    for (Nal nal : nals) {
      bytes += START_CODE_BYTES + nal.bytes().remaining();
    }
    return new Extent(0, bytes, nals.size());
  }
}
