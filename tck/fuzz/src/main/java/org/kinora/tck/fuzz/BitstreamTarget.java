package org.kinora.tck.fuzz;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.kinora.lib.bitstream.AacConfig;
import org.kinora.lib.bitstream.AnnexB;
import org.kinora.lib.bitstream.Av1;
import org.kinora.lib.bitstream.CodecString;
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
import org.kinora.media.ColorInfo;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.VideoFormat;

/** The headers of codecs: the input goes to every parser, which understands it or says why not. */
final class BitstreamTarget implements Target {
  /** One way to use the library. */
  private interface Use {
    void of(ByteBuffer data) throws MediaException;
  }

  private static final List<Use> USES =
      List.of(
          Sniffer::sniff,
          data -> Sniffer.format("h264", data),
          data -> Sniffer.format("h265", data),
          data -> Sniffer.format("vp8", data),
          data -> Sniffer.format("vp9", data),
          data -> Sniffer.format("av1", data),
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
          data -> LengthPrefixed.toAnnexB(data, 2, ByteBuffer.allocate(0), ByteBuffer.allocate(0)),
          data -> LengthPrefixed.toAnnexB(data, 4, ByteBuffer.allocate(0), ByteBuffer.allocate(0)),
          Opus::samples,
          Opus::channels,
          data -> OpusHead.parse(Blob.of(data)),
          data -> AacConfig.parse(Blob.of(data)),
          data -> codecString("h264", data),
          data -> codecString("h265", data),
          data -> codecString("vp9", data),
          data -> codecString("av1", data));

  /** Made by encoders, one of each kind. */
  private static final List<String> SEEDS =
      List.of(
          // avcC
          "0164001effe100196764001eacb405017fcb8088000003000800000301e078b17501000468ef3cb0"
              + "fdf8f800",
          // SPS of H.264
          "6764001eacb405017fcb8088000003000800000301e078b175",
          // H.264 in Annex B
          "000000016764001eacb405017fcb8088000003000800000301e078b1750000000168ef3cb0",
          // VP9 key frame
          "824983420027f016760838241c185c1008f05ff9efbfafe8ff77ffbbfe77fbdfe9fe4fbf37eafbe7",
          // hvcC
          "0101600000009000000000001ef000fcfdf8f800000f03a00001001840010c01ffff016000000300"
              + "90000003000003001e959809a10001002842010101600000030090000003000003001ea020810596"
              + "566924caf0168080000003008000000c84a2000100074401c172b42240",
          // SPS of H.265
          "42010101600000030090000003000003001ea020810596566924caf0168080000003008000000c84",
          // H.265 in Annex B
          "0000000140010c01ffff01600000030090000003000003001e959809000000014201010160000003"
              + "0090000003000003001ea020810596566924caf0168080000003008000000c84000000014401c172"
              + "b42240",
          // AV1 temporal unit
          "12000a0a00000002afff9b5f200832c304140030000821a30a020adb71c0fe90495913fa0ccacc7b",
          // av1C
          "81000c000a0a00000002afff9b5f2008",
          // OpusHead
          "4f707573486561640106380180bb00000000010000000000000000",
          // AudioSpecificConfig
          "2b920800");

  private static void codecString(String codec, ByteBuffer config) throws MediaException {
    CodecString.of(new VideoFormat(codec, 1, 1, ColorInfo.UNSPECIFIED, Blob.of(config)));
  }

  @Override
  public String name() {
    return "bitstream";
  }

  @Override
  public List<byte[]> seeds() {
    return SEEDS.stream().map(HexFormat.of()::parseHex).toList();
  }

  @Override
  public void accept(byte[] input) {
    ByteBuffer data = ByteBuffer.wrap(input).asReadOnlyBuffer();
    for (Use use : USES) {
      try {
        use.of(data);
      } catch (MediaException e) {
        if (e.code() != MediaError.DECODE_ERROR) {
          throw new IllegalStateException("no DECODE_ERROR", e);
        }
      }
      if (data.remaining() != input.length) {
        throw new IllegalStateException("the buffer was moved");
      }
    }
  }
}
