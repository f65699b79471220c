package org.kinora.codec.ffmpeg.container;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.kinora.codec.ffmpeg.av.Adts;
import org.kinora.codec.ffmpeg.av.Av;

/** The part of a stream's packets that is the sample: of AAC, what lies behind an ADTS header. */
final class Payload {
  private final boolean adts;

  Payload(AVStream stream) {
    adts = Adts.isUsedBy(stream.codecpar());
  }

  /** The bytes of the sample, valid as long as the packet. */
  ByteBuffer of(AVPacket packet) {
    ByteBuffer data = Av.view(packet.data(), packet.size());
    return adts ? Adts.withoutHeader(data) : data;
  }

  /** How many they are. */
  int size(AVPacket packet) {
    return adts ? of(packet).remaining() : packet.size();
  }
}
