package org.kinora.codec.ffmpeg.container;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.av_shrink_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_ANY;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.CodecNames;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;

/**
 * One open file and the packet at hand. Opens that file only: every protocol but {@code file} is
 * closed, and so are references to other files. What a damaged header can make it allocate is
 * bounded.
 */
final class Demuxer implements AutoCloseable {
  private static final int MAX_STREAMS = 64;
  private static final int PROBE_BYTES = 5_000_000;
  private static final int ANALYZE_US = 5_000_000;

  private final AVFormatContext context;
  private final AVPacket packet;
  private boolean closed;

  private Demuxer(AVFormatContext context) throws MediaException {
    this.context = context;
    this.packet = Av.allocated(av_packet_alloc());
  }

  /**
   * Opens a file and reads what its streams are.
   *
   * @throws MediaException INDEX_PARSE_ERROR if its headers cannot be understood, LIMIT_EXCEEDED if
   *     its pictures are too large
   */
  static Demuxer open(Path file, AVInputFormat format) throws MediaException {
    AVFormatContext context = new AVFormatContext(null);
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    av_dict_set(options, "probesize", Integer.toString(PROBE_BYTES), 0);
    av_dict_set(options, "analyzeduration", Integer.toString(ANALYZE_US), 0);
    av_dict_set(options, "max_streams", Integer.toString(MAX_STREAMS), 0);
    int opened;
    try {
      opened = avformat_open_input(context, "file:" + file.toAbsolutePath(), format, options);
    } finally {
      av_dict_free(options);
    }
    // a failed open has freed the context already
    Av.check(
        opened,
        MediaError.INDEX_PARSE_ERROR,
        file + " does not open as " + format.name().getString());
    Demuxer demuxer = new Demuxer(context);
    try {
      Av.check(
          StreamAnalysis.run(context, file.toString()),
          MediaError.INDEX_PARSE_ERROR,
          "reading the streams of " + file);
      return demuxer;
    } catch (MediaException e) {
      demuxer.close();
      throw e;
    }
  }

  AVFormatContext context() {
    return context;
  }

  int streamCount() {
    return context.nb_streams();
  }

  AVStream stream(int index) {
    return context.streams(index);
  }

  /**
   * Reads only these streams from now on, if that can be: of streams that are parts of one sound
   * (IAMF), whose samples the file holds together, FFmpeg hands out all or next to nothing.
   */
  void select(Set<Integer> streams) {
    boolean together = context.nb_stream_groups() > 0;
    for (int i = 0; i < context.nb_streams(); i++) {
      boolean wanted = together || streams.contains(i);
      context.streams(i).discard(wanted ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
    }
  }

  /** How many entries the demuxer's own index of a stream has by now. */
  int indexCount(int stream) {
    return avformat_index_get_entries_count(context.streams(stream));
  }

  /** Reads all that is said of samples to the end of the file, and none of them. */
  void completeIndex() {
    select(Set.of());
    while (next().isPresent()) {
      // what was read before
    }
  }

  /** An entry of that index, valid until the next packet is read. */
  AVIndexEntry indexEntry(int stream, int entry) throws MediaException {
    return Av.allocated(avformat_index_get_entry(context.streams(stream), entry));
  }

  /**
   * Reads the next packet. Of one that the end of the file cuts off PCM has its whole frames; of
   * other codecs it is passed over.
   *
   * @return the packet, valid until the next call; empty at the end, also where damage ends it
   */
  Optional<AVPacket> next() {
    Optional<AVPacket> next = nextOrPart();
    while (next.isPresent() && isPart(next.get()) && !keepsFrames(next.get())) {
      next = nextOrPart();
    }
    return next;
  }

  /** Leaves of a part what can be used by itself; whether there is such a thing. */
  private boolean keepsFrames(AVPacket part) {
    AVCodecParameters codec = stream(part.stream_index()).codecpar();
    int frameBytes = CodecNames.of(codec.codec_id()).startsWith("pcm_") ? codec.block_align() : 0;
    int whole = frameBytes > 0 ? part.size() - part.size() % frameBytes : 0;
    av_shrink_packet(part, whole);
    return whole > 0;
  }

  /** Reads the next packet, also one that the end of the file cuts off. */
  Optional<AVPacket> nextOrPart() {
    av_packet_unref(packet);
    return av_read_frame(context, packet) < 0 ? Optional.empty() : Optional.of(packet);
  }

  /** Whether the file ends within a packet, so that only its beginning is there. */
  static boolean isPart(AVPacket packet) {
    return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
  }

  /** Goes to the key frame at or before a time; what comes next says where that is. */
  boolean seek(int stream, long ticks) {
    return av_seek_frame(context, stream, ticks, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  /** Goes to the sample that is decoded at a time, whether a key frame or not. */
  boolean seekAny(int stream, long ticks) {
    return av_seek_frame(context, stream, ticks, AVSEEK_FLAG_BACKWARD | AVSEEK_FLAG_ANY) >= 0;
  }

  /** What stopped reading, if it was not the end of the file. */
  Optional<String> failure() {
    int error = context.pb() == null ? 0 : context.pb().error();
    return error == 0 || error == AVERROR_EOF() ? Optional.empty() : Optional.of(Av.text(error));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_packet_free(packet);
      avformat_close_input(context);
    }
  }
}
