package org.kinora.codec.ffmpeg.capture;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_NONE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;
import org.kinora.codec.ffmpeg.av.Av;
import org.kinora.codec.ffmpeg.av.CodecNames;
import org.kinora.codec.ffmpeg.container.StreamAnalysis;
import org.kinora.media.Blob;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.Track;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureSettings;
import org.kinora.spi.capture.CaptureSink;

/** A stream, a device or a file, through one of FFmpeg's demuxers. */
final class InputCapture implements Capture {
  private static final int MAX_STREAMS = 64;

  /** Times that fall by more than this, or rise by so much more than time goes by, have jumped. */
  private static final long LARGEST_FALL_US = 1_000_000;

  private static final long LARGEST_RISE_US = 10_000_000;
  private static final long RETRY_NANOS = 1_000_000;

  private final String name;
  private final Patience patience;
  private final AVFormatContext context;
  private final AVPacket packet;
  private final Map<Integer, InputTrack> tracks = new TreeMap<>();
  private final boolean live;
  private final RealTime realTime = new RealTime();
  private Duration lead = Duration.ZERO;
  private long originUs = MediaTime.UNKNOWN;
  private long lastArrivalNanos;
  private boolean closed;

  private InputCapture(String name, Source.Kind kind, Patience patience, AVFormatContext context)
      throws MediaException {
    this.name = name;
    this.patience = patience;
    this.context = context;
    packet = Av.allocated(av_packet_alloc());
    live = kind != Source.Kind.FILE && context.duration() == AV_NOPTS_VALUE;
  }

  static InputCapture open(Source source, CaptureSettings settings) throws MediaException {
    String name = settings.publicSource();
    @Nullable AVInputFormat format =
        source.kind() == Source.Kind.DEVICE ? Devices.format(source.scheme()) : null;
    Patience patience = new Patience(settings.timeout());
    AVFormatContext context;
    try {
      context = connect(source, format, settings, patience);
    } catch (MediaException e) {
      patience.close();
      throw e;
    }
    InputCapture capture = new InputCapture(name, source.kind(), patience, context);
    try {
      long connectedNanos = System.nanoTime();
      capture.findTracks();
      capture.lead = Duration.ofNanos(System.nanoTime() - connectedNanos);
      return capture;
    } catch (MediaException e) {
      capture.close();
      throw e;
    }
  }

  private static AVFormatContext connect(
      Source source, @Nullable AVInputFormat format, CaptureSettings settings, Patience patience)
      throws MediaException {
    AVFormatContext context = Av.allocated(avformat_alloc_context());
    patience.guard(context);
    if (source.kind() == Source.Kind.DEVICE) {
      // a camera that stalls would hold a blocking read for ever, and nobody is asked meanwhile
      context.flags(context.flags() | AVFMT_FLAG_NONBLOCK);
    }
    AVDictionary options = options(source, settings);
    try {
      String url =
          source.kind() == Source.Kind.FILE ? "file:" + source.address() : source.address();
      int result = avformat_open_input(context, url, format, options);
      if (result < 0) { // which has freed the context
        throw patience.failure(result, settings.publicSource() + " does not open");
      }
      try {
        checkAllUsed(options, settings);
      } catch (MediaException e) {
        avformat_close_input(context);
        throw e;
      }
      return context;
    } finally {
      av_dict_free(options);
    }
  }

  private static AVDictionary options(Source source, CaptureSettings settings) {
    AVDictionary options = new AVDictionary(null);
    // half of the time for what headers leave open, and no packets more to guess a frame rate
    long analyzeUs = settings.timeout().toNanos() / 2000;
    av_dict_set(options, "analyzeduration", Long.toString(analyzeUs), 0);
    av_dict_set(options, "fpsprobesize", "0", 0);
    av_dict_set(options, "max_streams", Integer.toString(MAX_STREAMS), 0);
    if (source.kind() == Source.Kind.FILE) {
      av_dict_set(options, "protocol_whitelist", "file", 0);
    }
    settings.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
    return options;
  }

  /** FFmpeg leaves behind what neither protocol nor demuxer knows. */
  private static void checkAllUsed(AVDictionary left, CaptureSettings settings)
      throws MediaException {
    List<String> unknown = new ArrayList<>();
    AVDictionaryEntry entry = av_dict_iterate(left, null);
    while (entry != null) {
      String key = entry.key().getString();
      if (settings.options().containsKey(key)) {
        unknown.add(key);
      }
      entry = av_dict_iterate(left, entry);
    }
    if (!unknown.isEmpty()) {
      throw new MediaException(
          MediaError.ARGUMENT_INVALID,
          settings.publicSource() + " has no source option " + String.join(", ", unknown));
    }
  }

  private void findTracks() throws MediaException {
    int result = StreamAnalysis.run(context, name);
    if (result < 0) {
      throw patience.failure(result, name + ": finding out what it sends");
    }
    for (int i = 0; i < context.nb_streams(); i++) {
      Optional<InputTrack> track = InputTrack.of(context.streams(i));
      if (track.isPresent()) {
        tracks.put(i, track.get());
      } else {
        checkNotPending(context.streams(i));
        context.streams(i).discard(AVDISCARD_ALL);
      }
    }
    if (tracks.isEmpty()) {
      throw new MediaException(
          MediaError.TRACK_NOT_SUPPORTED,
          name
              + " sends neither pictures nor sound in any of its "
              + context.nb_streams()
              + " streams");
    }
    if (context.start_time() != AV_NOPTS_VALUE) {
      originUs = context.start_time();
    }
  }

  /**
   * A stream that was joined far from a key frame has not said its size yet. Without it the
   * recording would lack its pictures, so this is no success.
   */
  private void checkNotPending(AVStream stream) throws MediaException {
    AVCodecParameters parameters = stream.codecpar();
    boolean known = parameters.codec_id() != AV_CODEC_ID_NONE;
    if (live && known && parameters.codec_type() == AVMEDIA_TYPE_VIDEO && parameters.width() == 0) {
      throw new MediaException(
          MediaError.TIMEOUT,
          "%s, stream %d: no %s key frame came in time; source option analyzeduration, in us, is"
                  .formatted(name, stream.index(), CodecNames.of(parameters.codec_id()))
              + " how long one is waited for");
    }
  }

  @Override
  public List<Track> tracks() {
    return tracks.values().stream().map(InputTrack::track).toList();
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public Duration lead() {
    return lead;
  }

  @Override
  public boolean read(CaptureSink sink) throws IOException {
    if (closed) {
      throw new MediaException(MediaError.CLOSED, name + " was closed");
    }
    patience.renew();
    while (true) {
      int result = next();
      if (result == AVERROR_EOF()) {
        return false;
      }
      if (result < 0) {
        throw patience.failure(result, name + " is lost");
      }
      @Nullable InputTrack track = tracks.get(packet.stream_index());
      if (track != null && packet.size() > 0) {
        hand(track, sink);
        return true;
      }
      if (patience.isOver()) { // streams that nobody asked for can go on and on
        throw patience.failure(AVERROR_EXIT(), name + " sends nothing in its tracks");
      }
    }
  }

  /** A device that has nothing yet says so instead of waiting. */
  private int next() {
    av_packet_unref(packet);
    int result = av_read_frame(context, packet);
    while (result == AVERROR_EAGAIN() && !patience.isOver()) {
      LockSupport.parkNanos(RETRY_NANOS);
      result = av_read_frame(context, packet);
    }
    return result;
  }

  private void hand(InputTrack track, CaptureSink sink) throws IOException {
    track.checkUnchanged(newConfiguration());
    long decodeUs = track.decodeTimeUs(packet);
    checkContinuous(track, decodeUs);
    if (originUs == MediaTime.UNKNOWN) {
      originUs = decodeUs == MediaTime.UNKNOWN ? 0 : decodeUs;
    }
    if (!live && decodeUs != MediaTime.UNKNOWN) {
      realTime.await(decodeUs - originUs);
    }
    track.hand(packet, originUs, sink);
  }

  private Optional<Blob> newConfiguration() {
    try (SizeTPointer size = new SizeTPointer(1)) {
      @Nullable BytePointer data = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, size);
      return data == null ? Optional.empty() : Optional.of(Blob.of(Av.view(data, size.get())));
    }
  }

  /** The source began anew, or its clock was set: what follows is not on the same timeline. */
  private void checkContinuous(InputTrack track, long decodeUs) throws MediaException {
    long now = System.nanoTime();
    long lastUs = track.lastDecodeUs();
    if (live && lastUs != MediaTime.UNKNOWN && decodeUs != MediaTime.UNKNOWN) {
      long wentByUs = (now - lastArrivalNanos) / 1000;
      if (decodeUs < lastUs - LARGEST_FALL_US || decodeUs > lastUs + wentByUs + LARGEST_RISE_US) {
        throw new MediaException(
            MediaError.IO_ERROR,
            "%s, track %d: times jump from %d us to %d us"
                .formatted(name, track.track().id(), lastUs, decodeUs));
      }
    }
    lastArrivalNanos = now;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      patience.renew();
      tracks.values().forEach(InputTrack::close);
      av_packet_free(packet);
      avformat_close_input(context);
      patience.close();
    }
  }
}
