package org.kinora.codec.ffmpeg.capture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Adts;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.container.PacketClock;
import org.kinora.codec.ffmpeg.container.StreamFormats;
import org.kinora.codec.ffmpeg.decode.FfmpegDecoder;
import org.kinora.lib.bitstream.NalCodec;
import org.kinora.lib.bitstream.OpusHead;
import org.kinora.lib.bitstream.ParameterSets;
import org.kinora.media.AudioFormat;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.media.TrackFormat;
import org.kinora.media.VideoFormat;
import org.kinora.spi.capture.CaptureSink;

/**
 * One stream of an open input: hands over its packets as samples in Kinora's conventions, or as
 * frames if they are raw.
 */
final class InputTrack implements AutoCloseable {
  private final AVStream stream;
  private final Track track;
  private final PacketClock clock;

  /** The parameter sets for key frames that come without; null where there is no such thing. */
  private final @Nullable ParameterSets parameterSets;

  /** Whether an ADTS header stands before each sample. */
  private final boolean adts;

  private final @Nullable FfmpegDecoder decoder;

  /** Of sound whose packets all hold as much, else 0: not every packet says its own. */
  private final long usualDurationUs;

  private long lastDecodeUs = MediaTime.UNKNOWN;
  private long lastDurationUs;

  private InputTrack(AVStream stream, Track track, boolean adts) throws MediaException {
    this.stream = stream;
    this.track = track;
    this.adts = adts;
    clock = new PacketClock(stream);
    parameterSets = parameterSets(track.format(), StreamFormats.extradata(stream.codecpar()));
    usualDurationUs =
        track.format() instanceof AudioFormat sound
            ? MediaTime.toUs(Math.max(0, stream.codecpar().frame_size()), sound.sampleRate())
            : 0;
    decoder = track.format().codec().equals(RawFormats.RAW) ? decoder(stream, track) : null;
  }

  /** Prepares a stream with pictures or sound; empty for any other. */
  static Optional<InputTrack> of(AVStream stream) throws MediaException {
    Optional<TrackFormat> said = StreamFormats.of(stream);
    if (said.isEmpty()) {
      return Optional.empty();
    }
    AVCodecParameters parameters = stream.codecpar();
    TrackFormat format = described(said.get(), parameters);
    boolean adts = Adts.isUsedBy(parameters);
    int timescale = new PacketClock(stream).timescale();
    return Optional.of(
        new InputTrack(stream, new Track(stream.index() + 1, format, timescale, ""), adts));
  }

  private static TrackFormat described(TrackFormat said, AVCodecParameters parameters)
      throws MediaException {
    if (said instanceof VideoFormat video) {
      return video.codec().equals("rawvideo")
          ? RawFormats.pictures(video.width(), video.height(), parameters.format(), video.color())
          : video;
    }
    AudioFormat sound = (AudioFormat) said;
    if (sound.codec().startsWith("pcm_")) {
      return RawFormats.sound(sound.sampleRate(), sound.channels());
    } else if (sound.codec().equals("opus") && sound.config().isEmpty()) {
      return OpusHead.of(sound).toFormat();
    }
    return sound;
  }

  private static @Nullable ParameterSets parameterSets(TrackFormat format, Blob extradata) {
    Optional<NalCodec> codec = NalCodec.of(format.codec());
    if (codec.isEmpty()
        || !(format instanceof VideoFormat video)
        || !video.config().isEmpty()
        || extradata.isEmpty()) {
      return null;
    }
    ParameterSets sets = ParameterSets.fromAnnexB(codec.get(), extradata.buffer());
    return sets.isComplete() ? sets : null;
  }

  private static FfmpegDecoder decoder(AVStream stream, Track track) throws MediaException {
    AVCodecParameters parameters = stream.codecpar();
    return new FfmpegDecoder(
        Av.allocated(avcodec_find_decoder(parameters.codec_id())), track.format(), parameters, 1);
  }

  Track track() {
    return track;
  }

  /** When a packet is decoded, on the source's own timeline; UNKNOWN where it does not say. */
  long decodeTimeUs(AVPacket packet) {
    long decodeUs = clock.decodeTimeUs(packet);
    return decodeUs == MediaTime.UNKNOWN ? clock.timeUs(packet) : decodeUs;
  }

  /** The last packet's decode time, on the source's own timeline; UNKNOWN before the first. */
  long lastDecodeUs() {
    return lastDecodeUs;
  }

  /**
   * Hands a packet over.
   *
   * @param originUs where 0 lies on the source's own timeline
   */
  void hand(AVPacket packet, long originUs, CaptureSink sink) throws IOException {
    SampleInfo info = info(packet, originUs);
    ByteBuffer data = Av.view(packet.data(), packet.size());
    if (decoder != null) {
      decoder.decode(info, data, frame -> sink.frame(track.id(), frame));
      return;
    }
    ByteBuffer sample = adts ? Adts.withoutHeader(data) : data;
    if (info.keyframe() && parameterSets != null) {
      sample = withParameterSets(parameterSets, sample);
    }
    SampleInfo sized =
        new SampleInfo(
            info.timeUs(),
            info.decodeTimeUs(),
            info.durationUs(),
            sample.remaining(),
            info.keyframe());
    sink.sample(track.id(), sized, sample);
  }

  private SampleInfo info(AVPacket packet, long originUs) {
    long decodeUs = decodeTimeUs(packet);
    if (decodeUs == MediaTime.UNKNOWN) {
      decodeUs = lastDecodeUs == MediaTime.UNKNOWN ? originUs : lastDecodeUs + lastDurationUs;
    }
    if (lastDecodeUs != MediaTime.UNKNOWN) {
      decodeUs = Math.max(decodeUs, lastDecodeUs);
    }
    long timeUs = clock.timeUs(packet);
    long durationUs = clock.durationUs(packet);
    lastDecodeUs = decodeUs;
    lastDurationUs = durationUs == MediaTime.UNKNOWN ? usualDurationUs : durationUs;
    return new SampleInfo(
        (timeUs == MediaTime.UNKNOWN ? decodeUs : timeUs) - originUs,
        decodeUs - originUs,
        lastDurationUs,
        packet.size(),
        (packet.flags() & AV_PKT_FLAG_KEY) != 0);
  }

  /** A stream may send its parameter sets by another way, and then not before each key frame. */
  private static ByteBuffer withParameterSets(ParameterSets known, ByteBuffer sample) {
    if (ParameterSets.fromAnnexB(known.codec(), sample).isComplete()) {
      return sample;
    }
    Blob sets = known.annexB();
    ByteBuffer whole = ByteBuffer.allocate(sets.size() + sample.remaining());
    return whole.put(sets.buffer()).put(sample.duplicate()).flip();
  }

  /**
   * Refuses a packet that brings another configuration.
   *
   * @throws MediaException IO_ERROR
   */
  void checkUnchanged(Optional<Blob> configuration) throws MediaException {
    Blob expected = StreamFormats.extradata(stream.codecpar());
    if (configuration.isPresent() && !expected.isEmpty() && !configuration.get().equals(expected)) {
      throw new MediaException(
          MediaError.IO_ERROR, "track " + track.id() + " changed its configuration");
    }
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
  }
}
