package org.kinora.tck.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.kinora.lib.bitstream.AacConfig;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.H264;
import org.kinora.lib.bitstream.H265;
import org.kinora.lib.bitstream.LengthPrefixed;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.Opus;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.lib.bitstream.Sniffer;
import org.kinora.lib.bitstream.Vp8;
import org.kinora.lib.bitstream.Vp9;
import org.kinora.media.Blob;
import org.kinora.media.MediaException;

/** The headers of codecs: the input goes to every parser. */
record BitstreamTarget(List<byte[]> seeds) implements Target {
  /** One way to use the library. */
  private interface Use {
    void of(ByteBuffer data) throws MediaException;
  }

  private static final List<Use> USES =
      List.of(
          Sniffer::sniff,
          Vp8::parse,
          Vp9::parse,
          Av1::parse,
          Av1::av1C,
          data -> Av1.skipTemporalDelimiter(data.duplicate()),
          data -> Av1.parseAv1C(Blob.of(data)),
          H264::parseSps,
          H265::parseSps,
          data -> H264.parseAvcC(Blob.of(data)),
          data -> H265.parseHvcC(Blob.of(data)),
          data -> ParameterSets.fromAnnexB(NalCodec.AVC, data).config(),
          data -> ParameterSets.fromAnnexB(NalCodec.HEVC, data).config(),
          data -> AnnexB.toLengthPrefixed(data, nal -> true, ByteBuffer.allocate(0)),
          data -> LengthPrefixed.toAnnexB(data, 4, ByteBuffer.allocate(0), ByteBuffer.allocate(0)),
          Opus::samples,
          Opus::channels,
          data -> OpusHead.parse(Blob.of(data)),
          data -> AacConfig.parse(Blob.of(data)));

  @Override
  public String name() {
    return "bitstream";
  }

  @Override
  public void accept(byte[] input) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(input).asReadOnlyBuffer();
    for (Use use : USES) {
      try {
        use.of(data);
      } catch (MediaException e) {
        continue; // the bytes are not of this codec
      }
      if (data.remaining() != input.length) {
        throw new IllegalStateException("the buffer was moved");
      }
    }
  }
}
