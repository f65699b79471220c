package org.kinora.container.wave;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kinora.lib.output.PatchableOutput;
import org.kinora.lib.provider.MuxerGuard;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.MediaTime;
import org.kinora.media.SampleInfo;
import org.kinora.media.Track;
import org.kinora.spi.container.Muxer;

/**
 * Writes PCM; several tracks become channels side by side. The file begins at time 0 of the
 * recording, and where nothing was recorded it is silent, for a WAVE file has no times. The sizes
 * in its header are made right at every mebibyte and every {@link #flush}, so that it can be heard
 * while it grows and after a crash.
 */
final class WaveMuxer implements Muxer {
  /** What is behind the first track's beginning. */
  private record Sound(WaveHeader header, Interleaver frames, int frameBytes) {
    long sizeBytes() {
      return frames.writtenFrames() * frameBytes;
    }
  }

  private static final long PATCH_BYTES = 1 << 20;

  private final PatchableOutput out;
  private final WaveOptions options;
  private final OptionalLong endUs;
  private final List<PcmTrack> tracks = new ArrayList<>();
  private final MuxerGuard guard = new MuxerGuard("wave");
  private @Nullable Sound sound;
  private long patchedBytes;

  WaveMuxer(SeekableByteChannel channel, WaveOptions options, OptionalLong endUs)
      throws IOException {
    this.out = new PatchableOutput(channel);
    this.options = options;
    this.endUs = endUs;
  }

  @Override
  public int addTrack(Track track) throws IOException {
    guard.addTrack();
    Optional<PcmFormat> pcm = PcmFormat.of(track.format());
    if (pcm.isEmpty()) {
      throw unfit(track, "wave holds PCM of 16, 24, 32 bits or float");
    }
    int channels = tracks.stream().mapToInt(other -> other.format().channels()).sum();
    if (!tracks.isEmpty() && !tracks.get(0).format().fitsBeside(pcm.get())) {
      throw unfit(track, "all tracks of a wave file are like the first: " + tracks.get(0).format());
    }
    if (channels + pcm.get().channels() > PcmFormat.CHANNELS_MAX) {
      throw unfit(track, "wave holds " + PcmFormat.CHANNELS_MAX + " channels");
    }
    tracks.add(new PcmTrack(pcm.get(), track.name(), channels));
    return tracks.size();
  }

  @Override
  public void write(int number, SampleInfo info, ByteBuffer data) throws IOException {
    guard.write();
    if (number < 1 || number > tracks.size()) {
      throw new MediaException(
          MediaError.TRACK_NOT_FOUND, "wave: there is no track number " + number);
    }
    Sound file = begin();
    PcmTrack track = tracks.get(number - 1);
    long frame = track.place(info, data.remaining());
    if (file.frames().isTooLate(frame)) {
      throw PcmTrack.refused(
          info, "track number " + number + " is more than 2 s behind the others");
    }
    file.frames().put(track, frame, data);
    if (file.sizeBytes() - patchedBytes >= PATCH_BYTES) {
      patch(file);
      out.flush();
    }
  }

  /** Writes the header once all tracks are known. */
  private Sound begin() throws IOException {
    if (sound == null) {
      PcmFormat all = tracks.get(0).format().ofChannels(channelNames().size());
      WaveHeader header = new WaveHeader(all, tracks.size() > 1, extension(all));
      long endFrame =
          endUs.isPresent()
              ? MediaTime.toTicks(endUs.getAsLong(), all.sampleRate())
              : Long.MAX_VALUE;
      out.write(header.toBytes(0));
      sound = new Sound(header, new Interleaver(out, tracks, all, endFrame), all.frameBytes());
    }
    return sound;
  }

  private Optional<BroadcastExtension> extension(PcmFormat all) {
    return options.isBroadcast() || tracks.size() > 1
        ? Optional.of(new BroadcastExtension(options, all, channelNames()))
        : Optional.empty();
  }

  /** The name of each channel's track. */
  private List<String> channelNames() {
    List<String> names = new ArrayList<>();
    for (PcmTrack track : tracks) {
      for (int channel = 0; channel < track.format().channels(); channel++) {
        names.add(track.name());
      }
    }
    return names;
  }

  private void patch(Sound file) throws IOException {
    patchedBytes = file.sizeBytes();
    out.patch(0, file.header().toBytes(patchedBytes));
  }

  @Override
  public void flush() throws IOException {
    guard.flush();
    Sound file = sound;
    if (file != null) {
      file.frames().writeSettled();
      patch(file);
      out.flush();
    }
  }

  @Override
  public void finish() throws IOException {
    guard.finish();
    if (tracks.isEmpty()) {
      throw new MediaException(MediaError.MUX_ERROR, "wave: a file without a track");
    }
    Sound file = begin();
    file.frames().finish();
    if ((file.sizeBytes() & 1) != 0) {
      out.write(new byte[1]);
    }
    patch(file);
    out.flush();
  }

  @Override
  public void close() {
    guard.close();
  }

  private static MediaException unfit(Track track, String why) {
    return new MediaException(
        MediaError.TRACK_NOT_SUPPORTED,
        "%s; track %d is %s".formatted(why, track.id(), track.format()));
  }
}
